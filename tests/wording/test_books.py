"""Articles as a book: its parts, its order, and the name of its file."""

from datetime import date

from reader.model import Article, ArticleHead, Draft, Placement
from reader.wording.books import book_of, file_name

NOON = 1795492800  # 2026-11-24 12:00 in China
DAY = 86400


def head(id: int, region: str | None, time: int = NOON) -> ArticleHead:
    return ArticleHead(
        id=id,
        headline=f"题{id}",
        url=f"https://news.example/{id}",
        source_id=1,
        source="日报",
        region=region,
        time=time,
        published=None,
    )


HEADS = [
    head(1, None),
    head(2, "220100"),
    head(3, "CN"),
    head(4, "220100", NOON - DAY),
    head(5, "110000"),
]


def read(id: int) -> Article:
    if id == 5:
        raise KeyError(id)
    draft = Draft(headline=f"题{id}", source="晚报" if id == 2 else None)
    return Article(head=HEADS[id - 1], draft=draft, placement=Placement(None))


def test_articles_stand_by_place_in_the_order_of_the_tree_and_by_day() -> None:
    book = book_of("书", HEADS, read)
    told = [
        (place.name, [(day.name, [entry.headline for entry in day.entries]) for day in place.parts])
        for place in book.parts
    ]
    assert told == [
        ("北京", [("2026年11月24日", ["题5"])]),
        ("吉林 › 长春", [("2026年11月24日", ["题2"]), ("2026年11月23日", ["题4"])]),
        ("全国", [("2026年11月24日", ["题3"])]),
        ("不定地区", [("2026年11月24日", ["题1"])]),
    ]


def test_what_is_of_one_day_or_one_place_is_not_parted_by_it() -> None:
    days = book_of("长春", [HEADS[1], HEADS[3]], read)
    assert [part.name for part in days.parts] == ["2026年11月24日", "2026年11月23日"]
    places = book_of("今天", HEADS[:2], read)
    assert [(part.name, len(part.entries)) for part in places.parts] == [
        ("吉林 › 长春", 1),
        ("不定地区", 1),
    ]
    assert len(book_of("长春", [HEADS[1], HEADS[1]], read).entries) == 2


def test_a_single_article_is_a_book_without_parts() -> None:
    assert book_of("书", HEADS[:1], read).single is not None


def test_an_article_names_the_source_of_its_list_where_it_names_none() -> None:
    drafts = [entry.draft() for entry in book_of("书", HEADS, read).all_entries()]
    assert [draft.source for draft in drafts] == [None, "晚报", "日报", "日报", "日报"]


def test_of_an_article_that_is_gone_there_is_the_head() -> None:
    [gone] = [entry.draft() for entry in book_of("书", HEADS[4:], read).all_entries()]
    assert gone == Draft(headline="题5", url="https://news.example/5")


def test_a_file_is_called_by_the_articles_day_and_headline_or_by_today_and_the_list() -> None:
    today = date(2026, 11, 30)
    assert file_name("吉林 › 长春", HEADS[3:4], today) == "2026-11-23 题4"
    assert file_name("吉林 › 长春", HEADS, today) == "2026-11-30 吉林 › 长春"
