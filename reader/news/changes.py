"""What the reader changed, as it is kept to be taken back."""

from array import array
from dataclasses import dataclass
from typing import Literal

Verb = Literal["read", "unread", "star", "unstar", "move"]


@dataclass(frozen=True, slots=True)
class Change:
    """A mark or a move, and the articles that it really changed."""

    verb: Verb
    ids: "array[int]"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule for articles of *source* that would stand at *found*, or nowhere if it is empty."""

    source: int
    found: str
    before: str | None
    """Where the source's rule put them until then; None: there was none."""
    after: str | None


@dataclass(frozen=True, slots=True)
class Move(Change):
    """One article that the reader put elsewhere, and perhaps what is to come of its kind."""

    before: str | None
    """Where the reader had put it until then; None: nowhere, it stood by itself."""
    after: str
    rule: RuleChange | None
