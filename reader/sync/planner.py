"""What is to be done so that here and there are the same: pure, from what either has to a plan.

There is the server, which has the marks of all readers; here are the articles that came from it,
and the marks that were made here and that the server has not confirmed yet, which wait. What waits
wins: it is sent, and what the server says of the same mark is not taken until then. In all else the
server is right. What it has read is not asked for (`records.READ`): that is what is known here and
is not unread there.

A sync may end at any point, also between what the server does and its saying so. What waits is
therefore sent until it is confirmed, which is all the same to the server, and the lists are asked
for again from the start; contents that were stored are not asked for twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import Literal

from msgspec import Struct

from reader.sync.records import Subscription

Mark = Literal["unread", "starred"]
Waiting = Mapping[tuple[str, Mark], bool]
"""Marks to send: the item and the mark, and whether it shall have it."""

MARKS: tuple[Mark, ...] = ("unread", "starred")


Step = Literal["subscribe", "adopt", "unsubscribe", "settle"]
"""What to do about a subscription. *adopt*: the source is to be the one that is there."""


class Edit(Struct, frozen=True):
    """One request: *items* that get the mark, or, not *present*, lose it."""

    mark: Mark
    present: bool
    items: tuple[str, ...]


class MarkedItems(Struct, frozen=True):
    """The items that have each mark, of all on one side."""

    unread: Set[str] = frozenset()
    starred: Set[str] = frozenset()

    def having(self, mark: Mark) -> Set[str]:
        """Return the items that have *mark*."""
        return self.unread if mark == "unread" else self.starred


class FeedPlan(Struct, frozen=True, kw_only=True):
    """What is to be done about sources."""

    add: tuple[Subscription, ...]
    """What is new here."""
    join: tuple[tuple[Subscription, int], ...]
    """What a source of our own is, by its address: from now on the server asks it."""
    leave: tuple[int, ...]
    """Sources whose subscription ended."""


def feeds(
    subscriptions: Sequence[Subscription], synced: Mapping[str, int], own: Mapping[str, int]
) -> FeedPlan:
    """Return what to do about sources.

    *synced* are those of the server by their feed, *own* all by the address of a subscription,
    which may be a new one of a source of the server's.
    """
    new = [each for each in subscriptions if each.id not in synced]
    join = tuple((each, own[each.url]) for each in new if each.url in own)
    kept = {source for _, source in join} | {synced.get(each.id) for each in subscriptions}
    return FeedPlan(
        add=tuple(each for each in new if each.url not in own),
        join=join,
        leave=tuple(source for source in synced.values() if source not in kept),
    )


def step(*, present: bool, sent: bool, here: bool, there: bool) -> Step:
    """Return what a change to a subscription takes: it is to be *there*, or, not *present*, to end.

    *here*: its source is. A source that was added and removed again was never *sent*, or else it is
    ended there.
    """
    if present and here:
        return "adopt" if there else "subscribe"
    return "unsubscribe" if there and (sent or not present) else "settle"


def edits(waiting: Waiting, size: int) -> Iterator[Edit]:
    """Yield what to send, at most *size* items a request."""
    for mark in MARKS:
        for present in (True, False):
            chosen = [
                item for (item, of), wanted in waiting.items() if of == mark and wanted is present
            ]
            for at in range(0, len(chosen), size):
                yield Edit(mark, present, tuple(chosen[at : at + size]))


def missing(recent: Sequence[str], known: Collection[str]) -> list[str]:
    """Return the items whose contents are to be asked for, in the order of *recent*."""
    return [item for item in recent if item not in known]


def corrections(theirs: MarkedItems, ours: MarkedItems, waiting: Waiting) -> list[Edit]:
    """Return what to mark here, so that it is as it is there, but for what waits.

    *ours* must be of the same moment as *waiting*, or later marks made here would be lost. Items
    that are not known here may be among those to mark: they are none of ours.
    """
    found = []
    for mark in MARKS:
        there, here = theirs.having(mark), ours.having(mark)
        for present, items in ((True, there - here), (False, here - there)):
            free = sorted(item for item in items if (item, mark) not in waiting)
            if free:
                found.append(Edit(mark, present, tuple(free)))
    return found
