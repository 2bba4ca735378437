"""Which ``<img>`` is a picture of the article, and where its file really is.

Lazily loaded pictures keep their address in another attribute than ``src``. Icons, QR codes,
avatars and dots are told by their size or by the name of their file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LAZY = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-lazyload",
    "data-real-src",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "data-img",
    "lazyload",
    "original",
    "lazy-src",
    "real_src",
    "_src",
    "zoomfile",
    "file",
)
_TINY = 60
"""Pixels: no picture of a news article is as narrow or as low as this."""

_ADDRESS = re.compile(
    r"(?!data:|javascript:|about:|blob:|file:)[^\s<>\"]*[./][^<>\"]*", re.IGNORECASE
)
_STYLE_SIZE = re.compile(
    r"(?<![-\w])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?(?:px|pt)", re.IGNORECASE
)
_EMOJI = re.compile(r"emo(?:ji|tion|ticon)|smil|icon", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:^|[/_.\-=])(?:small|wx|weixin)?(?:qr_?coo?de|qr|ewm|erweima|icons?|ico|favicon|logo\d*|avatars?|loading|blank|space"
    r"|spacer|pixel|transparent|dot|line|none|placeholder|grey|emoji|emotions?|smiley|face|share|arrow|btn|ads?|advert\w*|banners?)"
    r"(?=[/_.\-?&\d]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page states it: its address, not yet resolved, and its alternative text."""

    address: str
    alt: str = ""


def picture(attributes: Mapping[str, str | None]) -> Picture | None:
    """Give the picture that an ``<img>`` with these attributes shows, None for an icon or a dot."""
    address = _address(attributes)
    if _EMOJI.search(attributes.get("class") or ""):
        return None
    if not address or _tiny(attributes) or _FURNITURE.search(address.partition("//")[2] or address):
        return None
    return Picture(address, attributes.get("alt") or attributes.get("title") or "")


def _address(attributes: Mapping[str, str | None]) -> str:
    for name in _LAZY:
        value = (attributes.get(name) or "").strip()
        if value and _ADDRESS.fullmatch(value):
            return value
    source = (attributes.get("src") or "").strip()
    if source and _ADDRESS.fullmatch(source):
        return source
    return _widest(attributes.get("srcset") or attributes.get("data-srcset") or "")


def _widest(srcset: str) -> str:
    """The address with the greatest width or density of a ``srcset``."""
    best, address = -1.0, ""
    for candidate in re.split(r",\s+", srcset.strip()):
        name, _, size = candidate.strip().partition(" ")
        number = re.match(r"[\d.]+", size.strip())
        width = float(number[0]) if number else 0.0
        if _ADDRESS.fullmatch(name) and width > best:
            best, address = width, name
    return address


def _tiny(attributes: Mapping[str, str | None]) -> bool:
    sizes = _STYLE_SIZE.findall(attributes.get("style") or "")
    sizes += [attributes.get(name) or "" for name in ("width", "height")]
    return any(
        int(size[0]) <= _TINY
        for size in (re.match(r"\d{1,5}(?![\d.]*%)", s) for s in sizes)
        if size
    )
