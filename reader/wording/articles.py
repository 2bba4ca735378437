"""Articles in words: their places, who prints them, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from reader.i18n import N_, _
from reader.news.places import name_of, path_of

# Places in words.


def place_name(region: str | None) -> str:
    """Return what a place is called in a list: its short name."""
    return _(name_of(region)) if region else ""


def path_name(region: str) -> str:
    """Return what a place is called with all it lies in: 吉林 › 长春."""
    return _(path_of(region))


# Who prints a story, in words.


def how_many(names: Sequence[str]) -> str:
    """Say how many sources print a story, where it is more than one: 3 家."""
    return _("{n} 家", n=len(names)) if len(names) > 1 else ""


def printed_by(names: Sequence[str]) -> str:
    """Say which sources print a story: 3 家：澜湾日报、海滨晚报、东岸早报."""
    count, said = how_many(names), _("、").join(names)
    return _("{count}：{names}", count=count, names=said) if count else said


# Days and times in words.

WEEKDAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


def day_name(day: date, today: date) -> str:
    """Name *day* as a heading: 今天, 昨天, 12月20日 周五, 2019年12月20日."""
    distance = (today - day).days
    if distance == 0:
        return _("今天")
    if distance == 1:
        return _("昨天")
    if day.year == today.year:
        weekday = _(WEEKDAYS[day.weekday()])
        return _("{month}月{day}日 {weekday}", month=day.month, day=day.day, weekday=weekday)
    return full_date(day)


def full_date(day: date) -> str:
    """Name *day* as it is called on any other: 2019年12月20日."""
    return _("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


def ago(seconds: int) -> str:
    """Tell how long ago something was: 刚刚, 5分钟前, 3小时前, 12天前."""
    if seconds < 60:
        return _("刚刚")
    if seconds < 3600:
        return _("{n}分钟前", n=seconds // 60)
    if seconds < 86400:
        return _("{n}小时前", n=seconds // 3600)
    return _("{n}天前", n=seconds // 86400)


def since(moment: int | None, now: int) -> str:
    """Tell how long before *now* a *moment* was; a dash for none."""
    return "-" if moment is None else ago(max(0, now - moment))


def lasting(seconds: int) -> str:
    """Tell how long something takes: 30分钟, 2小时, 1天."""
    if seconds < 3600:
        return _("{n}分钟", n=round(seconds / 60))
    if seconds < 86400:
        return _("{n}小时", n=round(seconds / 3600))
    return _("{n}天", n=round(seconds / 86400))


def short_date(moment: datetime, now: datetime) -> str:
    """Tell the day of *moment* in few cells: 12-20, or 2019-12-20 where that is another year."""
    return moment.strftime("%m-%d" if moment.year == now.year else "%Y-%m-%d")


def row_time(moment: datetime, now: datetime, *, day_only: bool) -> str:
    """Tell *moment* under its day's heading: 刚刚, 5分钟前, 3小时前, else the time of day.

    *day_only* is for an article whose page states a date alone: it has no time to tell.
    """
    if day_only:
        return ""
    seconds = int((now - moment).total_seconds())
    if moment.date() != now.date() or seconds < 0:
        return moment.strftime("%H:%M")
    return ago(seconds)
