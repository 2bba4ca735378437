"""The flow of a page: its text as the lines that a reader sees, in the boxes they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from reader.extract.html.furniture import prose
from reader.extract.html.images import Picture
from reader.extract.html.tree import names_of
from reader.model import Span, SpanStyle

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
