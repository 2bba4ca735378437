"""What lies over the reading screen or takes its place."""
