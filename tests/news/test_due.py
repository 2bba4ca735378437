from reader.model import Problem, Source
from reader.news.due import GONE, LONGEST, LONGEST_SILENT, QUIET_VISITS, TRIES, due, interval

NOW = 1_800_000_000
HALF_HOUR = 1800


def source(**state: int | None) -> Source:
    return Source(url="https://news.example/feed", kind="feed", **state)  # type: ignore[arg-type]


def is_due(source: Source) -> bool:
    return due([source], NOW, HALF_HOUR) == [source]


def test_a_source_never_asked_is_due() -> None:
    assert is_due(source())


def test_a_source_is_due_after_the_default_interval() -> None:
    assert is_due(source(checked=NOW - HALF_HOUR))
    assert not is_due(source(checked=NOW - HALF_HOUR + 1))
    assert not is_due(source(checked=NOW))


def test_a_source_is_due_after_its_own_interval() -> None:
    assert is_due(source(checked=NOW - 60, every=60))
    assert not is_due(source(checked=NOW - HALF_HOUR, every=7200))


def test_a_source_that_never_answered_is_asked_ever_more_rarely() -> None:
    waits = [interval(source(failures=n), HALF_HOUR) for n in (TRIES, 8, 12)]
    assert waits == [HALF_HOUR << TRIES, HALF_HOUR << 8, LONGEST_SILENT]
    assert interval(source(failures=12, succeeded=NOW), HALF_HOUR) == LONGEST


def test_what_is_never_to_be_refreshed_by_itself_is_not_due() -> None:
    asked = source(checked=NOW - 30 * 86400)
    assert due([asked], NOW, 0) == []
    assert not is_due(source(checked=NOW - 30 * 86400, every=0))
    assert due([source(checked=NOW - 86400, every=60)], NOW, 0) != []
    assert due([source()], NOW, 0) != []


def test_a_source_is_not_due_before_its_server_wants_to_be_asked() -> None:
    assert not is_due(source(checked=NOW - 7200, retry_after=NOW + 1))
    assert is_due(source(checked=NOW - 7200, retry_after=NOW))


def test_a_source_asked_in_the_future_is_due() -> None:
    assert is_due(source(checked=NOW + 7200))


def test_a_disabled_source_is_never_due() -> None:
    assert not is_due(Source(url="https://news.example/feed", enabled=False))


def test_a_folder_is_always_due() -> None:
    assert is_due(Source(url="/news", kind="folder", checked=NOW))


def test_the_order_stays() -> None:
    sources = [Source(url=f"https://{name}.example/") for name in "cab"]
    assert due(sources, NOW, HALF_HOUR) == sources


def test_a_source_that_keeps_failing_is_asked_less_and_less_but_once_a_day() -> None:
    failing = [source(failures=failures, succeeded=NOW) for failures in (0, 1, 2, 99)]
    waits = [interval(each, HALF_HOUR) for each in failing]
    assert waits == [HALF_HOUR, 2 * HALF_HOUR, 4 * HALF_HOUR, LONGEST]


def test_a_source_that_never_changes_is_asked_less_unless_the_reader_said_how_often() -> None:
    assert interval(source(quiet=QUIET_VISITS - 1), HALF_HOUR) == HALF_HOUR
    assert interval(source(quiet=QUIET_VISITS), HALF_HOUR) == 2 * HALF_HOUR
    assert interval(source(quiet=99, every=600), HALF_HOUR) == 600


def test_sources_added_together_part_ways() -> None:
    waits = [interval(source(id=id), HALF_HOUR) for id in range(50)]
    assert len(set(waits)) > 40
    assert all(HALF_HOUR * 0.9 <= wait <= HALF_HOUR for wait in waits)


def test_a_source_that_is_gone_is_never_due() -> None:
    problem = Problem("http", "", {"status": GONE})
    assert not is_due(Source(url="https://news.example/feed", checked=0, problem=problem))
