"""Which library is shown: the reader's own, or for a while another in its place."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from reader.i18n import N_, _
from reader.model import Draft
from reader.news.library import Library
from reader.store.store import Store
from reader.tui.context import Context
from reader.tui.trail import Trail, unpacked

ONCE = N_("只读这一次，没有保存：按 Esc 回到自己的来源")
FIRST = N_("这里是示例文章：按 i 选择想看的地方，或按 a 添加一个网址")
SAMPLES = N_("这里是示例文章：按 Esc 回到自己的来源")


class Libraries:
    """Opens libraries and shows them by *shown*, which lists all anew.

    *note* notes in *trail* where the reader is. The own library comes back as it was left.
    """

    def __init__(
        self, context: Context, trail: Trail, note: Callable[[], None], shown: Callable[[], None]
    ) -> None:
        self._context = context
        self._trail = trail
        self._note = note
        self._shown = shown
        self._own: Library | None = None
        self._left = ""
        """Where the reader was in the own library when it was left, as `Trail.packed` has it."""
        self.banner = Static(id="banner")
        """The line that says what is shown in place of the own library, and what to do."""
        self._banner = FIRST if context.library.samples else ""
        self.say()

    def own(self) -> Library:
        """Return the library of the reader's own database. Raises StoreError."""
        if self._own is None:
            library = self._context.library
            self._own = self._open_own() if library.in_memory else library
        return self._own

    def _open_own(self) -> Library:
        desk = self._context.desk
        store, folds = Store.open(desk.database), desk.config.ui.reprints
        library = Library(store, now=desk.now, folds=folds, queued=True)
        desk.opened.callback(library.close)
        return library

    def use_own(self) -> None:
        """Show the reader's own library in place of samples or files."""
        own, other = self.own(), self._context.library
        if own is not other:
            self._use(own, "", self._left)
            other.close()

    def visit_samples(self) -> None:
        """Show the samples in place of the own library, until `leave`."""
        from reader.news.samples import samples  # not before first paint

        self._visit(samples(), SAMPLES)

    async def visit_article(self, article: Draft) -> None:
        """Show an article that is not stored in place of the own library, until `leave`."""
        from reader.news.samples import article_alone  # not before first paint

        self._visit(await article_alone(article, self._context.desk.now), ONCE)

    def _visit(self, library: Library, banner: str) -> None:
        before = self._context.library
        if before is self.own():
            self._note()
            self._left = self._trail.packed()
        self._use(library, banner)
        if before is not self._own:
            before.close()

    def leave(self) -> bool:
        """Go back to the own library from one that is shown in its place; False: there is none."""
        if self._own is None or self._own is self._context.library:
            return False
        self.use_own()
        return True

    def _use(self, library: Library, banner: str, stops: str = "") -> None:
        self._context.stop("work", "list", "sources", "search counts")
        self._context.library = library
        self._banner = banner
        self.say()
        self._trail.restart(unpacked(stops))
        self._shown()

    def say(self) -> None:
        """Say what is shown in place of the own library, in the words of now."""
        self.banner.update(Content(_(self._banner)))
        self.banner.display = bool(self._banner)
