"""The names that a page links: its navigation among them, such as the cities of a channel."""

import re

from reader.extract.decode import decode
from reader.extract.markup import parse
from reader.model import Link
from reader.text.clean import clean, safe_url

MAX_NAMES = 300
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")


def read_names(data: bytes, url: str, *, charset: str | None = None) -> tuple[Link, ...]:
    """Give the links of the page *url* whose whole text is a name of a few Han characters.

    Each name once, in the page's order. Raises NotText.
    """
    tree = parse(decode(data, declared=charset, kind="html", name=url))
    found: dict[str, Link] = {}
    for node in tree.css("a[href]"):
        name = clean(node.text()[:50])
        address = safe_url(node.attributes.get("href") or "", url)
        if address and _NAME.fullmatch(name) and len(found) < MAX_NAMES:
            found.setdefault(name, Link(name, address))
    return tuple(found.values())
