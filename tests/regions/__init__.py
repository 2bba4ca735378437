"""The region tree, labels, the picker's filter, and placing."""
