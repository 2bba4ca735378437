"""HTML text to a tree, without letting hostile markup make the parser slow.

Lexbor parses in linear time but for two things: elements nested by the ten thousand, and one
element with attributes by the thousand. Both are cut before it sees them.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.text.clean import safe_url

_MANY_TAGS = 10_000
_DEEP = 500
_LONG_TAG = 10_000
_MANY_BLANKS = 500

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>?")


def word_set(words: str) -> frozenset[str]:
    """Return the set of the words in *words*, parted by blanks."""
    return frozenset(words.split())


def names_of(node: LexborNode) -> str:
    """Return the class and the id of an element."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


_FLAT = word_set(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track "
    "wbr"
)
"""Elements that close themselves: they cannot nest by their own number."""


def parse(html: str) -> LexborHTMLParser:
    """Return the tree of *html* by the rules of HTML5, as a browser that runs scripts sees it."""
    html = _TAG.sub(_Flattener(), html) if html.count("<") > _MANY_TAGS else html
    return LexborHTMLParser(_without_attribute_bombs(html), scripting=True)


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """Return the base of relative addresses on the page *url*: its ``<base href>``, or *url*."""
    node = tree.css_first("base[href]")
    return (safe_url(node.attributes.get("href") or "", url) if node is not None else "") or url


class _Flattener:
    """Drops opening tags below the depth that any real page has; their text stays."""

    def __init__(self) -> None:
        self.depth = 0

    def __call__(self, tag: re.Match[str]) -> str:
        if tag[2].lower() in _FLAT:
            return tag[0]
        if tag[1]:
            self.depth = max(0, self.depth - 1)
        elif self.depth >= _DEEP:
            return ""
        else:
            self.depth += 1
        return tag[0]


def _without_attribute_bombs(html: str) -> str:
    """Strip the attributes of tags that have hundreds of them."""
    if not _has_long_tag(html):
        return html
    pieces = html.split("<")
    bombs = {piece for piece in pieces if len(piece) > _LONG_TAG and _is_bomb(piece)}
    return "<".join(_defused(piece) if piece in bombs else piece for piece in pieces)


def _has_long_tag(html: str) -> bool:
    """Return whether any stretch as long as a long tag has no ``<``; quick where none has."""
    position = 0
    while position + _LONG_TAG < len(html):
        found = html.rfind("<", position, position + _LONG_TAG)
        if found < 0:
            return True
        position = found + 1
    return False


def _is_bomb(piece: str) -> bool:
    """Return whether *piece*, what stands between two ``<``, is a tag of hundreds of attributes."""
    tag = piece.partition(">")[0]
    return len(tag) > _LONG_TAG and len(tag.split(None, _MANY_BLANKS)) > _MANY_BLANKS


def _defused(piece: str) -> str:
    name, _, rest = piece.partition(">")
    return f"{name.split(None, 1)[0]}>{rest}"
