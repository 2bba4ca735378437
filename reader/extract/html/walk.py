"""The walk that turns the tree of a page into its flow.

It goes once over the tree, without recursion: a new line begins wherever a block begins or ends,
and at a ``<br>``. Everything that reads a page works on these lines.
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from reader.extract.html.flow import Box, Flow, Line, Picture, Run, Style, of_sources, picture
from reader.extract.html.tree import word_set
from reader.model import SpanStyle
from reader.text.clean import clean, close_up

_INLINE = word_set(
    "a amp-img abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label "
    "mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var"
)
_SKIPPED = word_set(
    "-comment -doctype audio button canvas datalist embed frame frameset head iframe input link "
    "map math meta noembed noframes noscript object param script select source style svg template "
    "textarea title track video"
)
_WRAPPED = re.compile(
    r"(?<=[\u3001-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3001-\u9fff\uff00-\uffef])"
)
"""A line break of the source within Chinese text, where no blank belongs."""
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp)(?:[?#].*)?$", re.IGNORECASE)
_SCRIPTED = "javascript:"
_WHOLE = re.compile(r"\s*-?[0-9]{1,9}\s*")
_SHORT = 60
"""Characters and elements: a hidden element with more may be the article itself."""
_HIDDEN = re.compile(r"(?:^|[\s;])display\s*:\s*none", re.IGNORECASE)
_NESTED_STYLES = 4
"""Styles that a run of text keeps, the innermost: markup may nest them by the thousand."""
_STYLES: dict[str, SpanStyle] = {
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
}
_STYLED = frozenset(("a", *_STYLES))
_PLAIN = _INLINE - _STYLED - {"br", "img", "amp-img"}
"""Elements that change nothing here."""
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


def flow(root: LexborNode | None, *, captions: bool = False) -> Flow:
    """Return the flow of everything in *root*, the ``<body>`` of a tree.

    With *captions* the alternative text of a picture is its caption, as Markdown has it.
    """
    walk = _Walk(captions)
    walk.open_box("body", root)
    hidden = _hidden(root)
    node = root.first_child if root is not None else None
    path: list[str] = []
    parents: list[LexborNode] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            raw = node.text_content
            if walk.roles[-1] == "code":
                walk.add_code(raw or "")
            elif raw and not raw.isspace():
                walk.add(raw)
            else:
                walk.blank = True
        elif tag not in _SKIPPED and not (hidden and node.mem_id in hidden):
            if tag not in _INLINE:
                walk.open_box(tag, node)
            elif tag not in _PLAIN:
                walk.enter(tag, node)
            child = node.first_child
            if child is not None:
                parents.append(node)
                path.append(tag)
                node = child
                continue
            if tag not in _INLINE:
                walk.close_box()
            elif tag in _STYLED:
                walk.pop()
        while (following := node.next) is None and path:
            node = parents.pop()
            tag = path.pop()
            if tag not in _INLINE:
                walk.close_box()
            elif tag in _STYLED:
                walk.pop()
        node = following
    walk.close_box()
    return walk.flow


class _Walk:
    """The state of the walk: open boxes, open styles, and the line being set."""

    def __init__(self, captions: bool) -> None:
        self.captions = captions
        self.flow = Flow()
        self.lines, self.boxes = self.flow.lines, self.flow.boxes
        self.box = -1
        self.roles: list[str] = [""]
        self.styles: list[Style] = []
        self.style: tuple[Style, ...] = ()
        self.runs: list[Run] = []
        self.pictures: list[tuple[int, Picture, bool]] = []
        self.blank = False
        self.code: list[str] = []
        self.numbers: dict[int, int] = {}
        """The last number in each ordered list."""

    def enter(self, tag: str, node: LexborNode) -> None:
        """Open the inline element *node*."""
        if tag == "a":
            self.push("link", _leads_to(node.attributes))
        elif tag in _STYLES:
            self.push(_STYLES[tag], "")
        elif tag == "br":
            self.end_row() if self.roles[-1] == "code" else self.break_line()
        elif tag in ("img", "amp-img"):
            shown = picture(node.attributes) or of_sources(node)
            if shown is not None:
                # What shows the picture itself, enlarged, leads nowhere else.
                addresses = [url for style, url in self.style if style == "link"]
                linked = any(url != _SCRIPTED and not _IMAGE.search(url) for url in addresses)
                self.pictures.append((len(self.runs), shown, linked))

    def pop(self) -> None:
        """Close the innermost link or style."""
        self.styles.pop()
        self.style = tuple(self.styles[-_NESTED_STYLES:])

    def push(self, style: SpanStyle, url: str) -> None:
        self.styles.append((style, url))
        self.style = tuple(self.styles[-_NESTED_STYLES:])

    def open_box(self, tag: str, node: LexborNode | None) -> None:
        if self.runs or self.pictures:
            self.break_line()
        number = self.number(node) if tag == "li" and node is not None else None
        self.boxes.append(Box(tag, self.box, len(self.lines), 0, node, number))
        self.box = len(self.boxes) - 1
        self.roles.append(_ROLES.get(tag) or self.roles[-1])

    def close_box(self) -> None:
        if self.runs or self.pictures:
            self.break_line()
        box = self.boxes[self.box]
        box.end = len(self.lines)
        self.box = box.parent
        self.code.clear()
        self.roles.pop()

    def add(self, raw: str) -> None:
        """Set the text of one text node, which is not all blank."""
        text = raw.strip()
        if not text.isprintable() or "  " in text:  # most text needs no cleaning
            text = clean(_WRAPPED.sub("", text))
        if not text:
            return
        if " " in text:
            text = close_up(text)
        if self.runs and (self.blank or raw[0].isspace()):
            text = " " + text
        self.runs.append((text, self.style))
        self.blank = raw[-1].isspace()

    def number(self, item: LexborNode) -> int | None:
        """Return the number of a list's *item*, None if the list is not ordered."""
        around = self.boxes[self.box]
        if around.tag != "ol":
            return None
        last = self.numbers.get(self.box, _whole(around.attributes.get("start"), 1) - 1)
        number = self.numbers[self.box] = _whole(item.attributes.get("value"), last + 1)
        return number

    def add_code(self, raw: str) -> None:
        """Set the text of one text node within ``<pre>``."""
        for number, row in enumerate(raw.split("\n")):
            if number:
                self.end_row()
            self.code.append(row)
            if row and not row.isspace():
                self.add(row)
            else:
                self.blank = True

    def end_row(self) -> None:
        """End a row of code."""
        if self.runs or self.pictures:
            self.break_line()
        else:
            self.code.append("\n")

    def break_line(self) -> None:
        """End the line being set; pictures in it become lines of their own."""
        runs, pictures = self.runs, self.pictures
        self.runs, self.blank = [], False
        if not pictures:
            self.set_text(runs)
            return
        self.pictures = []
        start = 0
        for end, shown, linked in pictures:
            if 0 < end < len(runs) and shown.address.lower().endswith(".gif"):
                continue  # an icon in the midst of a sentence
            self.set_text(runs[start:end])
            line = Line("", self.box, self.roles[-1], int(linked), picture=shown)
            self.lines.append(line)
            if self.captions and (caption := clean(shown.alt)):
                self.lines.append(Line(caption, self.box, "caption"))
            start = end
        self.set_text(runs[start:])

    def set_text(self, runs: list[Run]) -> None:
        if not runs:
            return
        text, styles = runs[0]
        if text.startswith(" "):  # the line begins behind a picture
            runs[0] = text, styles = text[1:], styles
        if len(runs) == 1 and not styles:
            self.put(Line(text.strip(), self.box, self.roles[-1]))
            return
        linked = sum([len(run) for run, styles in runs if styles and _is_link(styles)])
        text = "".join([run for run, _ in runs]).strip() if len(runs) > 1 else text.strip()
        self.put(Line(text, self.box, self.roles[-1], linked, tuple(runs)))

    def put(self, line: Line) -> None:
        if self.code:
            line.code = "".join(self.code)
            self.code.clear()
        self.lines.append(line)


def _whole(text: str | None, default: int) -> int:
    """Return the whole number that an attribute states."""
    return int(text) if text and _WHOLE.fullmatch(text) else default


def _leads_to(attributes: Mapping[str, str | None]) -> str:
    """Return the address of an ``<a>``; one without is opened by a script, or is an anchor."""
    if "href" in attributes:
        return attributes["href"] or ""
    return "" if "name" in attributes or "id" in attributes else _SCRIPTED


def _is_link(styles: tuple[Style, ...]) -> bool:
    return bool(styles[0][1]) or any(url for _, url in styles[1:])


def _hidden(root: LexborNode | None) -> set[int]:
    """Return the short elements in *root* that are hidden; a long one a script may show."""
    styled = root.css('[style*="none"]') if root is not None else []
    return {
        node.mem_id
        for node in styled
        if _HIDDEN.search(node.attributes.get("style") or "") and _is_short(node)
    }


def _is_short(node: LexborNode) -> bool:
    size = 0
    for count, inner in enumerate(node.traverse(include_text=True)):
        size += len((inner.text_content or "").strip()) if inner.tag == "-text" else 0
        if size > _SHORT or count > _SHORT:
            return False
    return True
