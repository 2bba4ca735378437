"""The pieces of which the screens are made."""
