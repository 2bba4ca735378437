"""Processes beside the reader's own: the sandbox, children, and programs of the reader's."""
