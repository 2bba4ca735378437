"""What dates look like on Chinese pages and in feeds; `reader.text.dates` reads them.

The text is in half width and simplified where it matters, as `dates.find` makes it.
"""

import re
from functools import cache

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
