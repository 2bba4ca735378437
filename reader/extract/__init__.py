"""Pure functions from bytes to drafts."""
