from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.model import Block, Draft, Extent, Placement
from reader.news.refresh.identity import NEWEST, canonical, decide, identify, unfound
from reader.store.articles import Known, Put
from reader.store.drafts import digest
from reader.store.placement import Placed
from reader.text.dates import CST, epoch

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)
MOMENT = int(NOW.timestamp())
CHANGCHUN = Placed(Placement("220100", ("220100",)), ("220100", "220000"))


def draft(headline: str, *, text: str = "", extent: Extent = "full", **fields: str) -> Draft:
    blocks = (Block("paragraph", text),) if text else ()
    return Draft(headline=headline, blocks=blocks, extent=extent, **fields)  # type: ignore[arg-type]


def decided(drafts: Sequence[Draft], known: Sequence[Known] = ()) -> list[Put]:
    return decide(identify(drafts), known, now=NOW, place=lambda _: CHANGCHUN)


def stored(drafts: Sequence[Draft]) -> list[Known]:
    """What the store knows after *drafts* were committed into an empty source."""
    return [
        Known(
            id,
            put.key,
            put.url_key,
            digest(put.draft),
            put.time,
            put.draft.extent,
            put.draft.headline,
        )
        for id, put in enumerate(decided(drafts), 1)
    ]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://News.Example/a/1.html", "news.example/a/1.html"),
        ("http://news.example/a/1.html", "news.example/a/1.html"),
        ("https://news.example/a?id=7#top", "news.example/a?id=7"),
        ("https://news.example/a?utm_source=rss&id=7&utm_medium=x", "news.example/a?id=7"),
        ("https://news.example/a?utm_source=rss", "news.example/a"),
        ("https://news.example:443/a", "news.example/a"),
        ("https://news.example:8443/a", "news.example:8443/a"),
        ("https://news.example:58443/a", "news.example:58443/a"),
        ("https://news.example:70000/a", ""),
        ("http://news.example:80/a", "news.example/a"),
        ("https://reader:secret@news.example/a", "news.example/a"),
        ("https://news.example", "news.example/"),
        ("/home/news/1.txt", ""),
        ("javascript:alert(1)", ""),
        ("https://news.example:port/", ""),
        ("", ""),
    ],
)
def test_the_canonical_link_drops_what_tells_no_articles_apart(url: str, link: str) -> None:
    assert canonical(url) == link


@given(st.text())
@settings(max_examples=200)
def test_any_text_has_a_canonical_link(url: str) -> None:
    link = canonical(url)
    assert "#" not in link
    assert not link.startswith(("http:", "https:"))


@given(
    st.builds(
        "{}://{}/{}".format,
        st.sampled_from(["http", "https", "HTTP", "ftp"]),
        st.sampled_from(["a", "a.example", "A.example", "1.1.1.1", "新.example", "a:80", ""]),
        st.text("/?a=&;:@%+.-_ []{}|^~!'\t\n\x85\xa0新", max_size=6) | st.just("a?utm_b=1&c=2"),
    )
)
@settings(max_examples=200)
def test_a_fragment_tells_no_articles_apart(url: str) -> None:
    assert canonical(url) == canonical(f"{url}#top")


def test_new_articles_come_oldest_first_so_that_the_first_of_the_list_is_the_newest() -> None:
    puts = decided([draft("一", guid="1"), draft("二", guid="2")])
    assert [put.draft.headline for put in puts] == ["二", "一"]
    assert [put.id for put in puts] == [None, None]
    assert puts[0].placement == CHANGCHUN.placement
    assert puts[0].places == CHANGCHUN.places


def test_an_unchanged_entry_is_written_no_more() -> None:
    drafts = [draft("一", guid="1", text="正文"), draft("二", url="https://news.example/2")]
    assert decided(drafts, stored(drafts)) == []


def test_an_edited_entry_updates_its_article() -> None:
    known = stored([draft("一", guid="1", text="正文")])
    [put] = decided([draft("一", guid="1", text="改过的正文")], known)
    assert put.id == known[0].id


def test_an_edited_headline_updates_its_article() -> None:
    known = stored([draft("一", url="https://news.example/1")])
    [put] = decided([draft("改过的一", url="https://news.example/1")], known)
    assert put.id == known[0].id


def test_new_guids_do_not_double_articles() -> None:
    known = stored([draft("一", guid="old", url="http://news.example/1")])
    assert decided([draft("一", guid="new", url="https://news.example/1")], known) == []


def test_an_edited_article_under_a_new_guid_is_the_same_article() -> None:
    known = stored([draft("一", guid="old", url="https://news.example/1")])
    [put] = decided([draft("改过的一", guid="new", url="https://news.example/1")], known)
    assert (put.id, put.key) == (known[0].id, "new")


def test_a_guid_outweighs_the_link() -> None:
    known = stored(
        [
            draft("一", guid="1", url="https://news.example/1"),
            draft("二", guid="2", url="https://news.example/2"),
        ]
    )
    by_key = {item.key: item.id for item in known}
    puts = decided(
        [
            draft("一改", guid="1", url="https://news.example/2"),
            draft("二改", guid="2", url="https://news.example/1"),
        ],
        known,
    )
    assert {put.draft.headline: put.id for put in puts} == {
        "一改": by_key["1"],
        "二改": by_key["2"],
    }


def test_a_guid_that_several_articles_share_falls_back_to_the_headline() -> None:
    drafts = [draft("一", guid="news"), draft("二", guid="news")]
    assert len({put.key for put in decided(drafts)}) == 2
    assert decided(drafts, stored(drafts)) == []


def test_an_article_stays_itself_when_others_come_to_share_its_guid() -> None:
    known = stored([draft("一", guid="news")])
    [put] = decided([draft("二", guid="news"), draft("一", guid="news")], known)
    assert (put.draft.headline, put.id) == ("二", None)


def test_an_article_stays_itself_when_no_other_shares_its_guid_any_more() -> None:
    drafts = [draft("一", guid="news"), draft("二", guid="news")]
    assert decided(drafts[1:], stored(drafts)) == []


def test_a_link_that_several_articles_share_is_no_address() -> None:
    drafts = [draft(name, guid=name, url="https://news.example/live") for name in "一二"]
    assert {put.url_key for put in decided(drafts)} == {""}
    assert decided(drafts, stored(drafts)) == []


def test_the_front_page_is_no_articles_address() -> None:
    known = stored([draft("昨天的", guid="1", url="https://news.example/")])
    [put] = decided([draft("今天的", guid="2", url="https://news.example/")], known)
    assert (put.id, put.url_key) == (None, "")


def test_without_guid_and_link_the_headline_is_the_identity() -> None:
    drafts = [draft("一"), draft("二")]
    assert len(decided(drafts)) == 2
    assert decided(drafts, stored(drafts)) == []


@pytest.mark.parametrize(
    "twins",
    [
        [draft("一", guid="1"), draft("一", guid="1")],
        [
            draft("一", guid="1", url="https://news.example/1"),
            draft("一", guid="2", url="http://news.example/1#more"),
        ],
        [draft("一"), draft("一")],
    ],
)
def test_an_article_listed_twice_is_one(twins: list[Draft]) -> None:
    assert len(decided(twins)) == 1


TIMED: dict[str, Any] = {"published": "2019-12-20T15:56:19+08:00"}
SITE = "https://news.example/"


@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [
        ({"guid": "a"}, {"guid": "b"}, TIMED),
        ({"guid": "a", "url": SITE}, {"guid": "b", "url": SITE}, TIMED),
        ({"guid": "a", "url": f"{SITE}1?s=a"}, {"guid": "b", "url": f"{SITE}1?s=b"}, TIMED),
        ({"guid": "a"}, {"guid": "b"}, {"published": "2019-12-20"}),
        ({"guid": "a"}, {"guid": "b"}, {}),
    ],
)
def test_new_guids_without_links_that_last_double_nothing(
    first: dict[str, Any], second: dict[str, Any], rest: dict[str, Any]
) -> None:
    known = stored([draft("一", text="正文", **first, **rest)])
    assert decided([draft("一", text="正文", **second, **rest)], known) == []


@pytest.mark.parametrize(
    "other",
    [
        {"guid": "2", "published": "2019-12-21T15:56:19+08:00"},
        {"guid": "2", "text": "另一篇"},
        {"guid": "2", "url": f"{SITE}2", "published": "2019-12-20"},
    ],
)
def test_the_same_headline_alone_makes_no_same_article(other: dict[str, Any]) -> None:
    one = draft("天气预报", guid="1", text="晴", url=f"{SITE}1", published="2019-12-20")
    [put] = decided([draft("天气预报", **other)], stored([one]))
    assert put.id is None


def test_what_looks_the_same_is_new_beside_what_is_known_by_name() -> None:
    one = draft("天气预报", guid="1", url=f"{SITE}1", **TIMED)
    two = draft("天气预报", guid="2", url=f"{SITE}2", **TIMED)
    [put] = decided([two, one], stored([one]))
    assert (put.id, put.draft.guid) == (None, "2")


def test_two_entries_never_claim_one_article() -> None:
    known = stored([draft("一", guid="1", url="https://news.example/1")])
    puts = decided(
        [
            draft("一改", guid="1", url="https://news.example/moved"),
            draft("二", guid="2", url="https://news.example/1"),
        ],
        known,
    )
    assert [put.id for put in puts] == [None, known[0].id]


def test_an_endless_guid_makes_a_short_key() -> None:
    drafts = [draft("一", guid="g" * 100_000), draft("二", guid="g" * 100_001)]
    keys = {put.key for put in decided(drafts)}
    assert len(keys) == 2
    assert max(map(len, keys)) <= 250


def test_the_time_is_when_the_article_was_published() -> None:
    [put] = decided([draft("一", published="2019-12-20T15:56:19+08:00")])
    assert put.time == epoch("2019-12-20T15:56:19+08:00")


def test_a_time_within_a_day_ahead_is_believed() -> None:
    [put] = decided([draft("一", published="2026-05-21T11:59:00+08:00")])
    assert put.time > MOMENT


@pytest.mark.parametrize("published", ["2026-05-21T12:00:01+08:00", "2099-01-01"])
def test_a_time_further_ahead_is_the_time_of_fetching(published: str) -> None:
    [put] = decided([draft("一", published=published)])
    assert put.time == MOMENT


def test_an_article_without_a_time_is_from_now() -> None:
    [put] = decided([draft("一")])
    assert put.time == MOMENT


def test_an_edit_without_a_time_moves_no_article() -> None:
    known = [replace(item, time=MOMENT - 9000) for item in stored([draft("一", guid="1")])]
    [put] = decided([draft("改过的一", guid="1")], known)
    assert put.time == MOMENT - 9000


names = st.sampled_from(["", "a", "b", "c"])
entries = st.builds(
    lambda headline, guid, path: draft(
        headline, guid=guid, url=f"https://news.example/{path}" if path else ""
    ),
    st.sampled_from(["一", "二", "三"]),
    names,
    names,
)


@given(st.lists(entries, max_size=8))
def test_whatever_a_feed_says_twice_is_stored_once(drafts: list[Draft]) -> None:
    assert len({put.key for put in decided(drafts)}) == len(decided(drafts))
    assert decided(drafts, stored(drafts)) == []


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (draft("早市开张", guid="1"), (set(), NEWEST)),
        (draft("早市开张", guid="1", published="2026-05-20T12:00+08:00"), ({MOMENT}, 0)),
        (draft("早市开张", guid="1", url="https://news.example/1"), (set(), 0)),
    ],
    ids=["nothing but a headline", "a time", "a link"],
)
def test_where_to_look_for_an_article_that_its_name_does_not_tell(
    sought: Draft, found: tuple[set[int], int]
) -> None:
    assert unfound(identify([sought]), ()) == found
    assert unfound(identify([sought]), stored([sought])) == (set(), 0)
