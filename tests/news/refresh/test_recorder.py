"""Commits that are gathered into one transaction."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace

from reader.errors import StoreError
from reader.model import Source
from reader.news.refresh.recorder import GROUP_LIMIT, CommitGroup
from reader.store.articles import Articles, Ingested, Put
from reader.store.store import Store
from tests.store.making import DISK_FULL

Visits = Sequence[tuple[Source, Sequence[Put]]]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the groups that are committed."""
    found: list[int] = []
    real = Articles.commit_all

    def commit_all(articles: Articles, visits: Visits) -> list[Ingested]:
        found.append(len(visits))
        return real(articles, visits)

    monkeypatch.setattr(Articles, "commit_all", commit_all)
    return found


def visited(store: Store, count: int) -> list[Source]:
    urls = (f"https://songan.example/{n}" for n in range(count))
    sources = store.sources.add_all([Source(url=url, kind="feed") for url in urls])
    return [replace(source, succeeded=1) for source in sources]


async def test_what_comes_together_is_committed_together(store: Store, sizes: list[int]) -> None:
    group = CommitGroup(store)
    sources = visited(store, GROUP_LIMIT + 3)
    counts = await asyncio.gather(*(group.commit(source, ()) for source in sources))
    assert counts == [Ingested(0, 0)] * len(sources)
    assert sizes == [GROUP_LIMIT, 3]
    assert [source.succeeded for source in store.sources.all()] == [1] * len(sources)


async def test_one_waits_for_no_other(store: Store, sizes: list[int]) -> None:
    group = CommitGroup(store)
    for source in visited(store, 2):
        await group.commit(source, ())
    assert sizes == [1, 1]


async def test_a_fault_with_one_does_not_touch_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Articles.commit_all

    def commit_all(articles: Articles, visits: Visits) -> list[Ingested]:
        if any(source.url.endswith("1") for source, _puts in visits):
            raise ZeroDivisionError
        return real(articles, visits)

    monkeypatch.setattr(Articles, "commit_all", commit_all)
    group = CommitGroup(store)
    done = await asyncio.gather(
        *(group.commit(source, ()) for source in visited(store, 3)), return_exceptions=True
    )
    assert [isinstance(each, ZeroDivisionError) for each in done] == [False, True, False]
    assert [source.succeeded for source in store.sources.all()] == [1, None, 1]


async def test_what_is_wrong_with_the_database_is_wrong_for_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit_all(articles: Articles, visits: Visits) -> list[Ingested]:
        raise DISK_FULL

    monkeypatch.setattr(Articles, "commit_all", commit_all)
    group = CommitGroup(store)
    done = await asyncio.gather(
        *(group.commit(source, ()) for source in visited(store, 2)), return_exceptions=True
    )
    assert all(isinstance(each, StoreError) for each in done)


async def test_one_that_is_cancelled_is_stored_with_the_others(store: Store) -> None:
    group = CommitGroup(store)
    first, second = (asyncio.create_task(group.commit(source, ())) for source in visited(store, 2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == Ingested(0, 0)
    assert [source.succeeded for source in store.sources.all()] == [1, 1]
