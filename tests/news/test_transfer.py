import asyncio
import io
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.exchange.jsonl import ArticleRecord, write_item
from reader.model import Block, BlockKind, Draft, Source
from reader.news import transfer
from reader.news.placements import move
from reader.news.transfer import ImportedArticles, export_articles, import_articles
from reader.news.work import work
from reader.processes import sandbox
from reader.store.store import Store
from reader.text.dates import CST
from reader.view import View
from tests.exchange.test_jsonl import items, line

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


def steps(store: Store, data: bytes) -> list[ImportedArticles]:
    async def run() -> list[ImportedArticles]:
        found = import_articles(store, io.BytesIO(data), "a.jsonl", now=lambda: NOW)
        return [step async for step in found]

    return asyncio.run(run())


def taken(store: Store, *lines: bytes) -> ImportedArticles:
    whole = ImportedArticles()
    for step in steps(store, b"\n".join(lines)):
        whole += step
    return whole


def given_out(store: Store) -> list[bytes]:
    return [line for lines in export_articles(store) for line in lines]


def headlines(store: Store) -> list[str]:
    return [head.headline for head in store.articles.heads(store.articles.ids(View()))]


def identity(item: ArticleRecord) -> tuple[str, ...]:
    return item.feed, item.draft.guid or item.draft.url, item.draft.headline


@settings(max_examples=30)
@given(st.lists(items, max_size=8))
def test_what_goes_out_comes_back_the_same(articles: list[ArticleRecord]) -> None:
    with Store.open(None) as first, Store.open(None) as second:
        taken(first, *map(write_item, articles))
        out = given_out(first)
        assert len(out) == len(set(map(identity, articles)))
        taken(second, *out)
        assert given_out(second) == out
        assert taken(second, *out).added == 0
        assert second.marks.totals(0) == first.marks.totals(0)
        assert second.marks.counts() == first.marks.counts()


def test_a_new_source_is_made_and_not_enabled(store: Store) -> None:
    assert taken(store, line(feed_title="江城新闻")).sources == 1
    [source] = store.sources.all()
    assert (source.url, source.title) == ("https://news.example/feed", "江城新闻")
    assert not source.enabled


def test_a_known_source_stays_as_it_stands(store: Store) -> None:
    store.sources.add(Source(url="https://news.example/feed", title="江城", region="220200"))
    assert taken(store, line(feed_title="别的名字")).sources == 0
    [source] = store.sources.all()
    assert (source.title, source.enabled) == ("江城", True)
    assert store.marks.counts()["220200"].total == 1


def test_a_source_keeps_its_password_to_itself(store: Store) -> None:
    taken(store, line(feed="https://reader:secret@news.example/feed"))
    assert b"secret" not in b"".join(given_out(store))


def test_marks_are_taken_up_and_never_taken_away(store: Store) -> None:
    taken(store, line(guid="1", read=True), line(guid="2", title="二", starred=True))
    assert taken(store, line(guid="1", starred=True), line(guid="2", title="二")).known == 2
    marks = {
        h.headline: (h.read, h.starred) for h in store.articles.heads(store.articles.ids(View()))
    }
    assert marks == {"一": (True, True), "二": (False, True)}


def test_articles_that_share_an_identity_are_both_kept(store: Store) -> None:
    taken(store, line(guid="1"), line(guid="1", title="二"))
    taken(store, line(guid="1", title="三"))
    assert sorted(headlines(store)) == sorted(["一", "二", "三"])
    assert taken(store, line(guid="1", title="二")).added == 0


def test_a_longer_text_is_taken_up(store: Store) -> None:
    taken(store, line(guid="1", published="2026-05-18"))
    text = "候鸟比去年早到了一个星期。" * 20
    taken(store, line(guid="1", body=[text]))
    article = store.articles.get(store.articles.ids(View())[0])
    assert (article.draft.body, article.draft.published) == ((text,), "2026-05-18")


def test_an_article_stays_where_the_file_puts_it(store: Store) -> None:
    taken(store, line(title="长春今天下雪", regions=["220200", "999999", "吉林/通化"]))
    for _ in work(store):
        pass
    [id] = store.articles.ids(View())
    assert store.articles.get(id).placement.regions == ("220200", "220500")
    assert store.placing.corrected(id) == "220200"


def test_an_article_of_no_place_is_placed_by_its_text(store: Store) -> None:
    taken(store, line(title="长春今天下雪", regions=[]))
    for _ in work(store):
        pass
    assert store.articles.get(store.articles.ids(View())[0]).placement.primary == "220100"


def test_a_correction_goes_along(store: Store) -> None:
    taken(store, line(title="长春今天下雪"))
    [id] = store.articles.ids(View())
    move(store, [id], "220200")
    with Store.open(None) as other:
        taken(other, *given_out(store))
        for _ in work(other):
            pass
        assert other.articles.get(other.articles.ids(View())[0]).placement.primary == "220200"


def test_bad_lines_are_named_and_hold_up_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "LIMIT", 1000)
    lines = [b"\xef\xbb\xbf" + line(guid="1"), b"{", b"", line(title="x" * 3000), line(title="二")]
    [step] = steps(store, b"\r\n".join(lines))
    assert (step.added, step.failed) == (2, 2)
    assert [failure.params for failure in step.failures] == [
        {"name": "a.jsonl", "line": 2},
        {"name": "a.jsonl", "line": 4, "limit": 0},
    ]


def test_any_number_of_lines_comes_in_steps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "BATCH", 10)
    monkeypatch.setattr(transfer, "CACHED", 3)
    lines = (line(guid=str(n), title=str(n), feed=f"https://{n % 7}.example/") for n in range(95))
    found = steps(store, b"\n".join(lines))
    assert [step.added for step in found] == [10] * 9 + [5]
    assert sum(step.sources for step in found) == 7


def test_html_that_runs_away_fails_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "PARSE", "tests.runaways:fragments")
    monkeypatch.setattr(sandbox, "ALLOWED", re.compile(r"tests\.runaways:\w+"))
    lines = [line(guid=str(n), title=str(n), html=html) for n, html in enumerate("abdc")]
    [step] = steps(store, b"\n".join(lines))
    assert (step.added, [failure.params["line"] for failure in step.failures]) == (3, [3])


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_the_longest_articles_come_back(store: Store, kind: BlockKind) -> None:
    text = "江边来了候鸟，" * 70_000
    draft = Draft(headline="候鸟", guid="1", blocks=(Block(kind, text), Block("paragraph", text)))
    longest = write_item(ArticleRecord(feed="https://a.example/", feed_title="", draft=draft))
    assert taken(store, longest).added == 1
    [out] = given_out(store)
    assert len(out) > 2_900_000
    with Store.open(None) as other:
        assert taken(other, out).added == 1
        assert other.articles.get(1).draft.blocks == draft.blocks


def test_html_that_is_too_long_to_parse_fails_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "HTML", 20)
    lines = [line(guid=str(n), html="<p>" + "江" * n) for n in (17, 18, 1)]
    [step] = steps(store, b"\n".join(lines))
    assert (step.added, [failure.params["line"] for failure in step.failures]) == (2, [2])


@pytest.mark.parametrize(("length", "added"), [(1000, 1), (1001, 0)])
def test_a_line_is_of_so_many_bytes_at_most(
    store: Store, monkeypatch: pytest.MonkeyPatch, length: int, added: int
) -> None:
    monkeypatch.setattr(transfer, "LIMIT", 1000)
    given = line(guid="1")
    [step] = steps(store, given + b" " * (length - len(given)))
    assert step.added == added
