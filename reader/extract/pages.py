"""The further pages of an article that is spread over several."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec.structs import replace

from reader.extract.flow import Line
from reader.extract.labels import Credits
from reader.extract.paging import is_next, series
from reader.model import Block, Draft
from reader.text.clean import safe_url

_MOST = 50
"""Pages: no article has more."""
_NAME = 4
"""Characters: a shorter name of a file is found by chance."""
_LEAD = 3
"""Blocks that a page may repeat from another."""
_NUMBER = re.compile(r"\W*(\d{1,2})\W*")


def further(lines: Sequence[Line], url: str, base: str) -> tuple[str, ...]:
    """Give the addresses of the pages after *url*, that the *lines* around a body's end link to.

    Relative addresses count from *base*.
    """
    numbered: dict[int, str] = {}
    following: list[str] = []
    for line in lines:
        for span in line.spans if line.linked else ():
            label = line.text[span.start : span.end]
            number = _NUMBER.fullmatch(label)
            if span.style != "link" or not (number or is_next(label)):
                continue
            address = safe_url(span.url, base)
            if not _belongs(address, url):
                continue
            if number:
                numbered.setdefault(int(number[1]), address)
            else:
                following.append(address)
    addresses = [numbered[number] for number in sorted(numbered) if number > 1]
    return tuple(dict.fromkeys(addresses or following))


def in_scripts(html: str, url: str) -> tuple[str, ...]:
    """Give the addresses of the pages after *url* that the scripts of a page know.

    They list them, or tell their number to the function that many systems for publishing write the
    links of the pages with.
    """
    found: list[str] = []
    known = series(html)
    if known is not None:
        found = [known.address(number) for number in range(1, min(known.count, _MOST))]
    name = _stem(urlsplit(url).path).rpartition("/")[2]
    if not found and len(name) >= _NAME:
        listed = re.finditer(re.escape(name) + r"[_\-]p?\d{1,2}\.\w{3,5}(?=[\"'])", html)
        found = [match[0] for match in listed][:_MOST]
    addresses = (safe_url(address, url) for address in found)
    return tuple(dict.fromkeys(address for address in addresses if _belongs(address, url)))


def join_pages(drafts: Sequence[Draft]) -> Draft:
    """Give the pages of one article, in order, as one; at least one is needed.

    What a page begins with is dropped if the first page began with it too (its lead picture, its
    summary), or if the page before ended with it. Each field is the first page's that states it.
    """
    first = drafts[0]
    blocks = list(first.blocks)
    for draft in drafts[1:]:
        blocks += _new(blocks, draft.blocks)
    credits = Credits()
    for draft in drafts:
        credits.fill(Credits.of(draft))
    published = next((draft.published for draft in drafts if draft.published), None)
    notes = dict.fromkeys(note for draft in drafts for note in draft.notes)
    joined = replace(first, published=published, blocks=tuple(blocks), notes=tuple(notes), pages=())
    return credits.sign(joined)


def _new(known: Sequence[Block], blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a page without those at its beginning that are *known*."""
    lead = set(known[:_LEAD])
    start = 0
    while start < len(blocks) and blocks[start] in lead:
        start += 1
    for size in range(min(_LEAD, len(blocks) - start), 0, -1):
        if list(blocks[start : start + size]) == list(known[-size:]):
            return blocks[start + size :]
    return blocks[start:]


def _belongs(address: str, url: str) -> bool:
    """Whether both are pages of one article: the same address but for a counter."""
    if not url or not address or address == url:
        return False
    one, two = urlsplit(address), urlsplit(url)
    if one.netloc != two.netloc:
        return False
    if one.path == two.path:
        return one.query != two.query
    return _stem(one.path) == _stem(two.path)


def _stem(path: str) -> str:
    """A path without its suffix and the counter of its page: ``/a/123_2.html`` gives ``/a/123``."""
    path = re.sub(r"\.\w{3,5}$", "", path).rstrip("/")
    return re.sub(r"(?<=\d)[_\-./]p?\d{1,2}$|_\d{1,2}$", "", path)
