"""What stands over the list, and in it while it is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from textual.screen import Screen

from reader.i18n import N_, _
from reader.model import Source
from reader.news.library import Library
from reader.text.dates import CST
from reader.tui.actions.refresher import Refresher
from reader.tui.commands import BY_ID, keys_of
from reader.tui.context import Listed
from reader.tui.front import Front
from reader.tui.panes.sidebar import row_of, scope_name
from reader.view import FRONT, UNREAD, Order, View
from reader.wording.articles import day_name, path_name
from reader.wording.refresh import NO_SOURCES, failure, seems_offline

# What stands over the list.

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


# What stands in an empty list.


class Explanation:
    """Tells *articles*, while they are none, why; all that it says is so at that moment."""

    def __init__(self, front: Front, refresher: Refresher) -> None:
        self._context = front.context
        self._lister = front.lister
        self._refresher = refresher
        self._articles = front.articles

    def follow(self, screen: Screen[Any]) -> None:
        """Tell it now and whenever a refresh begins, goes on or ends."""
        screen.watch(self._context.status, "progress", self.tell)

    def tell(self) -> None:
        """Tell it anew, since what is listed changed, or which sources there are."""
        if not self._lister.ids:
            self._articles.explain(tuple(self._sentences()), opens=self.offers_samples)

    @property
    def offers_samples(self) -> bool:
        """Whether there is nothing to read, so that the samples are offered."""
        library, view = self._context.library, self._lister.view
        return (
            _is_all(view)
            and not library.in_memory
            and not self._context.status.progress
            and not library.totals()["all"].total
        )

    def _sentences(self) -> Iterator[str]:
        view, progress = self._lister.view, self._context.status.progress
        if view.search or view.filter:
            whole = self._lister.is_whole
            yield _("没有找到") if whole else _("正在找……")
        elif not self._lister.is_whole:
            return  # nothing is known yet
        elif progress:
            yield progress
        elif UNREAD in view.conditions and self._has_read(view):
            yield _("都读完了")
            yield _("按 {key} 列出读过的。", key=self._key("list.unread_only"))
        else:
            yield from self._why_nothing(self._refresher.listed_sources())
        if self.offers_samples:
            yield _("按 {key} 先看示例文章。", key=self._key("open"))

    def _has_read(self, view: View) -> bool:
        return bool(self._context.library.ids(view.without(UNREAD), 1))

    def _why_nothing(self, sources: list[Source]) -> Iterator[str]:
        """Say what became of *sources*, those of the list."""
        failed = [source.problem for source in sources if source.problem is not None]
        refresh, page = self._key("refresh.all"), self._key("sources")
        if failed:
            yield failure(failed, len(sources))
            if seems_offline(failed):
                yield _("也许没有连上网络：连上以后按 {key} 再取一次。", key=refresh)
            else:
                yield _("按 {key} 再取一次。", key=refresh)
            yield _("按 {key} 看每个来源的情况。", key=page)
        elif not _is_all(self._lister.view) or self._context.library.totals()["all"].total:
            yield _("这里没有文章")
        elif self._context.library.in_memory:
            yield _("没有找到可以读的文章。")
        elif not sources:
            yield _(NO_SOURCES)
        elif any(source.checked is None for source in sources):
            yield _("还没有文章：按 {key} 刷新。", key=refresh)
        else:
            yield _("还没有文章：来源都答复了，没有列出文章。")

    def _key(self, id: str) -> str:
        return next(iter(keys_of(BY_ID[id], self._context.desk.keymap)), "")


def _is_all(view: View) -> bool:
    return view.unordered in (View(), View((FRONT,)))
