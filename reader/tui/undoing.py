"""Taking back what was done, and doing it again."""

from collections.abc import Callable, Mapping

from reader.i18n import N_, _
from reader.news.changes import Change, Verb
from reader.tui.context import Context

DONE: Mapping[Verb, str] = {
    "read": N_("{n} 篇标为已读，u 撤销"),
    "unread": N_("{n} 篇标为未读，u 撤销"),
    "star": N_("{n} 篇加上星标，u 撤销"),
    "unstar": N_("{n} 篇去掉星标，u 撤销"),
    "move": N_("{n} 篇移到别处，u 撤销"),
    "edit": N_("来源改好了，u 撤销"),
    "drop": N_("删除了来源和它的文章，u 撤销"),
    "rule": N_("规则加上了，u 撤销"),
    "unrule": N_("规则删除了，u 撤销"),
    "add": N_("添加了 {n} 个来源，u 撤销"),
    "save": N_("保存了搜索，u 撤销"),
    "unsave": N_("不再保存这个搜索，u 撤销"),
}
UNDONE: Mapping[Verb, str] = {
    "read": N_("已撤销：{n} 篇标为已读"),
    "unread": N_("已撤销：{n} 篇标为未读"),
    "star": N_("已撤销：{n} 篇加上星标"),
    "unstar": N_("已撤销：{n} 篇去掉星标"),
    "move": N_("已撤销：{n} 篇移到别处"),
    "edit": N_("已撤销：来源和原来一样"),
    "drop": N_("已撤销：来源和它的文章都回来了"),
    "rule": N_("已撤销：规则又没有了"),
    "unrule": N_("已撤销：规则又有了"),
    "add": N_("已撤销：{n} 个来源又去掉了"),
    "save": N_("已撤销：搜索没有保存"),
    "unsave": N_("已撤销：搜索还保存着"),
}


class Undoing:
    """Goes back and forth through the changes.

    *changed* shows what one changed, and says so; *marked* shows the marks that are wanted now, for
    none of which one waits until it is stored.
    """

    def __init__(
        self,
        context: Context,
        changed: Callable[[Change, str], None],
        marked: Callable[[], None],
    ) -> None:
        self._context = context
        self._changed = changed
        self._marked = marked

    def undo(self) -> None:
        """Take the last change back."""
        write = self._context.library.undo()
        if write is None:
            self._context.status.say(_("没有可以撤销的"))
        else:
            self._context.when_stored(write, self._undone, self._marked)
            self._marked()

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("已撤销"))
        else:
            self._changed(change, _(UNDONE[change.verb], n=len(change.ids)))

    def redo(self) -> None:
        """Do again what was taken back."""
        write = self._context.library.redo()
        if write is None:
            self._context.status.say(_("没有可以重做的"))
        else:
            self._context.when_stored(write, self._done, self._marked)
            self._marked()

    def _done(self, change: Change | None) -> None:
        if change is not None:
            self._changed(change, _(DONE[change.verb], n=len(change.ids)))
