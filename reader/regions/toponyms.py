"""The place names of an article, each with its role there."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reader.regions.context import Role, is_incidental, role_after
from reader.regions.lexicon import Kind
from reader.regions.mentions import Mention, find_mentions

_JOINTS = frozenset(("", "、", "和", "与", "及", "以及"))
"""Between the names of one list; nothing stands between the steps of one path."""


class Toponym(NamedTuple):
    """A mention in the headline or the text of an article, and its role."""

    in_headline: bool
    mention: Mention
    role: Role


def find_toponyms(headline: str, text: str) -> list[Toponym]:
    """Return the toponyms of a folded headline and text, in this order.

    A name that is once a part of a country abroad (韩国广州市) is that wherever it occurs.
    """
    toponyms = [*_toponyms(headline, in_headline=True), *_toponyms(text, in_headline=False)]
    abroad: set[str] = set()
    for last, one in pairwise(toponyms):
        if last.mention.entry.kind is Kind.ABROAD and is_adjacent(last, one):
            abroad |= _regions(one)
    for one in toponyms:
        if one.role is Role.ABROAD:
            abroad |= _regions(one)
    return [one._replace(role=Role.NO_PLACE) if abroad & _regions(one) else one for one in toponyms]


def is_adjacent(one: Toponym, other: Toponym) -> bool:
    """Tell whether *other* follows *one* without anything between them."""
    return one.in_headline is other.in_headline and one.mention.end == other.mention.start


def _toponyms(whole: str, *, in_headline: bool) -> Iterator[Toponym]:
    """The context of a list of names holds for each of them: 来自北京、四川的学生."""
    for run in _runs(whole, find_mentions(whole)):
        roles = [_role(whole, mention) for mention in run]
        if roles[-1] is Role.INCIDENTAL or is_incidental(whole, run[0].start):
            roles = [Role.INCIDENTAL if role is Role.PLACE else role for role in roles]
        yield from (Toponym(in_headline, *found) for found in zip(run, roles, strict=True))


def _role(whole: str, mention: Mention) -> Role:
    if mention.entry.kind is Kind.LANDMARK:
        return Role.PLACE
    return Role.PRESS if mention.entry.kind is Kind.PRESS else role_after(whole, mention.end)


def _runs(whole: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """The mentions, those of one list or path together."""
    run: list[Mention] = []
    for mention in mentions:
        if run and whole[run[-1].end : mention.start] not in _JOINTS:
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _regions(toponym: Toponym) -> set[str]:
    return {name.region for name in toponym.mention.entry.names}
