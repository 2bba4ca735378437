"""What the class and the id of an element say it is: weak evidence, for boxes that are small.

Sites name their furniture in a few English words and in pinyin; the words count whole, and some
inside of others too (``bdsharebuttonbox``).
"""

import re

from reader.extract.html.tree import word_set

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
