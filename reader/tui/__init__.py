"""The screen, and the only user of Textual."""
