"""Marks that are wanted and not yet stored, as they are laid over what was read from the store."""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from reader.model import ArticleHead
from reader.news.changes import Verb

Marks = Sequence[tuple[Verb, Collection[int]]]
"""What is done to which articles, in its order."""


def marked(heads: list[ArticleHead], marks: Marks) -> list[ArticleHead]:
    """Return *heads* as they are with *marks*."""
    return [_marked(head, marks) for head in heads] if marks else heads


def _marked(head: ArticleHead, marks: Marks) -> ArticleHead:
    for verb, ids in marks:
        if head.id in ids:
            match verb:
                case "read" | "unread":
                    head = replace(head, read=verb == "read")
                case "star" | "unstar":
                    head = replace(head, starred=verb == "star")
    return head


def unread_among(ids: Iterable[int], unread: set[int], marks: Marks) -> set[int]:
    """Return which of *ids*, of which the store has *unread* as unread, are so with *marks*."""
    for verb, marked in marks:
        if verb == "read":
            unread = unread.difference(marked)
        elif verb == "unread":
            unread = unread.union(id for id in ids if id in marked)
    return unread
