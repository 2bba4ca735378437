"""Whatever happens in whatever order, the lists and the counts are those of a plain model."""

from collections.abc import Mapping, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from reader.model import Block, Count, Placement, Rule, Source
from reader.store import search
from reader.store.articles import Ingested
from reader.store.placement import Placed
from reader.store.queue import INDEX, PLACE, STORY, Job
from reader.store.store import Store
from reader.view import (
    MUTED,
    ORDERS,
    STARRED,
    UNREAD,
    Condition,
    View,
    from_source,
    in_region,
    reprints_of,
    since,
)
from tests.store.making import NOON, add_source, draft, put, views_of
from tests.store.modelled import ACTIONS, PLACE_OF, Modelled, count, folds, stands_for
from tests.store.test_search import index, words

PLACES = ((), ("CN",), ("220000",), ("222401", "220000"), ("220000", "230000"))
TIMES = (5, 6, 7)
MARKS = (None, UNREAD, STARRED, MUTED)
VIEWS = views_of(MARKS, [None, in_region("220000")], [None, from_source(1)], [None, since(6)])
VIEWS += [replace(view, folded=True) for view in VIEWS]

Entry = tuple[int, tuple[str, ...]]

places = st.sampled_from(PLACES)
times = st.sampled_from(TIMES)
keys = st.sampled_from("abcdefg")
regions = st.sampled_from(["CN", "220000", "222401"])
conditions = st.one_of(
    *(
        st.builds(Condition, st.just(field), values, st.booleans())
        for field, values in {
            "region": st.lists(regions, min_size=1).map(tuple),
            "from": st.lists(st.integers(1, 3), min_size=1).map(tuple),
            "story": st.tuples(st.integers(1, 3)),
            "time": st.tuples(times, times),
            "text": st.lists(st.sampled_from(["第a", "B", "全文", "%"]), min_size=1).map(tuple),
            **dict.fromkeys(("unread", "starred", "muted", "dup"), st.just(())),
        }.items()
    )
)
some_views = st.builds(
    View,
    st.lists(conditions, max_size=4).map(tuple),
    order=st.sampled_from(ORDERS),
    folded=st.booleans(),
)


some_rules = st.builds(
    Rule,
    st.sampled_from(ACTIONS),
    st.sampled_from(["第a", "b", "条"]),
    st.sampled_from(list(PLACE_OF)),
)


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(None)
        self.sources: dict[int, Source] = {}
        self.articles: dict[tuple[int, str], Modelled] = {}
        self.made: dict[int, Rule] = {}
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
            for article in self.articles.values():
                if article.source == id:
                    self._leave(article)
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
        assert done == Ingested(new, len(puts) - new)
        for found in self.store.articles.known(source, list(entries), []):
            time, at_first = entries[found.key]
            modelled = self.articles.setdefault(
                (source, found.key), Modelled(found.id, source, time, at_first)
            )
            assert modelled.id == found.id
            modelled.time, modelled.headline = time, f"第{found.key}条"
            modelled.published = False

    @rule(data=st.data(), read=st.booleans(), stories=st.booleans())
    def mark(self, data: st.DataObject, read: bool, stories: bool) -> None:
        chosen = self._choose(data)
        changed = self.store.marks.read(sorted(chosen), read, stories=stories)
        if stories:
            chosen |= self._kin(chosen)
        expected = [a for a in self.articles.values() if a.id in chosen and a.unread == read]
        assert sorted(changed) == sorted(article.id for article in expected)
        for article in expected:
            article.unread = not read

    @rule(data=st.data(), starred=st.booleans())
    def star(self, data: st.DataObject, starred: bool) -> None:
        chosen = self._choose(data)
        self.store.marks.star(sorted(chosen), starred)
        for article in self.articles.values():
            if article.id in chosen and article.starred != starred:
                article.starred, article.own_star = starred, True

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
            if places or article.moved:
                article.moved, article.ruled_to = places or None, None

    @rule(data=st.data(), before=st.integers(5, 8), limit=st.integers(1, 3))
    def remove_old(self, data: st.DataObject, before: int, limit: int) -> None:
        if self.sources:
            id = data.draw(st.sampled_from(sorted(self.sources)))
            own = [(key, a) for key, a in self.articles.items() if key[0] == id]
            own = [(key, a) for key, a in own if a.time < before and not a.starred]
            gone = sorted(own, key=lambda item: (item[1].time, item[1].id))[:limit]
            assert self.store.retention.remove(id, before, limit) == len(gone)
            for key, article in gone:
                self._leave(article)
                del self.articles[key]
            assert self.store.retention.dropped(id, [key for (_, key), _ in gone]) == {
                key for (_, key), _ in gone
            }

    @rule(data=st.data(), limit=st.integers(1, 4), share=st.booleans())
    def tell_stories(self, data: st.DataObject, limit: int, share: bool) -> None:
        jobs = self.store.queue.next(STORY, limit)
        ids = sorted(article.id for article in self.articles.values())
        others = {}
        for job in jobs:
            chosen = data.draw(st.none() | st.sampled_from(ids))
            others[job] = chosen if chosen != job.article else None
        self._settle(jobs, others, share)

    def _settle(self, jobs: list[Job], others: dict[Job, int | None], share: bool) -> None:
        found = {job: others.get(job) for job in jobs}
        by_id = {article.id: article for article in self.articles.values()}
        changed = 0
        for job, other in found.items():
            article = by_id.get(job.article)
            if article is None:
                continue
            before = article.story
            target = None if other is None else by_id[other].story or other
            if before is not None and before != target:
                self._leave(article)
            if target is not None:
                by_id[target].story = article.story = target
                self._lead_again(target)
            if article.story != before:
                changed += 1
                kin = [by_id[id] for id in self._kin({article.id})]
                if share and not all(each.unread for each in kin):
                    for each in kin:
                        each.unread = False
        assert self.store.stories.settle(found, folds=share) == changed

    def _leave(self, article: Modelled) -> None:
        story, article.story = article.story, None
        if story is not None:
            self._lead_again(story)

    def _lead_again(self, story: int) -> None:
        members = [article for article in self.articles.values() if article.story == story]
        lead = min(members, key=lambda article: article.age).id if len(members) > 1 else None
        for member in members:
            member.story = lead

    def _kin(self, ids: set[int]) -> set[int]:
        """Return the articles that are one story with *ids*, without those that are alone."""
        stories = {article.story for article in self.articles.values() if article.id in ids}
        stories -= {None}
        return {article.id for article in self.articles.values() if article.story in stories}

    @rule(made=some_rules)
    def add_rule(self, made: Rule) -> None:
        self.made[self.store.rules.add(made)] = made

    @rule(data=st.data())
    def remove_rule(self, data: st.DataObject) -> None:
        if self.made:
            id = data.draw(st.sampled_from(sorted(self.made)))
            assert self.store.rules.remove(id)
            del self.made[id]

    @rule(step=st.integers(1, 5))
    def hear_rules(self, step: int) -> None:
        while jobs := self.store.queue.next(PLACE, 10):
            self.store.placing.settle([(job, None) for job in jobs])
        while jobs := self.store.queue.next(INDEX, 10):
            self.store.index.write(jobs, self.store.index.read(jobs))
        while jobs := self.store.queue.next(STORY, 10):
            kin = {job: sorted(self._kin({job.article}) - {job.article}) for job in jobs}
            self._settle(jobs, {job: ids[0] for job, ids in kin.items() if ids}, False)
        while jobs := self.store.rules.next(step):
            ids = [job.article for job in jobs]
            hits = {
                id: self.store.search.among(
                    View((Condition("title", (made.query,)),)), ids, muted=True
                )
                for id, made in self.made.items()
            }
            to = {id: placed(PLACE_OF[made.region]) for id, made in self.made.items()}
            self.store.rules.write(jobs, hits, to)
        assert self.store.rules.waiting() == 0
        for article in self.articles.values():
            article.hear(self.made)

    @rule(version=st.sampled_from("ab"))
    def renew(self, version: str) -> None:
        self.store.queue.renew(PLACE, version)

    @rule(view=some_views)
    def read_view(self, view: View) -> None:
        ids = {article.id for article in self._listed(view.having(UNREAD))}
        ids |= self._kin(ids) if view.folded else set()
        expected = [a for a in self.articles.values() if a.id in ids and a.unread]
        assert sorted(self.store.marks.read_view(view)) == sorted(a.id for a in expected)
        for article in expected:
            article.unread = False

    @rule(data=st.data(), time=st.none() | times)
    def complete(self, data: st.DataObject, time: int | None) -> None:
        if self.articles:
            article = data.draw(st.sampled_from(list(self.articles.values())))
            published = None if time is None else f"1970-01-01T08:00:{time:02}+08:00"
            self.store.articles.complete(article.id, draft("全文", published=published))
            is_another = article.headline != "全文"
            if time is not None and (is_another or not article.published):
                article.time, article.published = time, True
            article.headline = "全文"

    @rule(view=some_views, limit=st.none() | st.integers(1, 3))
    def ask(self, view: View, limit: int | None) -> None:
        ids = [article.id for article in self._listed(view)][:limit]
        assert self.store.articles.ids(view, limit=limit).tolist() == ids

    def _choose(self, data: st.DataObject) -> set[int]:
        ids = sorted(article.id for article in self.articles.values())
        return data.draw(st.sets(st.sampled_from([*ids, 999])))

    def _listed(self, view: View) -> list[Modelled]:
        articles = self.articles.values()
        listed = [article for article in articles if article.in_view(view, self._kin)]
        if folds(view):
            listed = [each for each in listed if not any(stands_for(a, each) for a in listed)]
        if view.order == "reprinted":
            return sorted(listed, key=lambda a: (self._sources(a), a.age), reverse=True)
        return sorted(listed, key=lambda article: article.age, reverse=view.order == "newest")

    def _sources(self, article: Modelled) -> int:
        """Count the sources of a story, where it has several."""
        kin = self._kin({article.id})
        count = len({a.source for a in self.articles.values() if a.id in kin and not a.muted})
        return count if count > 1 else 0

    def _counted(self, view: View) -> Count:
        return Count(len(self._listed(view)), len(self._listed(view.having(UNREAD))))

    @invariant()
    def counts_are_those_of_a_recount(self) -> None:
        articles = [article for article in self.articles.values() if not article.muted]
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
            "starred": count(a for a in self.articles.values() if a.starred),
            "muted": count(a for a in self.articles.values() if a.muted),
        }

    @invariant()
    def folded_counts_are_those_of_the_lists(self) -> None:
        articles = [article for article in self.articles.values() if not article.muted]
        held = {place for article in articles for place in article.places}
        assert self.store.marks.counts(folded=True) == {
            place: self._counted(View((in_region(place),), folded=True)) for place in held
        }
        unread = len(self._listed(View((UNREAD,), folded=True)))
        assert self.store.marks.totals(6, folded=True) == {
            "all": self._counted(View(folded=True)),
            "today": self._counted(View((since(6),), folded=True)),
            "unread": Count(unread, unread),
            "starred": self._counted(View((STARRED,), folded=True)),
            "muted": self._counted(View((MUTED,), folded=True)),
        }

    @invariant()
    def heads_count_the_reprints_that_are_listed(self) -> None:
        for head in self.store.articles.heads([a.id for a in self.articles.values()]):
            assert head.reprints == len(self._listed(View((reprints_of(head.id),))))

    @invariant()
    def lists_are_those_of_the_model(self) -> None:
        for view in VIEWS:
            ids = [article.id for article in self._listed(view)]
            assert list(self.store.articles.ids(view)) == ids


def placed(places: tuple[str, ...]) -> Placed:
    return Placed(Placement(places[0] if places else None, places[:1]), places)


StoreMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=30)
TestStore = StoreMachine.TestCase


def tell(store: Store, texts: Sequence[str], stories: Mapping[int, int]) -> None:
    """Store an article of each of *texts* in a source of its own; *stories* joins them by id."""
    for n, text in enumerate(texts):
        told = put(str(n), time=NOON + n, draft=draft("", blocks=(Block("paragraph", text),)))
        store.articles.commit(add_source(store, f"{n}"), [told])
    index(store)
    jobs = store.queue.next(STORY, 100)
    store.stories.settle({job: stories.get(job.article) for job in jobs})


def rows(store: Store, *conditions: Condition, first: int = 2) -> list[int]:
    wanted = View(conditions, folded=True)
    return list(chain.from_iterable(page.ids for page, _ in store.search.rows(wanted, first)))


def test_the_lead_stands_for_its_story_else_the_earliest_hit(store: Store) -> None:
    tell(store, ["长春供暖", "长春供暖费", "长春供暖", "长春"], {2: 1, 3: 1})
    assert rows(store, words("长春")) == [4, 1]
    assert rows(store, words("供暖费")) == [2]
    assert rows(store, words("长春"), Condition("time", (NOON + 1, NOON + 9))) == [4, 2]
    assert rows(store, words("长春"), Condition("dup")) == [3, 2]
    assert rows(store, words("长春"), from_source(3)) == [3]


def test_of_a_story_those_that_are_muted_stand_for_none(store: Store) -> None:
    tell(store, ["长春供暖", "长春供暖费", "长春供暖"], {2: 1, 3: 1})
    store.placing.settle([(job, None) for job in store.queue.next(PLACE, 9)])
    rule = store.rules.add(Rule("mute", "长春"))
    store.rules.write(store.rules.next(9), {rule: [1]}, {})
    assert rows(store, words("长春")) == [2]
    assert rows(store, words("长春"), MUTED) == [1]


TEXT = st.sampled_from(["长春供暖", "供暖", "长春市", "长 供暖"])


@settings(max_examples=40)
@given(texts=st.lists(TEXT, min_size=1, max_size=9), data=st.data(), run=st.sampled_from("长暖"))
def test_rows_are_those_of_all_hits_together(
    texts: list[str], data: st.DataObject, run: str
) -> None:
    numbers = st.integers(1, len(texts))
    stories = data.draw(st.dictionaries(numbers, numbers))
    first, piece = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    with pytest.MonkeyPatch.context() as patch, Store.open(None) as store:
        patch.setattr(search, "FEW", 0)
        patch.setattr(search, "SAMPLE", 2)
        patch.setattr(search, "CHUNK", 2)
        patch.setattr(search, "PIECE", piece)
        tell(store, texts, stories)
        hits = [id for id in range(len(texts), 0, -1) if run in texts[id - 1]]
        standing = {}
        for id in hits:
            lead = store.stories.of([id])[id]
            standing[lead] = lead if lead in hits else id
        assert rows(store, words(run), first=first) == [
            id for id in hits if id in standing.values()
        ]
