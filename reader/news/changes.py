"""What the reader changed, as it is kept to be taken back."""

from array import array
from typing import Literal

from msgspec import Struct

from reader.model import Rule, Source

Verb = Literal[
    "read",
    "unread",
    "star",
    "unstar",
    "move",
    "edit",
    "drop",
    "add",
    "rule",
    "unrule",
    "save",
    "unsave",
]


class Change(Struct, frozen=True):
    """What was done to articles, and which of them it really changed; or to sources, or a rule."""

    verb: Verb
    ids: "array[int]"


class SourceRuleChange(Struct, frozen=True):
    """A rule for articles of *source* that would stand at *found*, or nowhere if it is empty."""

    source: int
    found: str
    before: str | None
    """Where the source's rule put them until then; None: there was none."""
    after: str | None


class Move(Change, frozen=True):
    """One article that the reader put elsewhere, and perhaps what is to come of its kind."""

    before: str | None
    """Where the reader had put it until then; None: nowhere, it stood by itself."""
    after: str
    rule: SourceRuleChange | None


class RuleChange(Change, frozen=True):
    """A rule that was made or removed."""

    rule: Rule
    """As it is or was stored."""


class SourcesAdded(Change, frozen=True):
    """Sources that were added; `ids` are theirs."""


class Moves(Change, frozen=True):
    """Several articles put elsewhere at once."""

    moves: tuple[Move, ...]


class SearchChange(Change, frozen=True):
    """A search that the reader keeps from now on, or no longer."""

    query: str
    place: int
    """Where among the kept it stands, or stood."""


class SourceChange(Change, frozen=True):
    """Settings of a source that the reader changed, or its removal."""

    before: Source
    after: Source | None
    """None: it was removed with its articles."""
