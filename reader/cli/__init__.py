"""The command line: arguments, exit codes, JSON on standard output."""
