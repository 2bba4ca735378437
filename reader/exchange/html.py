"""HTML for other programs: escaped text, links to the web alone, articles, and a page for them.

A page is one file: it runs nothing, fetches nothing, and reads well on a phone, in the dark and on
paper. It is XML too, so that the pages of an EPUB are made of the same.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from itertools import count

from reader.exchange.blocks import fitted, write_blocks
from reader.exchange.book import Part, Pictures, no_pictures
from reader.exchange.media import media_type
from reader.exchange.style import ARTICLE, PAGE
from reader.i18n import _
from reader.model import Draft, Image
from reader.text.byline import CUT, byline
from reader.text.clean import clean, display_url, safe_url
from reader.text.convert import is_traditional

Picture = Callable[[Image], str]
"""Returns the HTML of a picture."""


def page(title: str, body: str) -> str:
    """Return a whole document about *body*, which is HTML, under a *title*, which is text."""
    return f"{_head(title, _language(body))}{body}{_FOOT}"


_FOOT = "</main>\n</body>\n</html>\n"


def _head(title: str, language: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n"
        f"<title>{text(title)}</title>\n<style>{PAGE}{ARTICLE}</style>\n</head>\n"
        "<body>\n<main>\n"
    )


def language(draft: Draft) -> str:
    """Return the language tag of an article (BCP 47): by its script, which chooses the glyphs."""
    return _language("".join((draft.headline, *draft.body)))


def language_of(book: Part) -> str:
    """Return the language tag of a book, whose headlines tell it; of one article, its text does."""
    if book.single:
        return language(book.single.draft())
    return _language("".join(entry.headline for entry in book.all_entries()))


def _language(words: str) -> str:
    return "zh-Hant" if is_traditional(words) else "zh-CN"


def text(words: str) -> str:
    """Return *words* cleaned and escaped, for an element or a quoted attribute."""
    return escape(clean(words))


def link(words: str, url: str) -> str:
    """Return a link of these words, or the words alone where *url* is none of the web's."""
    address = safe_url(url)
    return (
        f'<a href="{escape(address)}" rel="noreferrer">{text(words)}</a>'
        if address
        else text(words)
    )


# Articles.


def write_html(book: Part, pictures: Pictures = no_pictures) -> Iterator[str]:
    """Yield a book as a page, piece by piece; of several articles with its contents.

    Pictures that are at hand are in it; the others are links.
    """
    yield _head(book.single.headline if book.single else book.name, language_of(book))
    if book.single:
        yield article(book.single.draft(), 1, embedded(pictures))
    else:
        yield f"<h1>{text(book.name)}</h1>\n<nav>\n"
        yield f"{contents(book, map('#a{}'.format, count(1)))}</nav>\n"
        yield from _part(book, 1, count(1), embedded(pictures))
    yield _FOOT


def _part(part: Part, level: int, number: Iterator[int], picture: Picture) -> Iterator[str]:
    for inner in part.parts:
        yield f"<section>\n{heading(inner.name, level + 1)}"
        yield from _part(inner, level + 1, number, picture)
        yield "</section>\n"
    for entry in part.entries:
        yield f'<div id="a{next(number)}">\n{article(entry.draft(), level + 1, picture)}</div>\n'


def contents(part: Part, addresses: Iterator[str]) -> str:
    """Return the contents of a part as lists in a list; each article takes the next address."""
    parts = "".join(
        f"<li><span>{text(inner.name)}</span>\n{contents(inner, addresses)}</li>\n"
        for inner in part.parts
    )
    entries = "".join(
        f'<li><a href="{next(addresses)}">{text(entry.headline) or "—"}</a></li>\n'
        for entry in part.entries
    )
    return f"<ol>\n{parts}{entries}</ol>\n"


def article(draft: Draft, level: int, picture: Picture) -> str:
    """Return an article, its headline on this *level*; *picture* returns the HTML of a picture."""
    subtitle = f"——{draft.subtitle}" if draft.subtitle else ""
    below = "".join(map(_quiet, (subtitle, " · ".join(byline(draft)))))
    tail = "".join(f"<p>{line}</p>\n" for line in _tail(draft))
    footer = f"<footer>\n{tail}</footer>\n" if tail else ""
    return (
        f'<article lang="{language(draft)}">\n'
        f"<header>\n{_quiet(draft.kicker or '')}{heading(draft.headline, level)}{below}"
        f'</header>\n<div class="body">\n{write_blocks([*fitted(draft, level + 1)], picture)}\n'
        f"</div>\n{footer}</article>\n"
    )


def _tail(draft: Draft) -> Iterator[str]:
    """Yield what stands below an article, as HTML."""
    if draft.cut:
        yield text(_(CUT))
    yield from map(text, draft.notes)
    if draft.url:
        yield _("原文：{url}", url=link(display_url(draft.url), draft.url))


def _quiet(words: str) -> str:
    return f'<p class="quiet">{text(words)}</p>\n' if words else ""


def heading(words: str, level: int) -> str:
    """Return a heading; the greatest level is 6."""
    return f"<h{min(level, 6)}>{text(words)}</h{min(level, 6)}>\n"


def embedded(pictures: Pictures) -> Picture:
    """Return what embeds the *pictures* that are at hand, and links to the others."""

    def picture(image: Image) -> str:
        data = pictures(image.url) if image.url else None
        kind = media_type(data) if data else ""
        if data is None or not kind:
            return elsewhere(image)
        return shown(image, f"data:{kind};base64,{b64encode(data).decode()}")

    return picture


def shown(image: Image, address: str) -> str:
    """Return the element of a picture that is at *address*."""
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(address)}" alt=""{size}/>'


def elsewhere(image: Image) -> str:
    """Return what stands in the place of a picture that is not at hand."""
    return link(_("〔图〕"), image.url or "")
