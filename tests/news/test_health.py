import pytest
from msgspec.structs import replace

from reader.model import Count, Draft, Feed, Outcome, Problem, Source
from reader.news.health import came, charset, finding
from reader.store.sources import SourceSpan

DAY = 86400
NOW = 1_790_000_000
FEED = Source(url="https://a.example.cn/feed", kind="feed", checked=NOW, succeeded=NOW)
NOT_A_FEED = Problem("not_a_feed", "{name} 不是订阅。", {"name": "a.example.cn"})


def span(newest: int, pause: int = DAY, count: int = 20) -> tuple[Count, SourceSpan]:
    last = NOW - newest
    return Count(count, 0), SourceSpan(last - pause * (count - 1), last)


def kind_of(source: Source, count: Count, of: SourceSpan | None) -> str | None:
    found = finding(source, count, of, NOW)
    return found.kind if found else None


@pytest.mark.parametrize(
    ("newest", "pause", "count", "kind"),
    [
        (DAY, DAY, 20, None),
        (14 * DAY, DAY, 20, None),
        (14 * DAY + 1, DAY, 20, "quiet"),
        (20 * DAY, 2 * DAY, 5, None),
        (20 * DAY + 1, 2 * DAY, 5, "quiet"),
        (14 * DAY + 1, 2 * DAY, 4, "quiet"),
        (13 * DAY, 60, 20, None),
        (15 * DAY, DAY, 20, "quiet"),
        (60 * DAY, 7 * DAY, 20, None),
        (80 * DAY, 7 * DAY, 20, "quiet"),
        (15 * DAY, 30 * DAY, 2, "quiet"),
    ],
)
def test_a_source_is_quiet_by_its_own_measure(
    newest: int, pause: int, count: int, kind: str | None
) -> None:
    assert kind_of(FEED, *span(newest, pause, count)) == kind


@pytest.mark.parametrize(
    ("pause", "count", "params"),
    [(DAY, 1, {"days": 200}), (DAY, 20, {"days": 200}), (2 * DAY, 20, {"days": 200, "usual": 2})],
)
def test_how_long_a_source_has_been_quiet_is_said_and_what_is_usual(
    pause: int, count: int, params: dict[str, int]
) -> None:
    found = finding(FEED, *span(200 * DAY, pause, count), NOW)
    assert found is not None and found.params == params


def test_a_source_that_will_not_come_back_is_said() -> None:
    problem = Problem("http_status", "HTTP {status}", {"status": 410})
    found = finding(replace(FEED, problem=problem), *span(DAY), NOW)
    assert found is not None and "410" in found.message


def test_a_feed_that_became_a_page_is_told_from_what_never_was_a_feed() -> None:
    was_feed = finding(replace(FEED, problem=NOT_A_FEED), *span(DAY), NOW)
    never = finding(replace(FEED, kind="auto", problem=NOT_A_FEED), *span(DAY), NOW)
    assert was_feed is not None and "登录" in was_feed.message
    assert never == NOT_A_FEED


def test_what_never_listed_anything_is_said() -> None:
    assert kind_of(FEED, Count(), None) == "empty"


@pytest.mark.parametrize(
    "source",
    [
        replace(FEED, enabled=False, problem=NOT_A_FEED),
        replace(FEED, checked=None, succeeded=None),
        replace(FEED, kind="folder"),
    ],
)
def test_what_is_disabled_new_or_a_folder_needs_no_attention(source: Source) -> None:
    assert kind_of(source, Count(), None) is None


def test_what_came_is_said() -> None:
    entries = (Draft(headline="江边步道今日开放"),)
    listed = Outcome(source=FEED, status="ok", new=1, feed=Feed(entries=entries))
    assert came(listed).params == {"listed": 1, "new": 1}
    assert came(Outcome(source=FEED, status="ok")).kind == "empty"
    folder = Outcome(source=replace(FEED, kind="folder"), status="ok", new=3)
    assert (came(folder).kind, came(folder).params) == ("ok", {"new": 3})
    assert came(Outcome(source=FEED, status="not_modified")).kind == "not_modified"
    failed = Outcome(source=FEED, status="error", problem=NOT_A_FEED)
    assert came(failed).kind == "not_a_feed"


@pytest.mark.parametrize(
    ("declared", "used", "told"),
    [
        ("", "", ""),
        ("", "utf-8", "utf-8"),
        ("utf8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "gb2312→utf-8"),
        ("x-none", "gb18030", "x-none→gb18030"),
    ],
)
def test_the_charset_is_told_and_what_lies_about_it(declared: str, used: str, told: str) -> None:
    source = Source(url="https://a.example/", charset_declared=declared, charset_used=used)
    assert charset(source) == told
    assert charset(replace(source, charset="big5")) == "big5"
