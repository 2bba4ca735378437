"""What stands in an empty list: what is under way or why there is nothing, and what one can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.screen import Screen

from reader.i18n import _
from reader.model import Source
from reader.tui.article_list import ArticleList
from reader.tui.commands import BY_ID
from reader.tui.context import Context
from reader.tui.keys import keys_of
from reader.tui.lister import Lister
from reader.tui.refresher import Refresher
from reader.view import FRONT, UNREAD, View
from reader.wording.refresh import NO_SOURCES, failure, seems_offline


class Explanation:
    """Tells *articles*, while they are none, why; all that it says is so at that moment."""

    def __init__(
        self, context: Context, lister: Lister, refresher: Refresher, articles: ArticleList
    ) -> None:
        self._context = context
        self._lister = lister
        self._refresher = refresher
        self._articles = articles

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
