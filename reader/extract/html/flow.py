"""The flow of a page: its text as lines in the boxes they stand in, and which images are pictures.

Lazily loaded pictures keep their address in another attribute than ``src``. Icons, QR codes,
avatars and dots are told by their size or by the name of their file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct
from selectolax.lexbor import LexborNode

from reader.extract.html.furniture import prose
from reader.extract.html.tree import names_of, word_set
from reader.model import Span, SpanStyle

# Which <img> is a picture of the article, and where its file really is.

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


# The flow of a page.

_PROSE = 15
"""Characters: what is shorter may be no sentence."""

_NEAR = 12
"""Boxes between a line and, for instance, its list, at most."""

Style = tuple[SpanStyle, str]
Run = tuple[str, tuple[Style, ...]]
"""A run of text, and the styles it is set in with the address of a link."""


@dataclass(slots=True)
class Line:
    """One line of text, or one picture."""

    text: str
    box: int = 0
    role: str = ""
    linked: int = 0
    """How many characters stand in links; 1 for a picture that leads somewhere."""
    runs: tuple[Run, ...] = ()
    """What the markup parts, where it parts the line at all."""
    picture: Picture | None = None
    code: str = ""
    """Within ``<pre>``, the row with its blanks, behind the empty rows above it; not cleaned."""
    _prose: int = field(default=-1, repr=False, compare=False)

    @property
    def parted(self) -> str:
        """The text with blanks between its runs, which is how credits are read."""
        return " ".join(run.strip() for run, _ in self.runs) if self.runs else self.text

    @property
    def prose(self) -> int:
        """How many of its characters read as an article's; of a table half, as it is its data."""
        if self._prose < 0:
            self._prose = self._measure()
        return self._prose

    def _measure(self) -> int:
        if self.role == "code":
            return len(self.text)
        if self.role == "table":
            return len(self.text) // 2
        return prose(self.text, self.linked)

    @property
    def is_prose(self) -> bool:
        """Whether all of it is sentences of an article, so neither a notice nor a tool."""
        return self.prose >= _PROSE and self.prose == len(self.text) - self.linked

    @property
    def is_link(self) -> bool:
        """Whether most of it leads elsewhere."""
        return self.linked * 2 > len(self.text)

    @property
    def bold(self) -> bool:
        """Whether all of it is set in strong type."""
        return bool(self.runs) and all(("strong", "") in styles for _, styles in self.runs)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The styles; addresses of links stand as the page writes them, not yet resolved."""
        return _spans(self.runs, len(self.text))


@dataclass(slots=True)
class Box:
    """A block element: the lines ``[start, end)`` of the flow stand in it."""

    tag: str
    parent: int
    start: int
    end: int = 0
    node: LexborNode | None = None
    """The element, where it comes from a page."""
    number: int | None = None
    """The number of an item of an ordered list."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """The attributes of the element."""
        return self.node.attributes if self.node is not None else {}

    @property
    def names(self) -> str:
        """The class and the id of the element."""
        return names_of(self.node) if self.node is not None else ""


@dataclass(slots=True)
class Flow:
    """The lines of a page in order, and its boxes, parents first; box 0 holds everything."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def enclosing(self, box: int, *tags: str) -> int:
        """Return the box of one of these tags at or around *box*, -1 if there is none near."""
        for _ in range(_NEAR):
            if box < 0 or self.boxes[box].tag in tags:
                return box
            box = self.boxes[box].parent
        return -1


def _spans(runs: tuple[Run, ...], length: int) -> tuple[Span, ...]:
    """Return the styles of the runs as spans, those that touch joined."""
    spans: dict[Style, list[tuple[int, int]]] = {}
    start = 0
    for run, styles in runs:
        end = start + len(run)
        for style in styles:
            if style == ("link", ""):
                continue
            places = spans.setdefault(style, [])
            if places and places[-1][1] == start:
                places[-1] = (places[-1][0], end)
            else:
                places.append((start + run.startswith(" "), end))
        start = end
    return tuple(
        Span(begin, min(end, length), style, url)
        for (style, url), places in spans.items()
        for begin, end in places
    )
