from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.dates import CST, epoch, find, of_address, parse

NOW = datetime(2019, 12, 20, 16, 30, tzinfo=CST)
WHOLE = "2019-12-20T15:56:19+08:00"
MINUTE = "2019-12-20T15:56+08:00"
DAY = "2019-12-20"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019年12月20日15:56", MINUTE),
        ("2019年12月20日 15时56分19秒", WHOLE),
        ("2019年12月20日（星期五）下午3点56分", MINUTE),
        ("2019年12月20日", DAY),
        ("二○一九年 2019-12-20 15:56:19 来源：江城日报", WHOLE),
        ("2019-12-2015:56", MINUTE),
        ("2019/12/20 15:56", MINUTE),
        ("2019.12.20", DAY),
        ("2019 12/20 15:56", MINUTE),
        ("２０１９年１２月２０日　１５：５６", MINUTE),
        ("20191220", DAY),
        ("20191220155619", WHOLE),
        ("2019年12月20日凌晨12点05分", "2019-12-20T00:05+08:00"),
        ("2019年12月20日中午12时", "2019-12-20T12:00+08:00"),
        ("2019年12月20日中午1点", "2019-12-20T13:00+08:00"),
        ("2019年12月20日晚上12点", "2019-12-21T00:00+08:00"),
        ("2019年12月20日上午9点", "2019-12-20T09:00+08:00"),
        ("二〇一九年十二月二十日", DAY),
        ("（二○一九年十一月三日通过）", "2019-11-03"),
        ("二零一九年一月三十一日", "2019-01-31"),
        ("2019-12-20 24:00", "2019-12-21T00:00+08:00"),
        ("2019年12月20日晚8:00", "2019-12-20T20:00+08:00"),
        ("2019年12月20日深夜12点", "2019-12-21T00:00+08:00"),
        ("2019年12月20日 早7點半", "2019-12-20T07:30+08:00"),
        ("2019年12月20日20时1刻", "2019-12-20T20:15+08:00"),
        ("2019年12月20日 週五 下午3:56", MINUTE),
        ("2019/12/20 PM 03:56", MINUTE),
        ("2019-12-20 HKT 15:56", MINUTE),
        ("2019-12-20 | 15:56", MINUTE),
        ("15:56 2019/12/20", MINUTE),
        ("15:562019/12/20", MINUTE),
        ("10:00-12:00 2019-12-20 15:56", MINUTE),
        ("民國108年12月20日", DAY),
        ("中華民國108年12月20日 下午3:56", MINUTE),
        ("發布日期：108/12/20", DAY),
        ("农历十二月初一 2019年12月20日", DAY),
        ("農曆12月20日 2019-12-20", DAY),
    ],
)
def test_what_chinese_pages_write_is_read(text: str, iso: str) -> None:
    assert parse(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Fri, 20 Dec 2019 15:56:19 +0800", WHOLE),
        ("Fri, 20 Dec 2019 07:56:19 GMT", WHOLE),
        ("Fri, 20 Dec 2019 02:56:19 EST", WHOLE),
        ("Fri, 20 Dec 2019 07:56 Z", MINUTE),
        ("20 Dec 19 15:56:19 +0800", WHOLE),
        ("Fri,20 Dec 2019 15:56:19 +08:00", WHOLE),
        ("Fri, 20 December 2019 15:56:19", WHOLE),
        ("Fri Dec 20 15:56:19 CST 2019", WHOLE),
        ("Dec 20, 2019 3:56 PM", MINUTE),
        ("星期五, 20 十二月 2019 15:56:19 +0800", WHOLE),
        ("Fri, 20 Dec 2019 15:56:19 GMT+8", WHOLE),
        ("Fri, 20 Dec 2019", DAY),
        ("Friday, December 20th, 2019 at 3:56 PM", MINUTE),
        ("Dec. 20, 2019 - 3:56 p.m.", MINUTE),
        ("2019-Dec-20 15:56", MINUTE),
        ("20 12月, 2019", DAY),
        ("20/12/2019 - 15:56", MINUTE),
        ("20.12.2019", DAY),
        ("12/20/2019", DAY),
    ],
)
def test_rfc_822_and_what_is_made_of_it_are_read(text: str, iso: str) -> None:
    assert parse(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019-12-20T15:56:19+08:00", WHOLE),
        ("2019-12-20T07:56:19Z", WHOLE),
        ("2019-12-20T07:56:19.123456789Z", WHOLE),
        ("2019-12-20T15:56:19+0800", WHOLE),
        ("2019-12-20T02:56:19-05:00", WHOLE),
        ("2019-12-20T15:56+08:00", MINUTE),
        ("20191220T075619Z", WHOLE),
        ("2019-12-20", DAY),
        (" 2019-12-20 15:56:19\n", WHOLE),
    ],
)
def test_iso_8601_is_read(text: str, iso: str) -> None:
    assert parse(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("刚刚", "2019-12-20T16:30+08:00"),
        ("30秒前", "2019-12-20T16:29+08:00"),
        ("34分钟前", MINUTE),
        ("3小时前", "2019-12-20T13:30+08:00"),
        ("2天前", "2019-12-18"),
        ("1周前", "2019-12-13"),
        ("今天 15:56", MINUTE),
        ("昨天 15:56", "2019-12-19T15:56+08:00"),
        ("前天", "2019-12-18"),
        ("剛剛", "2019-12-20T16:30+08:00"),
        ("半小時前", "2019-12-20T16:00+08:00"),
        ("1小时34分钟前", "2019-12-20T14:56+08:00"),
        ("云州网3小时前来源：云州晚报", "2019-12-20T13:30+08:00"),
        ("两星期前", "2019-12-06"),
        ("3个月前", "2019-09-21"),
        ("1年前", "2018-12-20"),
        ("3 hours ago", "2019-12-20T13:30+08:00"),
        ("昨晚8点", "2019-12-19T20:00+08:00"),
        ("禮拜五 下午3:56", MINUTE),
        ("周五 下午5:50", "2019-12-13T17:50+08:00"),
        ("周日 9:00", "2019-12-15T09:00+08:00"),
    ],
)
def test_relative_times_count_back_from_now(text: str, iso: str) -> None:
    assert parse(text, now=NOW) == iso
    assert parse(text, now=NOW.astimezone(UTC)) == iso
    assert parse(text, now=NOW.replace(tzinfo=None)) == iso


@pytest.mark.parametrize(
    ("text", "url", "iso"),
    [
        ("12-20 15:56", "", MINUTE),
        ("[12-20]", "", DAY),
        ("12月21日", "", "2018-12-21"),
        ("2月29日", "", "2016-02-29"),
        ("12-20", "http://a.example/2016/12/20/1.html", "2016-12-20"),
        ("12-31", "http://a.example/t20160101_1.html", "2015-12-31"),
        ("1月1日", "http://a.example/2016-12/31/1.html", "2017-01-01"),
        ("12月20日", "http://a.example/20161399.html", DAY),
    ],
)
def test_a_day_without_a_year_takes_it_from_the_address_or_is_the_last(
    text: str, url: str, iso: str
) -> None:
    assert parse(text, now=NOW, url=url) == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("http://a.example/2019/12/20/1.html", DAY),
        ("http://a.example/art/2019/12/2/art_1.html", "2019-12-02"),
        ("http://a.example/t20191220_1.html", DAY),
        ("http://a.example/19/1220/15/FJ1ML.html", DAY),
        ("http://a.example/201912/1.html", None),
        ("http://a.example/20191399.html", None),
    ],
)
def test_an_address_holds_a_whole_day_or_none(url: str, iso: str | None) -> None:
    assert of_address(url) == iso


def test_an_epoch_is_read_in_seconds_and_milliseconds() -> None:
    assert parse("1576828579") == WHOLE
    assert parse("1576828579123") == WHOLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "江城今天有雪",
        "2019-02-30",
        "2019-13-01T00:00:00Z",
        "2019年2月30日 10:00",
        "30 Feb 2019 10:00:00 GMT",
        "Fri, 32 Dec 2019 10:00:00 GMT",
        "00-00",
        "1.12.3",
        "13800138000",
        "农历12月20日",
        "農曆己亥年12月20日 10:00",
        "周一至周五 9:00-18:00",
        "每周一 9:00",
        "3年前，他离开了云州",
        "他3年前来到云州",
        "电话 110-12-20-1",
    ],
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert parse(text, now=NOW) is None


def test_an_impossible_date_gives_way_to_a_possible_one() -> None:
    assert parse("2019-02-30 10:00 更新于 2019-12-20 15:56") == MINUTE


def test_where_a_time_stands_is_told() -> None:
    text = "时间：2019-12-20 15:56 来源：江城日报"
    found = find(text)
    assert found is not None
    iso, start, end = found
    assert (iso, text[start:end]) == (MINUTE, "2019-12-20 15:56")


def test_an_end_of_a_span_is_no_zone() -> None:
    assert parse("2019-12-20 10:00-11:30") == "2019-12-20T10:00+08:00"


def test_seconds_since_1970_of_a_day_are_those_of_its_midnight_in_china() -> None:
    assert epoch(WHOLE) == 1_576_828_579
    assert epoch(DAY) == epoch("2019-12-20T00:00+08:00") == epoch("2019-12-19T16:00Z")
    with pytest.raises(ValueError, match="Invalid isoformat"):
        epoch("昨天")


OFFSETS = st.integers(-12 * 60, 14 * 60 + 59).map(lambda east: timezone(timedelta(minutes=east)))
MOMENTS = st.datetimes(
    datetime(1900, 1, 2), datetime(2099, 12, 30), timezones=st.one_of(st.none(), OFFSETS)
)


def in_china(moment: datetime) -> datetime:
    return moment.astimezone(CST) if moment.tzinfo else moment.replace(tzinfo=CST)


@given(MOMENTS, st.sampled_from(["seconds", "milliseconds", "microseconds"]), st.sampled_from("T "))
def test_every_iso_time_survives(moment: datetime, precision: str, parting: str) -> None:
    text = moment.isoformat(parting, precision)
    assert parse(text) == in_china(moment).isoformat(timespec="seconds")


@given(st.dates(datetime(1900, 1, 1).date(), datetime(2099, 12, 31).date()))
def test_every_iso_day_survives(day: object) -> None:
    assert parse(str(day)) == str(day)


@given(
    st.dates(datetime(1990, 1, 1).date(), datetime(2049, 12, 31).date()),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%d/%m/%Y", "%Y年%m月%d日", "%m月 %d, %Y", "民国"]),
)
def test_every_way_to_write_a_day_comes_to_the_same(day: date, form: str) -> None:
    reign = f"民國{day.year - 1911}年{day.month}月{day.day}日"
    assert parse(reign if form == "民国" else day.strftime(form)) == str(day)


@given(st.integers(0, 999), st.sampled_from([("秒", 1), ("分鐘", 60), ("小时", 3600)]))
def test_what_counts_back_is_as_far_from_now_as_it_says(count: int, unit: tuple[str, int]) -> None:
    written, seconds = unit
    moment = NOW - timedelta(seconds=count * seconds)
    assert parse(f"{count}{written}前", now=NOW) == moment.isoformat(timespec="minutes")


STANDARD = st.one_of(
    st.from_regex(
        r"\A(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"
        r"([T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,9})?)?(Z|[+-][01][0-9]:?[0-5][0-9])?)?\Z"
    ),
    st.from_regex(
        r"\A(Fri, )?[0-3]?[0-9] (Jan|Feb|Dec|Mai) (19|20)[0-9]{2}"
        r" [0-2][0-9]:[0-6][0-9](:[0-6][0-9])?( ?(GMT|EST|[+-][01][0-9][0-9]{2}))?\Z"
    ),
)


@given(STANDARD)
def test_a_standard_form_read_alone_and_in_a_sentence_is_the_same(text: str) -> None:
    found = find(text, now=NOW)
    assert parse(text, now=NOW) == (found[0] if found else None)


@pytest.mark.parametrize(
    ("unit", "iso"),
    [
        ("1", None),
        ("T ", None),
        ("2019-", None),
        ("12月", None),
        ("昨天", None),
        ("20 Dec ", "2020-12-20"),
        ("2019-12-20 15:5 ", "2019-12-20T15:05+08:00"),
    ],
)
def test_a_long_line_comes_to_an_end(unit: str, iso: str | None) -> None:
    assert parse(unit * (300_000 // len(unit)), now=NOW) == iso
