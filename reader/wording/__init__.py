"""Words that both the screen and the command line say."""
