"""Whatever happens in whatever order, the lists and the counts are those of a plain model."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from reader.model import Condition, Count, Placement, Scope, Source, View
from reader.store.placing import Placed
from reader.store.queue import PLACE
from reader.store.store import Store
from tests.store.making import draft, put

PLACES = ((), ("CN",), ("220000",), ("222401", "220000"), ("220000", "230000"))
TIMES = (5, 6, 7)
SCOPES: tuple[Scope, ...] = ("all", "today", "unread", "starred")

Entry = tuple[int, tuple[str, ...]]

places = st.sampled_from(PLACES)
times = st.sampled_from(TIMES)
keys = st.sampled_from("abcdefg")
regions = st.sampled_from(["CN", "220000", "222401"])
conditions = (
    st.builds(Condition, st.just("region"), st.lists(regions, min_size=1).map(tuple), st.booleans())
    | st.builds(Condition, st.sampled_from(("unread", "starred")), negated=st.booleans())
    | st.builds(Condition, st.just("time"), st.tuples(times, times), st.booleans())
    | st.builds(
        Condition,
        st.just("text"),
        st.lists(st.sampled_from(["第a", "B", "全文", "%"]), min_size=1).map(tuple),
        st.booleans(),
    )
)
some_views = st.builds(
    View,
    st.sampled_from(SCOPES),
    st.none() | regions,
    st.none() | st.sampled_from([1, 2, 3]),
    st.booleans(),
    st.none() | times,
    conditions=st.lists(conditions, max_size=3).map(tuple),
)


@dataclass
class Modelled:
    id: int
    source: int
    time: int
    own: tuple[str, ...]
    """Where it stands by itself."""
    moved: tuple[str, ...] | None = None
    unread: bool = True
    starred: bool = False
    headline: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        return self.own if self.moved is None else self.moved

    def in_view(self, view: View) -> bool:
        return (
            (view.region is None or view.region in self.places)
            and (view.source is None or view.source == self.source)
            and (view.since is None or self.time >= view.since)
            and (self.unread or not (view.unread_only or view.scope == "unread"))
            and (self.starred or view.scope != "starred")
            and all(self.meets(each) != each.negated for each in view.conditions)
        )

    def meets(self, condition: Condition) -> bool:
        match condition:
            case Condition("unread"):
                return self.unread
            case Condition("starred"):
                return self.starred
            case Condition("region", values):
                return not set(values).isdisjoint(self.places)
            case Condition("time", (int(start), int(end))):
                return start <= self.time < end
            case Condition("text", values):
                return any(str(run).lower() in self.headline.lower() for run in values)
        raise AssertionError(condition)


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(None)
        self.sources: dict[int, Source] = {}
        self.articles: dict[tuple[int, str], Modelled] = {}
        self.added = 0

    def teardown(self) -> None:
        self.store.close()

    @initialize()
    def begin(self) -> None:
        self.add_source()
        self.add_source()

    @rule()
    def add_source(self) -> None:
        self.added += 1
        source = self.store.sources.add(Source(url=f"https://a.example/{self.added}"))
        self.sources[source.id] = source

    @rule(data=st.data())
    def remove_source(self, data: st.DataObject) -> None:
        if self.sources:
            id = data.draw(st.sampled_from(sorted(self.sources)))
            self.store.sources.remove(id)
            del self.sources[id]
            self.articles = {key: a for key, a in self.articles.items() if key[0] != id}

    @rule(
        data=st.data(),
        entries=st.dictionaries(keys, st.tuples(times, places), max_size=5),
        edited=st.booleans(),
    )
    def commit(self, data: st.DataObject, entries: dict[str, Entry], edited: bool) -> None:
        if not self.sources:
            return
        source = data.draw(st.sampled_from(sorted(self.sources)))
        known = {key: self.articles.get((source, key)) for key in entries}
        entries = {key: entry for key, entry in entries.items() if edited or not known[key]}
        puts = [
            put(key, time=time, places=places, id=stored.id if (stored := known[key]) else None)
            for key, (time, places) in entries.items()
        ]
        new = sum(put.id is None for put in puts)
        done = self.store.articles.commit(self.sources[source], puts)
        assert done == (new, len(puts) - new)
        for found in self.store.articles.known(source, list(entries), []):
            time, at_first = entries[found.key]
            modelled = self.articles.setdefault(
                (source, found.key), Modelled(found.id, source, time, at_first)
            )
            assert modelled.id == found.id
            modelled.time, modelled.headline = time, f"第{found.key}条"

    @rule(data=st.data(), read=st.booleans())
    def mark(self, data: st.DataObject, read: bool) -> None:
        chosen = self._choose(data)
        changed = self.store.marks.read(sorted(chosen), read)
        expected = [a for a in self.articles.values() if a.id in chosen and a.unread == read]
        assert sorted(changed) == sorted(article.id for article in expected)
        for article in expected:
            article.unread = not read

    @rule(data=st.data(), starred=st.booleans())
    def star(self, data: st.DataObject, starred: bool) -> None:
        chosen = self._choose(data)
        self.store.marks.star(sorted(chosen), starred)
        for article in self.articles.values():
            if article.id in chosen:
                article.starred = starred

    @rule(places=places, limit=st.integers(1, 4))
    def place_by_text(self, places: tuple[str, ...], limit: int) -> None:
        jobs = self.store.queue.next(PLACE, limit)
        self.store.placing.settle([(job, placed(places)) for job in jobs])
        for article in self.articles.values():
            if any(job.article == article.id for job in jobs):
                article.own = places

    @rule(data=st.data(), places=st.none() | places)
    def correct(self, data: st.DataObject, places: tuple[str, ...] | None) -> None:
        if self.articles:
            article = data.draw(st.sampled_from(list(self.articles.values())))
            changed = self.store.placing.correct(article.id, placed(places) if places else None)
            assert changed == (bool(places) or article.moved is not None)
            article.moved = places or None

    @rule(version=st.sampled_from("ab"))
    def renew(self, version: str) -> None:
        self.store.queue.renew(PLACE, version)

    @rule(view=some_views)
    def read_view(self, view: View) -> None:
        expected = [a for a in self._listed(view) if a.unread]
        assert list(self.store.marks.read_view(view)) == [article.id for article in expected]
        for article in expected:
            article.unread = False

    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        if self.articles:
            article = data.draw(st.sampled_from(list(self.articles.values())))
            self.store.articles.complete(article.id, draft("全文"))

    @rule(view=some_views, limit=st.none() | st.integers(1, 3))
    def ask(self, view: View, limit: int | None) -> None:
        ids = [article.id for article in self._listed(view)][:limit]
        assert self.store.articles.ids(view, limit=limit).tolist() == ids

    def _choose(self, data: st.DataObject) -> set[int]:
        ids = sorted(article.id for article in self.articles.values())
        return data.draw(st.sets(st.sampled_from([*ids, 999])))

    def _listed(self, view: View) -> list[Modelled]:
        listed = [article for article in self.articles.values() if article.in_view(view)]
        return sorted(listed, key=lambda article: (article.time, article.id), reverse=True)

    @invariant()
    def counts_are_those_of_a_recount(self) -> None:
        articles = self.articles.values()
        held = {place for article in articles for place in article.places}
        assert self.store.marks.counts() == {
            place: count(article for article in articles if place in article.places)
            for place in held
        }
        assert self.store.sources.counts() == {
            source: count(article for article in articles if article.source == source)
            for source in self.sources
        }
        assert self.store.marks.totals(6) == {
            "all": count(articles),
            "today": count(article for article in articles if article.time >= 6),
            "unread": count(article for article in articles if article.unread),
            "starred": count(article for article in articles if article.starred),
        }

    @invariant()
    def lists_are_those_of_the_model(self) -> None:
        for scope, region, source, since in product(SCOPES, (None, "220000"), (None, 1), (None, 6)):
            view = View(scope, region, source, since=since)
            ids = [article.id for article in self._listed(view)]
            assert list(self.store.articles.ids(view)) == ids


def placed(places: tuple[str, ...]) -> Placed:
    return Placed(Placement(places[0] if places else None, places[:1]), places)


def count(articles: Iterable[Modelled]) -> Count:
    unread = [article.unread for article in articles]
    return Count(len(unread), sum(unread))


StoreMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestStore = StoreMachine.TestCase
