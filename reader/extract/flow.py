"""The flow of a page: its text as the lines that a reader sees, in the boxes they stand in.

One walk over the tree, without recursion, turns elements into lines: a new line begins wherever a
block begins or ends, and at a ``<br>``. Everything that reads a page works on these lines.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from reader.extract.images import Picture, picture
from reader.extract.markup import tags
from reader.model import Span, SpanStyle
from reader.text.clean import clean

_INLINE = tags(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr "
    "q rp rt ruby s samp small span strike strong sub sup time tt u var"
)
_SKIPPED = tags(
    "-comment -doctype audio button canvas datalist embed frame frameset head iframe input link "
    "map math meta noembed noframes noscript object param script select source style svg template "
    "textarea title track video"
)
_PROMOTION = re.compile(
    r"(?<![a-z])(?:ads?|adv|advert\w*|guanggao|gg|qr|qr_?code|ewm|erweima|logo)(?![a-z])",
    re.IGNORECASE,
)
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3001-\u9fff\uff00-\uffef])"
)
"""A line break of the source within Chinese text, where no blank belongs."""
_NESTED_STYLES = 4
"""Styles that a run of text keeps, the innermost: markup may nest them by the thousand."""
_STYLES: dict[str, SpanStyle] = {
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
}
_ROLES = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "item",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
    "figcaption": "caption",
    "pre": "code",
}
"""What the text of an element is, and of the elements in it unless they say otherwise."""

_Style = tuple[SpanStyle, str]
_Run = tuple[str, tuple[_Style, ...]]
"""A run of text, and the styles it is set in with the address of a link."""


@dataclass(slots=True)
class Line:
    """One line of text, or one picture."""

    text: str
    box: int = 0
    role: str = ""
    linked: int = 0
    """How many characters stand in links; 1 for a picture that leads somewhere."""
    runs: tuple[_Run, ...] = ()
    """What the markup parts, where it parts the line at all."""
    picture: Picture | None = None

    @property
    def parted(self) -> str:
        """The text with blanks between its runs, which is how credits are read."""
        return " ".join(run.strip() for run, _ in self.runs) if self.runs else self.text

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


@dataclass(slots=True)
class Flow:
    """The lines of a page in order, and its boxes, parents first; box 0 holds everything."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def flow(root: LexborNode | None, *, captions: bool = False) -> Flow:
    """Give the flow of everything in *root*, the ``<body>`` of a tree.

    With *captions* the alternative text of a picture is its caption, as Markdown has it.
    """
    walk = _Walk(captions)
    walk.open_box("body")
    node = root.first_child if root is not None else None
    path: list[str] = []
    parents: list[LexborNode] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            walk.add(node.text_content or "")
        elif tag not in _SKIPPED:
            walk.enter(tag, node)
            child = node.first_child
            if child is not None:
                parents.append(node)
                path.append(tag)
                node = child
                continue
            walk.leave(tag)
        while (following := node.next) is None and path:
            node = parents.pop()
            walk.leave(path.pop())
        node = following
    walk.close_box()
    return walk.flow


class _Walk:
    """The state of the walk: open boxes, open styles, and the line being set."""

    def __init__(self, captions: bool) -> None:
        self.captions = captions
        self.flow = Flow()
        self.box = -1
        self.roles: list[str] = [""]
        self.styles: list[_Style] = []
        self.style: tuple[_Style, ...] = ()
        self.runs: list[_Run] = []
        self.pictures: list[tuple[int, Picture, bool]] = []
        self.blank = False

    def enter(self, tag: str, node: LexborNode) -> None:
        """Open the element *node*."""
        if tag not in _INLINE:
            self.open_box(tag)
        elif tag == "a":
            self.push("link", node.attributes.get("href") or "")
        elif tag in _STYLES:
            self.push(_STYLES[tag], "")
        elif tag == "br":
            self.break_line()
        elif tag == "img":
            shown = picture(node.attributes)
            if shown is not None and not _in_promotion(node):
                linked = any(style == "link" for style, _ in self.style)
                self.pictures.append((len(self.runs), shown, linked))

    def leave(self, tag: str) -> None:
        """Close the element of that tag, after its children."""
        if tag not in _INLINE:
            self.close_box()
        elif tag == "a" or tag in _STYLES:
            self.styles.pop()
            self.style = tuple(self.styles[-_NESTED_STYLES:])

    def push(self, style: SpanStyle, url: str) -> None:
        self.styles.append((style, url))
        self.style = tuple(self.styles[-_NESTED_STYLES:])

    def open_box(self, tag: str) -> None:
        if self.runs or self.pictures:
            self.break_line()
        self.flow.boxes.append(Box(tag, self.box, len(self.flow.lines)))
        self.box = len(self.flow.boxes) - 1
        self.roles.append(_ROLES.get(tag) or self.roles[-1])

    def close_box(self) -> None:
        if self.runs or self.pictures:
            self.break_line()
        box = self.flow.boxes[self.box]
        box.end = len(self.flow.lines)
        self.box = box.parent
        self.roles.pop()

    def add(self, raw: str) -> None:
        """Set the text of one text node."""
        if raw.isspace():
            self.blank = True
            return
        if self.roles[-1] == "code" and "\n" in raw.strip("\n"):
            for row in raw.split("\n"):
                self.add(row)
                self.break_line()
            return
        text = raw.strip()
        if not text.isprintable() or "  " in text:  # most text needs no cleaning
            text = clean(_WRAPPED.sub("", text))
        if not text:
            return
        if self.runs and (self.blank or raw[0].isspace()):
            text = " " + text
        self.runs.append((text, self.style))
        self.blank = raw[-1].isspace()

    def break_line(self) -> None:
        """End the line being set; pictures in it become lines of their own."""
        runs, pictures = self.runs, self.pictures
        self.runs, self.pictures, self.blank = [], [], False
        start = 0
        for end, shown, linked in pictures:
            if 0 < end < len(runs) and shown.address.lower().endswith(".gif"):
                continue  # an icon in the midst of a sentence
            self.set_text(runs[start:end])
            line = Line("", self.box, self.roles[-1], int(linked), picture=shown)
            self.flow.lines.append(line)
            if self.captions and (caption := clean(shown.alt)):
                self.flow.lines.append(Line(caption, self.box, "caption"))
            start = end
        self.set_text(runs[start:])

    def set_text(self, runs: list[_Run]) -> None:
        if not runs:
            return
        text, styles = runs[0]
        if len(runs) == 1 and not styles:
            self.flow.lines.append(Line(text.strip(), self.box, self.roles[-1]))
            return
        linked = sum(len(run) for run, styles in runs if any(url for _, url in styles))
        text = "".join(run for run, _ in runs).strip()
        self.flow.lines.append(Line(text, self.box, self.roles[-1], linked, tuple(runs)))


def _in_promotion(node: LexborNode) -> bool:
    """Whether the boxes right around a picture are named as advertising or as a QR code."""
    parent = node.parent
    for _ in range(3):
        if parent is None:
            break
        attributes = parent.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _PROMOTION.search(named):
            return True
        parent = parent.parent
    return False


def _spans(runs: tuple[_Run, ...], length: int) -> tuple[Span, ...]:
    """The styles of the runs as spans, those that touch joined."""
    spans: dict[_Style, list[tuple[int, int]]] = {}
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
