"""The settings, and where they and all other files of zhnews are."""
