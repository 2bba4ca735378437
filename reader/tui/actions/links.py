"""Opening what the article links to, and the article's own page."""

from collections.abc import Callable, Sequence
from functools import partial

from reader.i18n import _
from reader.model import ArticleHead, Draft
from reader.text.clean import clean, display_url, host_of, safe_url
from reader.tui.actions.navigation import Navigation
from reader.tui.front import Front
from reader.tui.widgets.chooser import Choice, Chooser


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
