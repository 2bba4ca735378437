"""What stands over the list: what it shows, narrowed by what, and how many articles."""

from collections.abc import Mapping
from datetime import datetime

from reader.i18n import N_, _
from reader.news.library import Library
from reader.text.dates import CST
from reader.tui.messages import Listed
from reader.tui.tree import row_of, scope_name
from reader.view import UNREAD, Order, View
from reader.wording.places import path_name
from reader.wording.times import day_name

ORDER_NAMES: Mapping[Order, str] = {
    "newest": N_("从新到旧"),
    "oldest": N_("从旧到新"),
    "reprinted": N_("转载最多"),
}
"""What the orders of a list are called."""


def title(answer: Listed, new: int, selected: int, library: Library) -> str:
    """Return the words over the list of *answer*, of which so many are *new*, and *selected*."""
    view = answer.view
    parts = [list_name(view, library)]
    if UNREAD in view.conditions and UNREAD not in row_of(view).conditions:
        parts.append(_("只看未读"))
    if view.is_front:
        parts.append(_day(answer, library))
    if view.order != "newest":
        parts.append(_(ORDER_NAMES[view.order]))
    if new and answer.is_whole:
        parts.append(_("新到 {n}", n=new))
    if view.search:
        parts.append(_found(answer))
    elif answer.is_whole:
        parts.append(_("{n} 篇", n=len(answer.listing.ids)))
    if view.filter:
        parts.append(_("筛选 {query}", query=view.filter))
    if selected:
        parts.append(_("选了 {n} 篇", n=selected))
    return " · ".join(filter(None, parts))


def list_name(view: View, library: Library) -> str:
    """Return what a list is called."""
    if view.search:
        return _("搜索 {query}", query=view.search)
    if view.region is not None:
        return path_name(view.region)
    if view.reprints_of is not None:
        return _("其他来源")
    if view.source is not None:
        return library.sources.get(view.source).label
    return scope_name(row_of(view), samples=library.samples)


def _found(answer: Listed) -> str:
    """Say how many articles the search found, and in how many rows; nothing before it found any."""
    rows = len(answer.listing.ids)
    if answer.count is None:
        return _("{n} 篇以上", n=rows) if rows else ""
    if answer.is_whole and rows < answer.count:
        return _("{n} 篇，合为 {rows} 条", n=answer.count, rows=rows)
    return _("{n} 篇", n=answer.count)


def _day(answer: Listed, library: Library) -> str:
    """Name the day that the front page is of, unless that is today."""
    today, newest = library.today(), max(answer.listing.times, default=None)
    day = today if newest is None else datetime.fromtimestamp(newest, CST).date()
    return day_name(day, today) if day < today else ""
