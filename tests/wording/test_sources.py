from reader.model import Count, Problem, Source
from reader.news.health import Health
from reader.store.sources import Makeup, SourceSpan
from reader.wording.sources import fact_lines, facts

NOW = 1_790_000_000
FEED = Source(url="https://a.example.cn/feed", kind="feed", checked=NOW, succeeded=NOW - 7200)
EVERY = 1800


def told(source: Source, makeup: Makeup) -> list[str]:
    span = SourceSpan(NOW - 900_000, NOW - 300)
    return [*facts(Health(source, Count(makeup.total, 0), span, None), makeup, EVERY, NOW)]


def test_only_what_articles_lack_is_told() -> None:
    assert told(FEED, Makeup(8, 0, 2, 0)) == [
        "上次成功 2小时前",
        "最新文章 5分钟前",
        "有 8 篇",
        "无时间 25%",
        "30分钟问一次",
    ]


def test_what_is_not_asked_any_more_has_no_interval() -> None:
    gone = Problem("http", "", {"status": 410})
    for source in (
        Source(url="https://a.example.cn/", enabled=False),
        Source(url="https://a.example.cn/", problem=gone, checked=NOW),
        Source(url="https://a.example.cn/", every=0),
    ):
        assert not any("问一次" in fact for fact in told(source, Makeup(1, 0, 0, 0)))


def test_no_fact_is_broken_over_two_lines() -> None:
    assert [*fact_lines(["上次成功 刚刚", "有 8 篇", "无来源 100%"], 24)] == [
        "上次成功 刚刚 · 有 8 篇",
        "无来源 100%",
    ]
    assert [*fact_lines([], 24)] == [""]
