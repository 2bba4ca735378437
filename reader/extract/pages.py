"""The further pages of an article that is spread over several."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from reader.extract.flow import Line
from reader.text.clean import safe_url

_NEXT = re.compile(r"\W*(?:下一?[页頁]|后一页|余下全文|next)\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,2})\W*")


def further(lines: Sequence[Line], url: str) -> tuple[str, ...]:
    """Give the addresses of the pages after *url*, that the *lines* around a body's end link to."""
    numbered: dict[int, str] = {}
    following: list[str] = []
    for line in lines:
        for span in line.spans if line.linked else ():
            label = line.text[span.start : span.end]
            number, onward = _NUMBER.fullmatch(label), _NEXT.fullmatch(label)
            if span.style != "link" or not (number or onward):
                continue
            address = safe_url(span.url, url)
            if not _belongs(address, url):
                continue
            if number:
                numbered.setdefault(int(number[1]), address)
            else:
                following.append(address)
    addresses = [numbered[number] for number in sorted(numbered) if number > 1]
    return tuple(dict.fromkeys(addresses or following))


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
