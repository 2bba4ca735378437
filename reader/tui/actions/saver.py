"""Saving articles as files: one, those selected or the list, in the form that one chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from reader.errors import FileMissing, FileUnwritable, ZhnewsError
from reader.i18n import _, render
from reader.news.threads import in_thread
from reader.text.clean import clean
from reader.text.searchable import found
from reader.tui.front import Front
from reader.tui.panes.list_title import list_name
from reader.tui.widgets.chooser import Choice, Chooser
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.exchange.blocks import BookPart
    from reader.wording.books import Form

SUGGESTED = "~/zhnews"
"""The folder that is offered where none is set."""


class Wanted(Struct, frozen=True):
    """What is to be saved, and as what."""

    what: Literal["meant", "list"]
    """The article under the cursor or those selected; or all that is listed."""
    form: Form


class Saver:
    """Writes articles into the folder of ``[export]``, for which it asks once."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister
        self._articles = front.articles
        self._folder = front.context.desk.config.export.folder

    def save(self) -> None:
        """Choose what to save, and as what; what was chosen last comes first."""
        if not self._articles.meant:
            self._context.status.say(_("没有文章可以保存"))
            return
        choices = [*self._choices()]

        def find(typed: str) -> Sequence[Choice[Wanted]]:
            return [row for row in choices if found(typed, f"{row.label} {row.note}")]

        foot = _("Enter 存到 {folder}", folder=self._folder) if self._folder else ""
        self._context.ask(Chooser(_("保存"), _("格式"), find, foot=foot), self._chosen)

    def _choices(self) -> Iterator[Choice[Wanted]]:
        from reader.wording.books import FORMS  # not before first paint

        last = next(iter(self._context.library.memory.recall("saved")), "")
        forms = sorted(FORMS, key=lambda form: form != last)
        selected, listed = len(self._articles.selected), len(self._lister.ids)
        meant = _("选中的 {n} 篇", n=selected) if selected else _("这一篇")
        for form in forms:
            yield Choice(f"{meant} · {_(FORMS[form])}", f".{form}", Wanted("meant", form))
        if not selected and listed > 1:
            whole = _("列表的 {n} 篇", n=listed) if self._lister.is_whole else _("整个列表")
            for form in forms:
                yield Choice(f"{whole} · {_(FORMS[form])}", f".{form}", Wanted("list", form))

    def _chosen(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        self._context.library.memory.remember({"saved": (wanted.form,)})
        if self._folder:
            self._start(wanted)
            return
        prompt = Prompt(_("存到哪个文件夹："), value=SUGGESTED)
        self._context.ask(prompt, partial(self._named, wanted))

    def _named(self, wanted: Wanted, typed: str | None) -> None:
        """Make the folder that was typed, keep it in the config, and save to it."""
        from reader.settings.edit import keep  # not before first paint

        if typed is None:
            return
        folder = clean(typed)
        if not folder.startswith("~"):
            folder = str(Path(folder).absolute())
        try:
            _make(folder)
            self._folder = folder
            self._start(wanted)
            keep(self._context.desk.config_path, "export.folder", folder)
        except ZhnewsError as error:
            self._context.status.complain(render(error))

    def _start(self, wanted: Wanted) -> None:
        self._context.status.say(_("正在保存……"))
        title = list_name(self._lister.view, self._context.library)
        self._context.run(partial(self._save, wanted, title), "save")

    async def _save(self, wanted: Wanted, title: str) -> None:
        from reader.wording.books import book_of, file_name  # not before first paint

        library = self._context.library
        heads = library.heads(await self._ids(wanted))
        book = book_of(title, heads, library.article)
        name = f"{file_name(title, heads, library.today())}.{wanted.form}"
        path = await in_thread(self._write, name, book, wanted.form)
        self._context.status.say(_("已保存到 {path}", path=_shown(path)))

    async def _ids(self, wanted: Wanted) -> Sequence[int]:
        if wanted.what == "meant":
            return self._articles.meant
        if self._lister.is_whole:
            return self._lister.ids
        return await in_thread(self._context.library.ids, self._lister.view)

    def _write(self, name: str, book: BookPart, form: Form) -> Path:
        from reader import disk
        from reader.news.pictures import PictureCache
        from reader.settings import paths
        from reader.wording.books import write_book

        cache = PictureCache(paths.picture_folder())
        now = self._context.desk.now()
        path = _expanded(self._folder) / name
        return disk.create(path, partial(write_book, book, form, now=now, pictures=cache.get))


def _make(folder: str) -> None:
    try:
        _expanded(folder).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        raise FileUnwritable(path=folder) from None


def _expanded(folder: str) -> Path:
    try:
        return Path(folder).expanduser()
    except RuntimeError:  # the home of nobody
        raise FileMissing(path=folder) from None


def _shown(path: Path) -> str:
    """Return *path* as one would type it."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
