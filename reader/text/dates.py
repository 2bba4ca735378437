"""When something was published, in the many ways Chinese pages and feeds write it.

The text is in half width and simplified where it matters, as `dates.find` makes it.

Results are ISO 8601 text to the precision of what was read: ``2019-12-20T15:56:19+08:00``,
``2019-12-20T15:56+08:00``, or a date alone, ``2019-12-20``. A time without a zone is Beijing time;
a time of another zone is converted to it.

dateparser reads 34 of 51 of our cases, and takes 200 times as long.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache

from reader.text.lazy_pattern import lazy_pattern

# What dates look like on Chinese pages and in feeds.

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZERO, HAN = "〇零○", "一二三四五六七八九"
HAN_MONTHS = tuple(f"{number}月" for number in (*"一二三四五六七八九十", "十一", "十二"))

# Hours from UTC. CST is China's: Java writes it into Chinese feeds.
ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "CST": 8, "BJT": 8, "HKT": 8, "JST": 9, "KST": 9}
ZONES |= {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
ZONES |= {"格林尼治标准时间": 0, "北京时间": 8, "香港时间": 8}

SECONDS = {"秒": 1, "sec": 1, "分": 60, "min": 60}
SECONDS |= dict.fromkeys(("小时", "钟头", "h"), 3600)
DAYS = {"天": 1, "日": 1, "d": 1, "月": 30, "month": 30, "年": 365, "y": 365}
DAYS |= dict.fromkeys(("周", "星期", "礼拜", "w"), 7)
"""The units of times that count back; those of days tell no time of day."""

_HALF = r"凌晨|清[晨早]|早[上晨]?|上午|中午|午[间后]|下午|傍晚|晚[上间]?|[深午]?夜间?|[ap]\.?m\b\.?"
_WEEK = r"(?:星期|礼拜|周)"
_NOT_TOLD = r"(?!,|(?!来[源自]|发[布表]|更新|阅读|浏览|[作记]者|评论|编辑|责)[\u4e00-\u9fff])"
"""3年前，他…: the words of an article; 3小时前来源： goes on with a label."""


# Every quantifier is bounded, so that the search is linear in the length of the text.
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMERIC_MONTH = r"(?P<month>\d{1,2})"
_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?|{'|'.join(HAN_MONTHS)}|[01]?\d月)"
_DAY = r"(?P<day>\d{1,2})"
_ZONE = (
    r"\s{0,2}(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)"
    r"|\+(?:0\d|1[0-4])(?::?[0-5]\d)?(?!\d)|-(?:0\d|1[0-2])[0-5]\d(?!\d)"
    # A minus and a colon may as well be the end of a span of time: 10:00-11:30.
    r"|(?(second)|(?<=T\d\d:\d\d))-(?:0\d|1[0-2]):[0-5]\d"
    rf"|(?:{'|'.join(ZONES)})\b)"
)
_TIME = (
    rf"(?:(?P<half>{_HALF})\s?)?"
    r"(?P<hour>[01]?\d|2[0-4])\s?(?::(?=\s?[0-5]?\d(?!\d))|[时点])"
    r"(?:\s?(?P<minute>[0-5]?\d(?!\d|刻)|半|[123一二三]刻)"
    r"(?:\s?[:分]\s?(?P<second>[0-5]?\d)(?!\d)(?:\.\d{1,9}|\s?秒)?|\s?分)?)?"
    rf"(?:\s?(?P<suffix>[ap])\.?m\b)?(?:{_ZONE})?"
)
_GAP = rf"(?:[\s,T|·]|at\b){{0,4}}(?:[(\[]?{_WEEK}[一二三四五六日天][)\]]?[\s,]{{0,4}})?"
_GAP += r"(?:(?P<before>格林尼治标准时间|北京时间|香港时间|HKT)\s?)?"
_APART = rf"(?:\s{{1,2}}-\s{{1,2}})?{_GAP}"
_CLOCK = r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?"
_GLUED = r"(?:(?!\d)|(?=\d\d?:\d\d))"  # as in 2019-12-2015:56
_PATTERNS = (
    # 2019-12-20 15:56, 2019年12月20日（星期五）下午3时, 2019 12/20 15:56
    rf"(?<![\d.]){_YEAR}(?:\s?[-/.年]\s?|\s(?=\d\d?\s?/)){_NUMERIC_MONTH}\s?[-/.月]\s?{_DAY}{_GLUED}"
    rf"(?:\s?[日号])?(?:{_GAP}{_TIME})?",
    # 15:56 2019/12/20, even without the blank
    rf"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    rf"[\s|,·]{{0,3}}{_YEAR}[-/.年]{_NUMERIC_MONTH}[-/.月]{_DAY}(?!\d|日?\s{{0,3}}\d\d?:\d)日?",
    # 20/12/2019 15:56, 20.12.2019: the day comes first, where it can
    rf"(?<![\d./-])(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<then>\d{{1,2}})(?P=mark){_YEAR}(?!\d)"
    rf"(?:{_APART}{_TIME})?",
    # 民國108年12月20日; 108/12/20, 108-12-20
    rf"(?:民国\s?(?P<reign>\d{{2,3}})\s?[年/.-]\s?){_NUMERIC_MONTH}\s?[月/.-]\s?{_DAY}(?!\d)日?"
    rf"(?:{_GAP}{_TIME})?",
    rf"(?<![\d./-])(?P<reign>1[0-3]\d)(?:[/-](?=\d\d[/-]\d\d(?![\d/-]))|年(?=\d\d?月\d\d?日))"
    rf"{_NUMERIC_MONTH}[/月-]{_DAY}日?(?:{_GAP}{_TIME})?",
    # 19-12-20 15:56
    rf"(?<![\d./-])(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?=\s{{1,3}}\d\d?:\d\d){_GAP}{_TIME}",
    # 12月20日, 12-20 15:56
    rf"(?<![\d年/.-]){_NUMERIC_MONTH}\s?[-/月]\s?{_DAY}"
    rf"(?:\s?[日号]|(?=\s{{1,3}}\d\d?:\d\d))(?:{_GAP}{_TIME})?",
    # 20191220, 20191220 15:56; 20191220155619, 20191220T155619Z
    rf"(?<!\w){_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:{_GAP}{_TIME})?(?!\w)",
    rf"(?<!\w){_YEAR}(?P<month>\d\d)(?P<day>\d\d)T?{_CLOCK}(?:{_ZONE})?(?!\w)",
    # Fri, 20 Dec 2019 15:56:19 +0800; 星期五, 20 十二月 2019
    rf"(?<!\d){_DAY}(?:st|nd|rd|th)?[\s-]{{1,2}}{_MONTH}[\s,-]{{1,3}}(?P<year>(?:19|20)?\d\d)(?!\d)"
    rf"(?:{_APART}{_TIME})?",
    # Dec 20, 2019 3:56 PM; Fri Dec 20 15:56:19 CST 2019
    rf"(?<![a-z\d]){_MONTH}\s{{1,2}}{_DAY}(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}(?!\d)(?:{_APART}{_TIME})?",
    rf"(?<![a-z\d]){_MONTH}\s{{1,2}}{_DAY}\s{{1,2}}{_TIME}\s{{1,2}}{_YEAR}(?!\d)",
    # 2019-Dec-20, 2019 Dec 20
    rf"(?<!\d){_YEAR}[\s-]{_MONTH}[\s-]{_DAY}(?!\d)(?:{_APART}{_TIME})?",
    # 二〇一九年十二月二十日
    rf"(?P<han>(?:一九|二[{ZERO}])[{ZERO}{HAN}]{{2}}年(?:十[一二]?|[{HAN}])月(?:三十一?|二?十[{HAN}]?|[{HAN}])日)",
    # 昨天 15:56, 昨晚8时
    rf"(?P<word>[今昨前])(?:[天日]|(?=[早晚夜]))\s{{0,2}}{_TIME}",
    # 禮拜五 下午3:56
    rf"(?<![每逢本上下个至到~-]){_WEEK}(?P<weekday>[一二三四五六日天])[)\]]?[\s,]{{0,3}}{_TIME}",
    # 3小时前, 半小時前, 3 hours ago
    r"(?<!\d)(?P<count>\d{1,3}|半|一|两)\s?个?"
    rf"(?P<unit>{'|'.join((*SECONDS, *DAYS))})钟?"
    rf"(?:(?P<rest>\d{{1,2}})分钟?)?[之以]?前{_NOT_TOLD}|(?<!\w)刚[刚才](?!\w)",
    r"(?<!\w)(?P<count>\d{1,3})\s?(?P<unit>sec|min|h|d|w|month|y)[a-z]{0,6}\s{1,2}ago\b",
)


@cache
def forms() -> tuple[re.Pattern[str], ...]:
    """Compile what dates look like; the names of the groups tell how to read them."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


# When something was published, in the many ways Chinese pages and feeds write it.

CST = timezone(timedelta(hours=8))
"""China Standard Time, the only zone of the country."""

Groups = Mapping[str, str | None]

_PLAIN = str.maketrans(
    "０１２３４５６７８９：∶／－−–—．，（）　\xa0時點間後週禮國剛鐘頭個兩農曆陰舊號發來閱瀏記評編",
    "0123456789::/----.,()  时点间后周礼国刚钟头个两农历阴旧号发来阅浏记评编",
)
"""Digits and punctuation to half width, Han as the mainland writes it; none changes a place."""
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2}
_WEEKDAYS = "一二三四五六日"
_HAN_COUNTS = {"半": 0.5, "一": 1.0, "两": 2.0}
_QUARTERS = {"半": 30, "1刻": 15, "一刻": 15, "2刻": 30, "二刻": 30, "3刻": 45, "三刻": 45}
_NOON = ("中午", "午间")
_AFTERNOON = ("下午", "午后", "傍晚", "p")
_MIDNIGHT = ("凌晨", "a")
_NIGHT = ("晚", "晚上", "晚间", "夜", "夜间", "深夜", "午夜")
_MINGUO = 1911
"""What a year of the Republic (民國), as Taiwan counts them, is short of."""
_LUNAR_LABEL = 6
"""Characters of the longest such words: 农历甲辰年."""
_LUNAR = lazy_pattern(r"(?:[农農阴陰旧舊][历曆])\W?(?:\w\w年)?\W?$")
"""What stands before a day of the lunar calendar, which is another day of the year."""

# The standard forms, of which feeds and meta elements are full: what `find` reads in them, at a
# tenth of the cost. ISO 8601 as in RFC 3339, and RFC 5322 section 3.3.
_ISO = lazy_pattern(
    r"(?:19|20)\d\d-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d"
    r"(?P<second>:[0-5]\d(?:\.\d{1,9})?(?:Z|\+(?:0\d|1[0-4]):?[0-5]\d|-(?:0\d|1[0-2]):?[0-5]\d)?)?)?",
    re.ASCII,
)
_RFC_5322 = lazy_pattern(
    rf"(?:[A-Z][a-z]{{2}}, )?(\d\d?) ({'|'.join(map(str.title, MONTHS))}) ((?:19|20)\d\d)"
    r" ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d) (GMT|[+-](?:0\d|1[0-2])[0-5]\d)",
    re.ASCII,
)

_SLACK = timedelta(hours=1)
"""How far a site's clock may run ahead before a day without a year is taken for last year's."""


def parse(text: str, *, now: datetime | None = None, url: str = "") -> str | None:
    """Return the time that *text* states, the first one if it holds more; None if it holds none.

    Beyond what `find` reads, *text* may be a number of seconds or milliseconds since 1970, or no
    more than ``12-20`` or ``昨天``. *now* and *url* are those of `find`.
    """
    plain = text.translate(_PLAIN).strip()
    if iso := _standard(plain):
        return iso
    now = _in_beijing(now)
    if re.fullmatch(r"\d{10}(?:\d{3})?", plain):
        return _iso(datetime.fromtimestamp(int(plain[:10]), CST), "seconds")
    if alone := re.fullmatch(r"(?P<word>[今昨前])[天日]", plain):
        return _read(alone.groupdict(), now, url)
    if lone := re.fullmatch(r"[\[(]?(?P<month>\d\d)[-/](?P<day>\d\d)[\])]?", plain):
        return _read(lone.groupdict(), now, url)
    found = find(plain, now=now, url=url)
    return found[0] if found else None


def find(text: str, *, now: datetime | None = None, url: str = "") -> tuple[str, int, int] | None:
    """Return the first time in *text* and where it stands, ``(iso, start, end)``; else None.

    Relative times (``3小时前``) count back from *now*, by default the clock; a naive *now* is
    Beijing's. A day without a year takes the year that brings it nearest to the day in the page's
    *url*; where that holds none, it is the last such day that has begun.
    """
    now = _in_beijing(now)
    plain = text.translate(_PLAIN)
    matches = [match for form in forms() for match in form.finditer(plain)]
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() < end:  # inside an impossible date, so no date either
            continue
        end = match.end()
        if _LUNAR.search(plain[max(0, match.start() - _LUNAR_LABEL) : match.start()]):
            continue
        if iso := _read(match.groupdict(), now, url):
            return iso, match.start(), end
    return None


def of_address(url: str) -> str | None:
    """Return the date that *url* holds (/2019/12/20/, t20191220_1.html), None without a day."""
    day = day_of_url(url, of_month="")
    return day.isoformat() if day else None


def epoch(iso: str) -> int:
    """Return the seconds since 1970 of a time of `parse`; a date alone is its midnight in Beijing.

    Raises `ValueError` if *iso* is not ISO 8601.
    """
    return int(_in_beijing(datetime.fromisoformat(iso)).timestamp())


def _standard(text: str) -> str | None:
    """Return the time that *text* is in a standard form; None for other forms and invalid days."""
    if found := _RFC_5322.fullmatch(text):
        day, month, year, time, zone = found.groups()
        offset = "Z" if zone == "GMT" else f"{zone[:3]}:{zone[3:]}"
        text = f"{year}-{_month(month):02}-{day:0>2}T{time}{offset}"
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # 30 February
        return None
    if len(text) == len("2019-12-20"):
        return text
    if len(text) == len("2019-12-20T15:56:19+08:00") and text.endswith("+08:00"):
        return text.replace(" ", "T")  # as most of China's feeds write it
    return _iso(_in_beijing(moment), "seconds" if match["second"] else "minutes")


def _in_beijing(moment: datetime | None) -> datetime:
    if moment is None:
        return datetime.now(CST)
    return moment.astimezone(CST) if moment.tzinfo else moment.replace(tzinfo=CST)


def _iso(moment: datetime, precision: str) -> str:
    return moment.astimezone(CST).isoformat(timespec=precision)


def _read(groups: Groups, now: datetime, url: str) -> str | None:
    """Return the time that the groups of one of the `forms` state, None for an invalid day."""
    if "count" in groups:
        return _read_ago(groups, now)
    if han := groups.get("han"):
        numbers = [_han_number(part) for part in re.split("[年月]", han.removesuffix("日"))]
        return _in_year(numbers[0], {"month": str(numbers[1]), "day": str(numbers[2])})
    if word := groups.get("word"):
        return _at_time((now - timedelta(days=_DAYS_BACK[word])).date(), groups)
    if weekday := groups.get("weekday"):
        return _on_weekday(weekday, groups, now)
    if reign := groups.get("reign"):
        return _in_year(int(reign) + _MINGUO, groups)
    year = _four_digits(int(groups.get("year") or 0))
    if first := groups.get("first"):
        orders = ((first, groups["then"]), (groups["then"], first))
        days = (_in_year(year, {**groups, "day": day, "month": month}) for day, month in orders)
        return next(filter(None, days), None)
    return _in_year(year, groups) if groups.get("year") else _without_year(groups, now, url)


def _read_ago(groups: Groups, now: datetime) -> str:
    stated, unit = groups["count"], (groups["unit"] or "").lower()
    if stated is None:
        return _iso(now, "minutes")
    count = _HAN_COUNTS.get(stated) or int(stated)
    if unit in DAYS:
        return (now - timedelta(days=int(count * DAYS[unit]))).date().isoformat()
    minutes = int(groups.get("rest") or 0)
    return _iso(now - timedelta(seconds=count * SECONDS[unit], minutes=minutes), "minutes")


def _on_weekday(weekday: str, groups: Groups, now: datetime) -> str:
    """Return the time of *groups* on the last such day of the week that has begun."""
    back = (now.weekday() - _WEEKDAYS.index(weekday.replace("天", "日"))) % 7
    last, before = (
        _at_time((now - timedelta(days=days)).date(), groups) for days in (back, back + 7)
    )
    return last if epoch(last) <= (now + _SLACK).timestamp() else before


def _without_year(groups: Groups, now: datetime, url: str) -> str | None:
    # Nine years hold a 29 February.
    page = day_of_url(url)
    last = page.year + 1 if page else (now + _SLACK).year
    times = [iso for year in range(last, last - 9, -1) if (iso := _in_year(year, groups))]
    if page:
        there = epoch(page.isoformat())
        return min(times, key=lambda iso: abs(epoch(iso) - there), default=None)
    latest = (now + _SLACK).timestamp()
    return next((iso for iso in times if epoch(iso) <= latest), None)


def _in_year(year: int, groups: Groups) -> str | None:
    try:
        day = date(year, _month(groups["month"] or ""), int(groups["day"] or 0))
    except ValueError:  # 13月, 2月30日
        return None
    return _at_time(day, groups)


def _at_time(day: date, groups: Groups) -> str:
    """Return *day* with the time of day in *groups*, or alone if there is none."""
    hour, minute, second = (groups.get(name) for name in ("hour", "minute", "second"))
    if hour is None:
        return day.isoformat()
    half = groups.get("half") or groups.get("suffix") or ""
    zone = _zone(groups.get("zone") or groups.get("before"))
    minutes = _QUARTERS.get(minute or "") or int(minute or 0)
    moment = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(
        hours=_of_24(int(hour), half.lower()[:2].rstrip(".m")),
        minutes=minutes,
        seconds=int(second or 0),
    )
    return _iso(moment, "seconds" if second else "minutes")


def _four_digits(year: int) -> int:
    """Complete a year of two digits, as RFC 5322 section 4.3 has it."""
    return year + (2000 if year < 50 else 1900 if year < 100 else 0)


def _han_number(text: str) -> int:
    """Return the number that Han digits write: 二〇一九 digit by digit, 二十一 by tens."""
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * (HAN.index(tens) + 1 if tens else 1) + (HAN.index(ones) + 1 if ones else 0)
    return int("".join("0" if char in ZERO else str(HAN.index(char) + 1) for char in text))


def _month(text: str) -> int:
    if text in HAN_MONTHS:
        return HAN_MONTHS.index(text) + 1
    digits = text.rstrip("月")
    return int(digits) if digits.isdigit() else MONTHS.index(text[:3].lower()) + 1


def _of_24(hour: int, half: str) -> int:
    if hour == 12:
        return 24 if half in _NIGHT else 0 if half in _MIDNIGHT else 12
    afternoon = half in _AFTERNOON or (half in _NIGHT and hour > 4) or (half in _NOON and hour < 3)
    return hour + 12 if afternoon and hour < 12 else hour


def _zone(text: str | None) -> timezone:
    if text is None:
        return CST
    offset = re.search(r"([+-])(\d\d?):?(\d\d)?$", text)
    if offset is None:
        return timezone(timedelta(hours=ZONES[text.upper()]))
    sign, hours, minutes = offset.groups("0")
    east = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-east if sign == "-" else east)


def day_of_url(url: str, of_month: str = "15") -> date | None:
    """Return the date in an address (/2019/12/20/); *of_month* is its day where that has none."""
    match = re.search(
        r"(?<!\d)20(\d\d)[-/_]?(0[1-9]|1[0-2])(?:[-/_]?(0[1-9]|[12]\d|3[01])|(?!\d))"
        r"|/(\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/"
        r"|/20(\d\d)/(\d\d?)/(\d\d?)/",
        url,
    )
    if match is None:
        return None
    first = next(group for group in (1, 4, 7) if match[group])
    year, month, day = (match[group] or of_month for group in range(first, first + 3))
    try:
        return date(2000 + int(year), int(month), int(day))
    except ValueError:  # an id that looks like a date, or no day of the month
        return None


# The time in China, by which every article's day is counted.


def now_in_china() -> datetime:
    """Return the present moment at +08:00."""
    return datetime.now(CST)


def midnight(now: datetime) -> int:
    """Return the epoch second at which the day of *now* began in China."""
    day = now.astimezone(CST).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(day.timestamp())


def clock_from(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that shows *moment* now and runs on from there."""
    ahead = moment - now_in_china()
    return lambda: now_in_china() + ahead
