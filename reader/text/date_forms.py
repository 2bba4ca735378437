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


@cache
def forms() -> tuple[re.Pattern[str], ...]:
    """Compile what dates look like; the names of the groups tell how to read them.

    Every quantifier is bounded, so that the search is linear in the length of the text.
    """
    year = r"(?P<year>(?:19|20)\d\d)"
    numeric_month = r"(?P<month>\d{1,2})"
    month = rf"(?P<month>(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?|{'|'.join(HAN_MONTHS)}|[01]?\d月)"
    day = r"(?P<day>\d{1,2})"
    zone = (
        r"\s{0,2}(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)"
        r"|\+(?:0\d|1[0-4])(?::?[0-5]\d)?(?!\d)|-(?:0\d|1[0-2])[0-5]\d(?!\d)"
        # A minus and a colon may as well be the end of a span of time: 10:00-11:30.
        r"|(?(second)|(?<=T\d\d:\d\d))-(?:0\d|1[0-2]):[0-5]\d"
        rf"|(?:{'|'.join(ZONES)})\b)"
    )
    time = (
        rf"(?:(?P<half>{_HALF})\s?)?"
        r"(?P<hour>[01]?\d|2[0-4])\s?(?::(?=\s?[0-5]?\d(?!\d))|[时点])"
        r"(?:\s?(?P<minute>[0-5]?\d(?!\d|刻)|半|[123一二三]刻)"
        r"(?:\s?[:分]\s?(?P<second>[0-5]?\d)(?!\d)(?:\.\d{1,9}|\s?秒)?|\s?分)?)?"
        rf"(?:\s?(?P<suffix>[ap])\.?m\b)?(?:{zone})?"
    )
    gap = rf"(?:[\s,T|·]|at\b){{0,4}}(?:[(\[]?{_WEEK}[一二三四五六日天][)\]]?[\s,]{{0,4}})?"
    gap += r"(?:(?P<before>格林尼治标准时间|北京时间|香港时间|HKT)\s?)?"
    apart = rf"(?:\s{{1,2}}-\s{{1,2}})?{gap}"
    clock = r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?"
    glued = r"(?:(?!\d)|(?=\d\d?:\d\d))"  # as in 2019-12-2015:56
    patterns = (
        # 2019-12-20 15:56, 2019年12月20日（星期五）下午3时, 2019 12/20 15:56
        rf"(?<![\d.]){year}(?:\s?[-/.年]\s?|\s(?=\d\d?\s?/)){numeric_month}\s?[-/.月]\s?{day}{glued}"
        rf"(?:\s?[日号])?(?:{gap}{time})?",
        # 15:56 2019/12/20, even without the blank
        rf"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
        rf"[\s|,·]{{0,3}}{year}[-/.年]{numeric_month}[-/.月]{day}(?!\d|日?\s{{0,3}}\d\d?:\d)日?",
        # 20/12/2019 15:56, 20.12.2019: the day comes first, where it can
        rf"(?<![\d./-])(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<then>\d{{1,2}})(?P=mark){year}(?!\d)"
        rf"(?:{apart}{time})?",
        # 民國108年12月20日; 108/12/20, 108-12-20
        rf"(?:民国\s?(?P<reign>\d{{2,3}})\s?[年/.-]\s?){numeric_month}\s?[月/.-]\s?{day}(?!\d)日?"
        rf"(?:{gap}{time})?",
        rf"(?<![\d./-])(?P<reign>1[0-3]\d)(?:[/-](?=\d\d[/-]\d\d(?![\d/-]))|年(?=\d\d?月\d\d?日))"
        rf"{numeric_month}[/月-]{day}日?(?:{gap}{time})?",
        # 19-12-20 15:56
        rf"(?<![\d./-])(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?=\s{{1,3}}\d\d?:\d\d){gap}{time}",
        # 12月20日, 12-20 15:56
        rf"(?<![\d年/.-]){numeric_month}\s?[-/月]\s?{day}"
        rf"(?:\s?[日号]|(?=\s{{1,3}}\d\d?:\d\d))(?:{gap}{time})?",
        # 20191220, 20191220 15:56; 20191220155619, 20191220T155619Z
        rf"(?<!\w){year}(?P<month>\d\d)(?P<day>\d\d)(?:{gap}{time})?(?!\w)",
        rf"(?<!\w){year}(?P<month>\d\d)(?P<day>\d\d)T?{clock}(?:{zone})?(?!\w)",
        # Fri, 20 Dec 2019 15:56:19 +0800; 星期五, 20 十二月 2019
        rf"(?<!\d){day}(?:st|nd|rd|th)?[\s-]{{1,2}}{month}[\s,-]{{1,3}}(?P<year>(?:19|20)?\d\d)(?!\d)"
        rf"(?:{apart}{time})?",
        # Dec 20, 2019 3:56 PM; Fri Dec 20 15:56:19 CST 2019
        rf"(?<![a-z\d]){month}\s{{1,2}}{day}(?:st|nd|rd|th)?,?\s{{1,2}}{year}(?!\d)(?:{apart}{time})?",
        rf"(?<![a-z\d]){month}\s{{1,2}}{day}\s{{1,2}}{time}\s{{1,2}}{year}(?!\d)",
        # 2019-Dec-20, 2019 Dec 20
        rf"(?<!\d){year}[\s-]{month}[\s-]{day}(?!\d)(?:{apart}{time})?",
        # 二〇一九年十二月二十日
        rf"(?P<han>(?:一九|二[{ZERO}])[{ZERO}{HAN}]{{2}}年(?:十[一二]?|[{HAN}])月(?:三十一?|二?十[{HAN}]?|[{HAN}])日)",
        # 昨天 15:56, 昨晚8时
        rf"(?P<word>[今昨前])(?:[天日]|(?=[早晚夜]))\s{{0,2}}{time}",
        # 禮拜五 下午3:56
        rf"(?<![每逢本上下个至到~-]){_WEEK}(?P<weekday>[一二三四五六日天])[)\]]?[\s,]{{0,3}}{time}",
        # 3小时前, 半小時前, 3 hours ago
        r"(?<!\d)(?P<count>\d{1,3}|半|一|两)\s?个?"
        rf"(?P<unit>{'|'.join((*SECONDS, *DAYS))})钟?"
        rf"(?:(?P<rest>\d{{1,2}})分钟?)?[之以]?前{_NOT_TOLD}|(?<!\w)刚[刚才](?!\w)",
        r"(?<!\w)(?P<count>\d{1,3})\s?(?P<unit>sec|min|h|d|w|month|y)[a-z]{0,6}\s{1,2}ago\b",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
