"""HTML text to a tree, and what the class and the id of an element say that it is.

Lexbor parses in linear time but for two things: elements nested by the ten thousand, and one
element with attributes by the thousand. Both are cut before it sees them.

Sites name their furniture in a few English words and in pinyin; the words count whole, and some
inside of others too (``bdsharebuttonbox``).
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.text.clean import safe_url

# HTML text to a tree, without letting hostile markup make the parser slow.

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


# What the class and the id of an element say it is.

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ADVERTISING = word_set(
    "ad ads adv advert adverts advertise advertising advertisement guanggao tuiguang gg qr qrcode"
    " ewm erweima logo"
)
_FURNITURE = word_set(
    "tag tags keyword keywords comment comments app more morenews hot rank sign"
) | (_ADVERTISING - {"logo"})
_INSIDE = re.compile(
    r"share|recommend|relat(?:ed|ion|ive)|newsletter|subscri|guanggao|erweima|qrcode|advert|promo"
    r"|sponsor|inarticle|tuijian|xiangguan|fenxiang|pinglun|reply|liuyan",
    re.IGNORECASE,
)
_COMMENTED = re.compile(r"comment|reply|pinglun|liuyan", re.IGNORECASE)
_ARTICLE = re.compile(
    r"article|content|zoom|editor|artibody|zhengwen|neirong|wenzhang|te?xt(?:$|[\s_-])"
    r"|(?:^|[\s_-])(?:story|entry|post|detail|body)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABELS = {
    "作者": re.compile(r"(?:^|[\s_-])(?:author|by_?line|writer|reporter|zuozhe)(?:$|[\s_-])", re.I),
    "来源": re.compile(r"(?:^|[\s_-])(?:source|laiyuan|meta_nickname)(?:$|[\s_-])", re.I),
}
_FIGURE = re.compile(
    r"(?:^|[\s_-])(?:lead|top|main|big)?(?:pic|photo|img|image|figure|tupian)s?(?:box)?(?:$|[\s_-])",
    re.I,
)
_GALLERY = re.compile(
    r"(?:^|[\s_-])(?:photos|pics|images|gallery|album|slide(?:r|s|rs)?|swiper|carousel|tuji)(?:$|[\s_-])",
    re.I,
)
_APART = word_set("video player avatar face author head logo thumb thumbs thumbnail")
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:yin[_-]?ti|jian[_-]?ti|mei[_-]?ti|kicker|(?:pre|up|top|intro|shoulder)[_-]?title"
    r"|eyebrow|overline)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:fu[_-]?(?:biao[_-]?)?ti|(?:fu?|sub)[_-]?title|sub[_-]?head(?:line|ing)?|deck)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


def is_advertising(names: str) -> bool:
    """Return whether a box of these names holds no picture of the article's."""
    return not _ADVERTISING.isdisjoint(_words(names))


def is_furniture(names: str) -> bool:
    """Return whether a box of these names shares, recommends, advertises or comments."""
    return not _FURNITURE.isdisjoint(_words(names)) or _INSIDE.search(names) is not None


def is_commented(names: str) -> bool:
    """Return whether a box of these names holds what readers write."""
    return _COMMENTED.search(names) is not None


def is_article(names: str) -> bool:
    """Return whether a box of these names holds an article's text."""
    return _ARTICLE.search(names) is not None


def label_of(names: str) -> str:
    """Return the label that a box of these names would have: 作者, 来源; ``""`` for others."""
    return next((label for label, words in _LABELS.items() if words.search(names)), "")


def is_figure(names: str) -> bool:
    """Return whether a box of these names holds a picture."""
    return _FIGURE.search(names) is not None


def is_gallery(names: str) -> bool:
    """Return whether a box of these names holds pictures one after the other."""
    return _GALLERY.search(names) is not None


def is_apart(names: str) -> bool:
    """Return whether the picture of such a box is none of what is told: a face, a film's first."""
    return not _APART.isdisjoint(_words(names))


def is_kicker(names: str) -> bool:
    """Return whether an element of these names is a kicker (引题)."""
    return _KICKER.search(names) is not None


def is_subtitle(names: str) -> bool:
    """Return whether an element of these names is a subtitle (副题)."""
    return _SUBTITLE.search(names) is not None


def _words(names: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(names)]
