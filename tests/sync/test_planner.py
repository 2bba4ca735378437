"""Two readers and one server, which are the same in the end, whatever broke off between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from reader.sync.planner import (
    MARKS,
    Edit,
    FeedPlan,
    Mark,
    MarkedItems,
    Waiting,
    corrections,
    edits,
    feeds,
    missing,
)
from reader.sync.records import Subscription

BATCH = 2
FEW = 3
"""Items, so that the same one is marked again and again."""
Marks = dict[Mark, set[str]]


def test_what_waits_is_sent_in_requests_of_one_kind_and_a_bounded_size() -> None:
    waiting: Waiting = {
        ("a", "unread"): False,
        ("b", "unread"): True,
        ("b", "starred"): True,
        ("c", "unread"): False,
        ("d", "unread"): False,
    }
    assert list(edits(waiting, 2)) == [
        Edit("unread", True, ("b",)),
        Edit("unread", False, ("a", "c")),
        Edit("unread", False, ("d",)),
        Edit("starred", True, ("b",)),
    ]


def test_contents_are_asked_for_newest_first_and_once() -> None:
    assert missing(["d", "c", "b", "a"], {"c"}) == ["d", "b", "a"]


def test_the_server_is_right_but_for_what_waits() -> None:
    theirs = MarkedItems(frozenset("ab"), frozenset("c"))
    ours = MarkedItems(frozenset("bcd"), frozenset("a"))
    waiting: Waiting = {("d", "unread"): True, ("a", "starred"): True}
    assert corrections(theirs, ours, waiting) == [
        Edit("unread", True, ("a",)),
        Edit("unread", False, ("c",)),
        Edit("starred", True, ("c",)),
    ]


def test_a_feed_is_new_or_a_source_of_ours_or_gone() -> None:
    new, same, kept = (Subscription(id=f"feed/{n}", url=f"https://{n}.example/") for n in (1, 2, 3))
    plan = feeds(
        [new, same, kept],
        {"feed/3": 30, "feed/4": 40},
        {"https://2.example/": 20, "https://5.example/": 50},
    )
    assert plan == FeedPlan(add=(new,), join=((same, 20),), leave=(40,))


def test_a_subscription_that_was_ended_and_made_again_is_the_same_source() -> None:
    again = Subscription(id="feed/2", url="https://1.example/")
    plan = feeds([again], {"feed/1": 10}, {"https://1.example/": 10})
    assert plan == FeedPlan(add=(), join=((again, 10),), leave=())


@dataclass
class Server:
    """Knows items by the order in which they came."""

    items: list[str] = field(default_factory=list)
    marks: Marks = field(default_factory=lambda: {mark: set() for mark in MARKS})

    def obey(self, edit: Edit) -> None:
        change = set.update if edit.present else set.difference_update
        change(self.marks[edit.mark], edit.items)


@dataclass
class Reader:
    """Keeps marks as the store does: what waits may be withdrawn as long as it was never sent."""

    server: Server
    known: set[str] = field(default_factory=set)
    marks: Marks = field(default_factory=lambda: {mark: set() for mark in MARKS})
    outbox: dict[tuple[str, Mark], bool] = field(default_factory=dict)
    sent: set[tuple[str, Mark]] = field(default_factory=set)
    cursor: int = 0
    sync: Iterator[None] | None = None

    def toggle(self, item: str, mark: Mark) -> None:
        key, present = (item, mark), item not in self.marks[mark]
        self.marks[mark] ^= {item}
        if key in self.outbox and key not in self.sent:
            del self.outbox[key]
        else:
            self.outbox[key] = present

    def syncing(self) -> Iterator[None]:
        """Sync, and yield wherever a sync may be ended or a mark be made."""
        for edit in edits(dict(self.outbox), BATCH):
            items = [i for i in edit.items if self.outbox.get((i, edit.mark)) is edit.present]
            still = Edit(edit.mark, edit.present, tuple(items))
            self.sent |= {(item, edit.mark) for item in items}
            yield
            self.server.obey(still)
            yield  # the server has done so, but has not said it yet
            self._confirm(still)
            yield
        recent = self.server.items[self.cursor :]
        end = len(self.server.items)
        yield
        unread = frozenset(self.server.marks["unread"])
        yield
        starred = frozenset(self.server.marks["starred"])
        yield
        wanted = missing(recent[::-1], self.known)
        for at in range(0, len(wanted), BATCH):
            self.known |= set(wanted[at : at + BATCH])
            self.marks["unread"] |= set(wanted[at : at + BATCH])
            yield
        ours = MarkedItems(frozenset(self.marks["unread"]), frozenset(self.marks["starred"]))
        for edit in corrections(MarkedItems(unread, starred), ours, self.outbox):
            known = self.known.intersection(edit.items)
            change = set.update if edit.present else set.difference_update
            change(self.marks[edit.mark], known)
        self.cursor = end

    def _confirm(self, edit: Edit) -> None:
        for item in edit.items:
            key = (item, edit.mark)
            if self.outbox.get(key) is edit.present:
                del self.outbox[key]
                self.sent.discard(key)


class Readers(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.readers = [Reader(self.server) for _ in range(2)]
        self.wanted: dict[tuple[str, Mark], dict[int, bool]] = {}
        """What each reader made of a mark at last."""

    @rule()
    @precondition(lambda self: len(self.server.items) < FEW)
    def publish(self) -> None:
        item = f"{len(self.server.items):016x}"
        self.server.items.append(item)
        self.server.marks["unread"].add(item)

    @rule(which=st.integers(0, 1), mark=st.sampled_from(MARKS), data=st.data())
    @precondition(lambda self: any(reader.known for reader in self.readers))
    def mark(self, which: int, mark: Mark, data: st.DataObject) -> None:
        known = sorted(self.readers[which].known)
        if known:
            item = data.draw(st.sampled_from(known))
            self.readers[which].toggle(item, mark)
            present = item in self.readers[which].marks[mark]
            self.wanted.setdefault((item, mark), {})[which] = present

    @rule(which=st.integers(0, 1), steps=st.integers(1, 8))
    def go_on(self, which: int, steps: int) -> None:
        """Let a sync go on, or begin one."""
        reader = self.readers[which]
        reader.sync = reader.sync or reader.syncing()
        for _ in range(steps):
            if next(reader.sync, self) is self:
                reader.sync = None
                return

    @rule(which=st.integers(0, 1))
    def kill(self, which: int) -> None:
        self.readers[which].sync = None

    def teardown(self) -> None:
        """Let each sync once more to the end, and the first see what the other had to send."""
        for which in (0, 1, 0):
            for _ in self.readers[which].syncing():
                pass
        for reader in self.readers:
            assert reader.known == set(self.server.items)
            assert reader.marks == self.server.marks
            assert reader.outbox == {}
        for (item, mark), wanted in self.wanted.items():
            if len(wanted) == 1:  # nobody else had a say
                assert [item in self.server.marks[mark]] == list(wanted.values())


TestReaders = Readers.TestCase


def test_what_was_undone_before_it_was_sent_is_never_sent() -> None:
    reader = Reader(Server(["a"]))
    reader.server.marks["unread"].add("a")
    for _ in reader.syncing():
        pass
    reader.toggle("a", "starred")
    reader.toggle("a", "starred")
    assert not list(edits(reader.outbox, BATCH))
