"""Which ``<img>`` is a picture of the article, and where its file really is.

Lazily loaded pictures keep their address in another attribute than ``src``. Icons, QR codes,
avatars and dots are told by their size or by the name of their file.
"""

import re
from collections.abc import Mapping

from msgspec import Struct
from selectolax.lexbor import LexborNode

from reader.extract.html.tree import word_set

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
_LARGE = 200
"""Pixels: no icon and no banner is as wide and as high."""
_TINY = 60
"""Pixels: no picture of a news article is as narrow or as low as this."""

_ADDRESS = re.compile(
    r"(?!data:|javascript:|about:|blob:|file:)[^\s<>\"]*[./][^<>\"]*", re.IGNORECASE
)
_FILE = re.compile(r"[^\s<>\"]{4,500}\.(?:jpe?g|png|gif|webp)(?:[?@!#][^\s<>\"]*)?", re.IGNORECASE)
"""An address that can be nothing but a picture's."""
_PLACEHOLDER = re.compile(r"blank|loading|lazy|gr[ae]y|space|pixel|transparent|default|placeholder")
_BUTTON = re.compile(
    r"(?:^|/)(?:prev|next|left|right|close|play|zoom|up|down|top|more|back)[_-]?\w?\.(?:gif|png)$"
)
_SIZE = re.compile(r"\d{1,5}(?![\d.]*%)")
_STYLE_SIZE = re.compile(
    r"(?<![-\w])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?(?:px|pt)", re.IGNORECASE
)
_EMOJI = re.compile(r"emo(?:ji|tion|ticon)|smil|icon", re.IGNORECASE)
_WORDS = re.compile(r"(?<![^\W_])[a-z]+(?=\d*(?:[\W_]|$))")
"""The words of a name, without the numbers behind them; letters of a digest are none."""
_FURNITURE = word_set(
    "qr qrcode qrcoode smallqrcode wxqrcode weixinqrcode ewm erweima favicon logo smalllogo wxlogo"
    " weixinlogo avatar avatars emoji emotion emotions smiley ad ads advert adverts advertise"
    " advertising advertisement banner banners"
)
"""Words in the address of a picture that is none of the article's."""
_DECORATION = word_set(
    "icon icons ico loading blank space spacer pixel transparent dot line none placeholder grey"
    " face share arrow btn"
)
"""The same, unless it is as large as a photograph."""


class Picture(Struct, frozen=True):
    """A picture as the page states it: its address, not yet resolved, and its alternative text.

    ``size`` is its width and height in pixels, zeros where the page does not state both.
    """

    address: str
    alt: str = ""
    size: tuple[int, int] = (0, 0)


def picture(attributes: Mapping[str, str | None]) -> Picture | None:
    """Return the picture of an ``<img>`` with these *attributes*, None for an icon or a dot."""
    address = _address(attributes)
    if not address or _tiny(attributes) or _EMOJI.search(attributes.get("class") or ""):
        return None
    path = address.partition("//")[2] or address
    words = _WORDS.findall(path.lower())
    if not _FURNITURE.isdisjoint(words) or _BUTTON.search(path.lower()):
        return None
    if not _DECORATION.isdisjoint(words) and not _is_large(attributes):
        return None
    alt = attributes.get("alt") or attributes.get("title") or ""
    return Picture(address, alt, size_of(attributes))


def is_photograph(shown: Picture) -> bool:
    """Return whether a picture is of the kind that photographs are, and not stated to be small."""
    path = re.split(r"[?#]", shown.address, maxsplit=1)[0].lower()
    return path.endswith((".jpg", ".jpeg", ".webp")) and (
        not any(shown.size) or min(shown.size) >= _LARGE
    )


def of_sources(node: LexborNode) -> Picture | None:
    """Return the picture of an ``<img>`` that leaves its address to the sources beside it."""
    around = node.parent
    source = around.css_first("source") if around is not None and around.tag == "picture" else None
    return picture({**node.attributes, **source.attributes}) if source is not None else None


def size_of(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """Return the width and height in pixels that the attributes state, zeros unless both do."""
    width, height = (_SIZE.match(attributes.get(name) or "") for name in ("width", "height"))
    size = (int(width[0]), int(height[0])) if width and height else (0, 0)
    return size if all(size) else (0, 0)


def _address(attributes: Mapping[str, str | None]) -> str:
    """Return where the file is: in an attribute known for it, in ``src``, else in any other."""
    for name in _LAZY:
        if address := _stated(attributes.get(name)):
            return address
    shown = _stated(attributes.get("src"))
    if not shown or _PLACEHOLDER.search(shown.rpartition("/")[2].lower()):
        others = (
            value
            for name, value in attributes.items()
            if value and name.startswith("data-") and _FILE.fullmatch(value.strip())
        )
        shown = next(filter(None, map(_stated, others)), "") or shown
    return shown or _widest(attributes.get("srcset") or attributes.get("data-srcset") or "")


def _stated(value: str | None) -> str:
    address = (value or "").strip()
    return address if _ADDRESS.fullmatch(address) else ""


def _widest(srcset: str) -> str:
    """Return the address with the greatest width or density of a ``srcset``."""
    best, address = -1.0, ""
    for candidate in re.split(r",\s+", srcset.strip()):
        name, _, size = candidate.strip().partition(" ")
        number = re.match(r"[\d.]+", size.strip())
        width = float(number[0]) if number else 0.0
        if _ADDRESS.fullmatch(name) and width > best:
            best, address = width, name
    return address


def _is_large(attributes: Mapping[str, str | None]) -> bool:
    """Return whether both sides are stated, and are those of a photograph."""
    return min(size_of(attributes)) >= _LARGE


def _tiny(attributes: Mapping[str, str | None]) -> bool:
    sizes = [attributes.get("width"), attributes.get("height")]
    if style := attributes.get("style"):
        sizes += _STYLE_SIZE.findall(style)
    found = [_SIZE.match(size) for size in sizes if size]
    return any(int(size[0]) <= _TINY for size in found if size)
