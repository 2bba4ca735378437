"""The articles of a day's edition: each once, in the order of the paper, parts joined."""

import pytest

from reader.extract.article.pages import join_pages
from reader.extract.lists import issue
from reader.extract.lists.issue import MAX_ARTICLES, assemble, join_continued
from reader.model import Block, Draft
from reader.text.article import Jump, jump_of

FIRST, FOURTH = "01版 要闻", "04版 民生"


def entry(headline: str, page: str, url: str) -> Draft:
    return Draft(headline=headline, page=page, url=url, extent="head")


@pytest.mark.parametrize(
    ("beginning", "part"),
    [
        ("江堤步道全线贯通（下转第04版）", "江堤步道全线贯通（上接第01版）"),
        ("步道贯通（下转第四版）", "步道贯通"),
        ("江堤步道今天全线贯通", "江堤步道今天全线贯通"),
        ("江堤步道全线贯通（下转第4版）", "（上接第一版）"),
    ],
)
def test_a_part_is_joined_to_its_beginning(beginning: str, part: str) -> None:
    entries = [
        entry("旧街修好了路灯", FIRST, "a"),
        entry(beginning, FIRST, "b"),
        entry(part, FOURTH, "c"),
        entry("菜场里的修伞人", FOURTH, "d"),
    ]
    joined = join_continued(entries)
    assert [draft.url for draft in joined] == ["a", "b", "d"]
    assert joined[1].pages == ("c",)
    assert "下转" not in joined[1].headline


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("图片新闻", "图片新闻"),
        ("步道贯通（下转第5版）", "（上接第1版）"),
        ("（上接第3版）", "（上接第3版）"),
    ],
    ids=["a column", "another page", "no beginning"],
)
def test_what_may_be_another_article_stays_one(one: str, other: str) -> None:
    joined = join_continued([entry(one, FIRST, "a"), entry(other, FOURTH, "b")])
    assert [(draft.url, draft.pages) for draft in joined] == [("a", ()), ("b", ())]


def test_jump_lines_are_left_out_where_the_parts_meet() -> None:
    def part(*texts: str) -> Draft:
        return Draft(headline="江堤步道", blocks=tuple(Block("paragraph", text) for text in texts))

    joined = join_pages(
        [
            part("步道全长九公里。", "沿途有四座桥。（下转第4版）"),
            part("（上接第1版）", "桥上装了灯。"),
        ]
    )
    assert joined.body == ("步道全长九公里。", "沿途有四座桥。", "桥上装了灯。")


def test_an_edition_has_each_article_once_in_the_order_of_the_paper() -> None:
    def listed(*urls: str) -> list[Draft]:
        return [Draft(headline=f"题目{url}", url=url) for url in urls]

    entries = assemble(
        [(FIRST, listed("a", "b")), ("", listed("b", "c")), (FOURTH, listed("d", "a"))]
    )
    assert [(entry.url, entry.page) for entry in entries] == [
        ("a", FIRST),
        ("b", FIRST),
        ("c", "头版"),
        ("d", FOURTH),
    ]
    seconds = [entry.second for entry in entries]
    assert seconds == sorted(seconds, reverse=True)
    assert 0 <= min(seconds) <= max(seconds) < 3600 * 2


def test_an_edition_is_cut_where_no_paper_is_as_long() -> None:
    pages = [
        (f"{n}版", [Draft(headline=f"题目{n}之{at}", url=f"{n}/{at}") for at in range(150)])
        for n in range(60)
    ]
    entries = assemble(pages)
    assert len(entries) == 400
    assert entries[-1].second >= 0


def test_each_title_is_looked_at_once_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def look(title: str) -> Jump | None:
        looked.append(title)
        return jump_of(title)

    monkeypatch.setattr(issue, "jump_of", look)
    pages = [
        (f"{n:02}版", [entry("下转 第1" * 50, "", f"{n}/{at}") for at in range(100)])
        for n in range(40)
    ]
    [first, *_] = assemble(pages)
    assert len(looked) == MAX_ARTICLES
    assert len(first.pages) == MAX_ARTICLES - 100
