"""Showing what was changed, taking it back, and doing it again."""

from collections.abc import Callable

from reader.i18n import _, render
from reader.news.changes import Change
from reader.tui.context import Context


class Changes:
    """Goes back and forth through the changes, which undo themselves (`reader.news.changes`).

    *show* shows what one changed; *marked* shows the marks at once: nobody waits until they are
    stored.
    """

    def __init__(
        self, context: Context, show: Callable[[Change], None], marked: Callable[[], None]
    ) -> None:
        self._context = context
        self._show = show
        self._marked = marked

    def show(self, change: Change | None) -> None:
        """Show what *change* changed and say nothing; None: there was nothing to change."""
        if change is not None:
            self._show(change)

    def made(self, change: Change | None) -> None:
        """Show what *change* changed, and say so; None: there was nothing to change."""
        if change is not None:
            self._show(change)
            self._context.status.say(render(change.done))

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
            self._show(change)
            self._context.status.say(render(change.undone))

    def redo(self) -> None:
        """Do again what was taken back."""
        write = self._context.library.redo()
        if write is None:
            self._context.status.say(_("没有可以重做的"))
        else:
            self._context.when_stored(write, self.made, self._marked)
            self._marked()
