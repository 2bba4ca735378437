"""Of a story one row is among the hits of a search, on whatever page the others are found."""

from collections.abc import Mapping, Sequence
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Block, Rule
from reader.store import search
from reader.store.queue import PLACE, STORY
from reader.store.store import Store
from reader.view import MUTED, Condition, View, from_source
from tests.store.making import NOON, add_source, draft, put
from tests.store.test_search import index, words


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
