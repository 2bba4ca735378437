"""Articles out of the reader: their pages in the browser, addresses copied, files saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from reader.errors import FileMissing, FileUnwritable, ZhnewsError
from reader.i18n import _, render
from reader.model import ArticleHead, Draft
from reader.news.threads import in_thread
from reader.text.clean import clean, display_url, host_of, safe_url
from reader.text.searchable import found
from reader.tui.actions.navigation import Navigation
from reader.tui.front import Front
from reader.tui.panes.list_title import list_name
from reader.tui.widgets.chooser import Choice, Chooser
from reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from reader.exchange.blocks import BookPart
    from reader.wording.books import Form

# Opening what the article links to, and the article's own page.


class Links:
    """Takes addresses to the browser, whose host is said first, and to the clipboard."""

    def __init__(self, front: Front, navigation: Navigation) -> None:
        self._context = front.context
        self._articles = front.articles
        self._navigation = navigation

    def links(self) -> None:
        """Choose one of the article's links by its words or its host."""
        article = self._navigation.article
        links = links_of(article.draft) if article is not None else []
        if not links:
            self._context.status.say(_("文中没有链接"))
            return

        def find(typed: str) -> Sequence[Choice[str]]:
            typed = typed.casefold()
            return [
                link
                for link in links
                if typed in f"{link.label} {display_url(link.value)}".casefold()
            ]

        chooser = Chooser(_("文中链接"), _("链接的文字或网址"), find, foot=_("Enter 用浏览器打开"))
        self._context.ask(chooser, self._open_link)

    def _open_link(self, url: str | None) -> None:
        if url is not None:
            self._open_in_browser(url)

    def browse(self) -> None:
        """Open the article's page in the browser."""
        if url := self._address():
            self._open_in_browser(url)

    def _open_in_browser(self, url: str) -> None:
        from reader.processes import program

        self._context.status.say(_("在浏览器中打开 {host}", host=host_of(url)))
        self._context.run(partial(program.open_page, url), "browser")

    def copy_address(self) -> None:
        """Copy the article's address, or a line for each of those selected."""
        self._copy(lambda head: clean(head.url), _("已复制 {n} 个网址"))

    def copy_headline(self) -> None:
        """Copy the article's headline and address, or a line for each of those selected."""
        self._copy(lambda head: clean(f"{head.headline} {head.url}"), _("已复制 {n} 个标题和网址"))

    def _copy(self, line_of: Callable[[ArticleHead], str], several: str) -> None:
        """Copy a line for each of the articles that have an address, and say so."""
        heads = self._context.library.heads(self._articles.meant)
        lines = [line_of(head) for head in heads if head.url]
        if not lines:
            self._context.status.say(_("这篇文章没有网址"))
            return
        self._context.app.copy_to_clipboard("\n".join(lines))
        said = several.format(n=len(lines))
        if len(lines) == 1:
            said = _("已复制 {url}", url=display_url(lines[0]))
        self._context.status.say(said)

    def _address(self) -> str:
        """Return the address of the article, empty where it has none, which is said."""
        article = self._navigation.article
        if article is not None and article.draft.url:
            return article.draft.url
        self._context.status.say(_("这篇文章没有网址"))
        return ""


def links_of(draft: Draft) -> list[Choice[str]]:
    """Return the links of an article's text, then its pictures, each address once.

    Each has its words, its host, and itself.
    """
    links: dict[str, Choice[str]] = {}
    for block in draft.blocks:
        for span in block.spans:
            url = safe_url(span.url)
            if url and url not in links:
                words = " ".join(block.text[span.start : span.end].split())
                links[url] = Choice(words or display_url(url), host_of(url), url)
    for number, image in enumerate(draft.images, 1):
        if image.url and image.url not in links:
            label = _("〔图〕") + (image.caption or str(number))
            links[image.url] = Choice(label, host_of(image.url), image.url)
    return list(links.values())


# Saving articles as files.

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
