"""zhnews, a terminal reader for Chinese regional news."""

__version__ = "0.2.0"
