"""Entries of feeds: from what the feed writes to a Draft, whichever reader found it."""

import html
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct

from reader.model import Block, Draft, Extent, Image
from reader.text import dates
from reader.text.clean import clean, close_up, display_url, safe_url, split_login

DAY = timedelta(days=1)
LONG_TITLE = 300
LONG_SUMMARY = 500
FIRST_WORDS = 40
LAST_WORDS = 30
LONG_GUID = 1_000
LONG_ARTICLE = 1 << 20
"""Characters that are read of an entry's article; none has more, and HTML takes 200 times its size
to parse."""
ARTICLE = 200
"""Characters from which a description counts as the article itself."""
PARAGRAPHS = 100
"""The same for a description of several paragraphs."""
MARKUP = 20
"""Characters of markup, at most, that are read for one character of a title or a summary."""

_INLINE = (
    "a|abbr|b|big|cite|code|del|em|font|i|ins|mark|nobr|q|s|small|span|strike|strong|sub|sup|tt|u"
    "|video|wbr"
)
_BLOCK = (
    "article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr"
    "|iframe|img|li|ol|p|picture|pre|section|table|tbody|td|th|thead|tr|ul"
)
_TAG = re.compile(rf"</?(?:{_INLINE}|({_BLOCK}))(?=[\s/>])[^>]*(?:>|$)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = re.compile(r"(<[^<>]*>)")
_PARTING = frozenset(("<p>", "</p>", "<P>", "</P>", "<br>", "<br/>", "<br />", "<BR>", "<BR/>"))
"""Tags that do no more than part paragraphs."""
_SENTENCE = re.compile(rf".{{4,{FIRST_WORDS}}}?(?=[。！？；])")
_CUT_OFF = re.compile(
    r"(?:…|\.{3}|。{3}|(?:^|[\s\[【（(>])(?:点击)?(?:阅读|查看|浏览)?(?:全文|更多|详细|详情|详细内容)"
    r"|read more|continue reading)[\s\]】）)>»→.…。]*$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"<?[\w.+-]+@[\w.-]+>?")
_NAMES = re.compile(r"[、，,;；]")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)


class RawEntry(Struct, kw_only=True):
    """An entry as its feed writes it: texts may hold markup, addresses may be relative."""

    title: str = ""
    link: str = ""
    guid: str = ""
    authors: list[str] = []
    source: str = ""
    dates: list[str] = []
    """When it was published, and changed: the best first."""
    summary: str = ""
    content: str = ""
    """The article, where the feed has it apart from the summary."""
    images: list[str] = []
    base: str = ""
    """What xml:base says its addresses are relative to, itself perhaps relative to the feed's."""
    content_base: str = ""
    """The same for the addresses in its article; empty: as for the others, or to its link."""


class RawFeed(Struct, kw_only=True):
    """A feed as it is written. The title may be known only when the last entry was taken."""

    title: str = ""
    link: str = ""
    entries: Iterable[RawEntry] = ()
    is_cut: bool = False
    """Whether its end is missing; what stood there of an entry is not among them."""
    charset_declared: str = ""
    charset_used: str = ""


def plain(markup: str, length: int) -> str:
    """Return the text of a title or a summary as one clean line of at most *length* characters.

    Tags of HTML go, other pointed brackets stay; entities are decoded, since feeds escape twice.
    """
    if not markup:
        return ""
    text = markup[: length * MARKUP]
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if tag[1] else "", _HIDDEN.sub("", text))
    text = clean(_unescape(text))
    return text if len(text) <= length else text[: length - 1] + "…"


def text_in(holder: object, key: str) -> str:
    """Return a text out of what may be a dictionary and may hold anything, empty if there is none.

    ``dict.get``, since the ``get`` of feedparser's dictionaries returns one field for another.
    """
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else ""


def items_in(holder: object, key: str) -> list[Any]:
    """Return a list as `text_in` returns a text."""
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, list) else []


def is_picture(media_type: str, medium: str, address: str) -> bool:
    """Return whether an enclosure is a picture, by what it states or else by its address."""
    if stated := medium or media_type:
        return stated.startswith("image")
    return bool(_PICTURE.search(address))


def read_entry(raw: RawEntry, base: str, now: datetime | None) -> Draft | None:
    """Return the Draft of *raw*, None where it has neither words nor address.

    *base* is the address of the feed. ``blocks`` hold what the entry carries of the article, and
    ``extent`` says how much of it that is.
    """
    url = split_login(safe_url(raw.link, urljoin(base, raw.base)))[0]
    stated = raw.content_base or raw.base
    blocks = _blocks(raw, urljoin(base, stated) if stated else url or base)
    texts = [block.text for block in blocks if block.kind != "figure" and block.text]
    summary = plain(raw.summary, LONG_SUMMARY)
    headline = plain(raw.title, LONG_TITLE) or _first_words("".join(texts)) or display_url(url)
    if not headline:
        return None
    return Draft(
        headline=headline,
        url=url,
        guid=clean(raw.guid[:LONG_GUID]),
        published=_published(raw.dates, now, url),
        source=plain(raw.source, LONG_TITLE) or None,
        author=" ".join(_names(raw.authors)) or None,
        summary=summary,
        blocks=blocks,
        extent=extent_of(texts, len(summary) if raw.summary else 0, bool(raw.content)),
    )


def _published(texts: Iterable[str], now: datetime | None, url: str) -> str | None:
    """Return the first time that *texts* state, but none that is more than a day ahead of *now*."""
    stated = (dates.parse(text, now=now, url=url) for text in texts if text)
    published = next(filter(None, stated), None)
    return None if published and now and published > _tomorrow(now) else published


@lru_cache(maxsize=1)
def _tomorrow(now: datetime) -> str:
    return (now.astimezone(dates.CST) + DAY).isoformat()


def _blocks(raw: RawEntry, base: str) -> tuple[Block, ...]:
    markup = max(raw.content, raw.summary, key=len)[:LONG_ARTICLE]
    lines = _lines(markup)
    if lines is not None:
        blocks = _paragraphs(markup, lines)
    elif _TAG.search(markup) or _HIDDEN.search(markup):
        # Not before there is HTML to read: its patterns take a tenth of a second to compile.
        from reader.extract.article.blocks import read_fragment

        blocks = read_fragment(markup, base)
    else:
        blocks = _paragraphs(markup, markup.splitlines())
    if any(block.kind == "figure" for block in blocks):
        return blocks
    addresses = dict.fromkeys(safe_url(image, base) for image in raw.images)
    return blocks + tuple(Block("figure", image=Image(url)) for url in addresses if url)


def _lines(markup: str) -> list[str] | None:
    """Return the lines of *markup* that does no more than part them; None for any other."""
    if "<" not in markup:
        return markup.splitlines()
    pieces = _MARKUP.split(markup)
    lines = [piece.strip() for piece in pieces[::2]]
    if not _PARTING.issuperset(pieces[1::2]) or markup.count("<") != len(pieces) // 2:
        return None
    # In a browser a line break inside of a paragraph is a blank.
    is_broken = not markup.isprintable() and any(len(line.splitlines()) > 1 for line in lines)
    return None if is_broken else lines


def _paragraphs(markup: str, lines: Iterable[str]) -> tuple[Block, ...]:
    """Make paragraphs of the *lines* of *markup*, cleaned where anything of it needs to be."""
    if "&" in markup or " " in markup or not markup.isprintable():
        lines = (close_up(clean(_unescape(line))) for line in lines if line)
    return tuple([Block("paragraph", line) for line in lines if line])


def extent_of(texts: list[str], summary: int, has_content: bool) -> Extent:
    """Return how much of an article *texts* are, by them and the length of its summary."""
    if not texts:
        return "head"
    length = sum(map(len, texts))
    if _CUT_OFF.search(texts[-1][-LAST_WORDS:]):
        return "summary"
    if has_content and length > summary:
        return "full"
    return "full" if length >= (PARAGRAPHS if len(texts) > 1 else ARTICLE) else "summary"


def _first_words(text: str) -> str:
    if found := _SENTENCE.match(text):
        return found[0]
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS] + "…"


def _names(authors: Iterable[str]) -> list[str]:
    """Return the names in ``甲、乙`` and ``editor@site.example (丙)``, each once."""
    lines = (_EMAIL.sub(" ", plain(author, LONG_TITLE)) for author in authors)
    names = (name.strip(" ()（）") for line in lines for name in _NAMES.split(line))
    return list(dict.fromkeys(filter(None, names)))


def _unescape(text: str) -> str:
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
