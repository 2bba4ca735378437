"""What a list shows: a view, and the conditions of which it is made."""

from collections.abc import Sequence
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

TextField = Literal["text", "title", "source", "author", "editor"]
Field = (
    Literal["region", "from", "story", "time", "today", "front"]
    | Literal["unread", "starred", "muted", "dup", "reprinted", "image"]
    | TextField
)

Order = Literal["newest", "oldest", "reprinted"]
"""The newest or the oldest first; or what most sources have first, of these the newest first."""
ORDERS: Sequence[Order] = get_args(Order)

END_OF_TIME = 2**62
"""Later than any article."""


class Condition(Struct, frozen=True):
    """One thing that a list asks of its articles or, *negated*, that none of them may be.

    ``values`` are for ``region`` ids of which the article must be in one, with all below it; for
    ``from`` ids of sources of which it must be from one; for ``story`` the id of another article
    that must be one story with it; for ``time`` the first second and the one after the last; for
    the fields of text runs of characters of which one must occur in it. ``today``, ``unread``,
    ``starred``, ``muted``, ``dup`` (a reprint), ``reprinted`` (its story is of several sources),
    ``image`` (that there is one) and ``front`` (to be on the front page) have none.
    """

    field: Field
    values: tuple[str | int, ...] = ()
    negated: bool = False
    initials: str = ""
    """For ``text``: initials of pinyin that will do too, in headline and source."""
    places: tuple[str, ...] = ()
    """For ``text``: regions in one of which to be will do too."""


FRONT = Condition("front")
TODAY = Condition("today")
UNREAD = Condition("unread")
STARRED = Condition("starred")
MUTED = Condition("muted")
REPRINTED = Condition("reprinted")


def in_region(id: str) -> Condition:
    """Return the condition that an article is in a region or below it."""
    return Condition("region", (id,))


def from_source(id: int) -> Condition:
    """Return the condition that an article came from a source."""
    return Condition("from", (id,))


def reprints_of(id: int) -> Condition:
    """Return the condition that an article is another one of the story of the article *id*."""
    return Condition("story", (id,))


def since(time: int) -> Condition:
    """Return the condition that an article is no older than *time*."""
    return Condition("time", (time, END_OF_TIME))


class View(Struct, frozen=True, forbid_unknown_fields=True):
    """Which articles a list shows, and in which order.

    The screen's are by ``front`` and ``today``, and by what was typed; the store knows but the
    other conditions.
    """

    conditions: tuple[Condition, ...] = ()
    """What must hold, all of it."""
    filter: str = ""
    """What was typed to narrow the list (`reader.text.query`), initials of pinyin and all."""
    search: str = ""
    """The full-text search, in the same language."""
    order: Order = "newest"
    folded: bool = False
    """Of a story, list one article: the lead, or whichever of the view comes first after it."""

    def having(self, condition: Condition) -> "View":
        """Return the view of those of its articles of which *condition* holds too."""
        others = self.without(condition)
        return replace(others, conditions=(*others.conditions, condition))

    def without(self, condition: Condition) -> "View":
        """Return the view that does not ask for *condition*."""
        others = tuple(each for each in self.conditions if each != condition)
        return replace(self, conditions=others)

    def toggled(self, condition: Condition) -> "View":
        """Return the view without *condition* where it asks for it, else the one with it."""
        has = condition in self.conditions
        return self.without(condition) if has else self.having(condition)

    @property
    def is_front(self) -> bool:
        """Whether it lists the front page, whose stories stand by their places."""
        return FRONT in self.conditions

    @property
    def is_by_time(self) -> bool:
        """Whether its articles are listed in the order of time."""
        return self.order != "reprinted" and not self.is_front

    @property
    def unordered(self) -> "View":
        """The view in the order that lists have unless another is chosen."""
        return replace(self, order="newest")

    @property
    def region(self) -> str | None:
        """The region whose articles it lists."""
        return next((str(id) for id in self._values("region")), None)

    @property
    def source(self) -> int | None:
        """The source whose articles it lists."""
        return next((int(id) for id in self._values("from")), None)

    @property
    def reprints_of(self) -> int | None:
        """The article whose reprints it lists."""
        return next((int(id) for id in self._values("story")), None)

    def _values(self, field: Field) -> tuple[str | int, ...]:
        asked = (each for each in self.conditions if each.field == field and not each.negated)
        return next((each.values for each in asked), ())
