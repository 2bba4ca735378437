"""What all readers of pages share: the tree, its text as lines, their wording, addresses."""
