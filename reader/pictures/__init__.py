"""Pictures: decoding, and drawing in the cells of a terminal."""
