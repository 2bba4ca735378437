"""What a line of text is made of, whoever paints it. Nothing here knows the screen."""

Run = tuple[str, str]
"""Text and the role it plays, such as ``headline``; the empty role is plain text."""
Line = list[Run]
