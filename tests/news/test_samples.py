from collections.abc import Iterator

import pytest

from reader.news.library import Library
from reader.news.refresh.folders import SUFFIXES
from reader.news.refresh.run import refresh
from reader.news.samples import open_samples, samples_dir
from reader.settings.config import Fetch
from reader.view import View


@pytest.fixture
def library() -> Iterator[Library]:
    with open_samples() as library:
        yield library


async def test_every_sample_is_a_whole_article_of_a_place(library: Library) -> None:
    assert library.samples
    assert library.store.path is None
    assert library.ids(View()).tolist() == []
    outcomes = [o async for o in refresh(library.store, library.sources.all(), settings=Fetch())]
    assert [outcome.problem for outcome in outcomes] == [None]
    files = [path for path in samples_dir().rglob("*") if path.suffix in SUFFIXES]
    ids = library.ids(View())
    assert len(ids) == len(files) >= 24
    for id in ids:
        article = library.article(id)
        assert article.head.headline
        assert article.draft.body, article.head.headline
        # What lies in no region's folder tells how to read the news and is none itself.
        assert article.head.region or "/" not in article.draft.guid, article.head.headline


async def test_the_samples_come_in_every_form_from_many_places(library: Library) -> None:
    async for _ in refresh(library.store, library.sources.all(), settings=Fetch()):
        pass
    prefectures = {f"22{number:02}00" for number in range(1, 9)}
    counts = library.counts()
    assert counts.keys() >= prefectures | {"222400", "22C001"}
    provinces = {id for id in counts if id.endswith("0000")}
    assert len(provinces) >= 3
    suffixes = {path.suffix for path in samples_dir().rglob("*") if path.is_file()}
    assert {".txt", ".html", ".md"} <= suffixes
