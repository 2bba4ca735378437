"""The pictures in the reading pane, and the words in their frames until they come."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.errors import ZhnewsError
from reader.i18n import _, render
from reader.text.width import fit
from reader.text.width import width as cells
from reader.text.wrap import wrap
from reader.tui.typeset.lines import Frame, PictureLine, Run, size_name
from reader.tui.widgets.paint import Palette, paint

if TYPE_CHECKING:
    from reader.pictures.drawing import Drawing
    from reader.pictures.pixels import Colour

KEPT = 64
"""Pictures that stay drawn; the others are drawn again when they come into sight."""

Place = tuple[int, int, int]
"""A row of a picture, the cells to its left, and those of the whole line."""


@dataclass(slots=True)
class Hung:
    """A picture that has come, and the lines of it that were painted."""

    drawing: Drawing
    strips: dict[Place, Strip] = field(default_factory=dict)


class Gallery:
    """The pictures of one article, as far as they have come.

    *styles* are the pane's; *send* writes to the terminal what it must know before and after.
    """

    def __init__(self, styles: Palette, send: Callable[[str], None]) -> None:
        self._styles = styles
        self._send = send
        self._hung: OrderedDict[Frame, Hung] = OrderedDict()
        self._failures: dict[Frame, ZhnewsError] = {}
        self._ground: Colour | None = None

    def add(self, frame: Frame, drawing: Drawing) -> None:
        """Keep a picture that has come."""
        self._send(drawing.opening)
        self._hung[frame] = Hung(drawing)
        while len(self._hung) > KEPT:
            self._take_down(next(iter(self._hung)))

    def take_all_down(self) -> None:
        """Let go of all pictures."""
        for frame in list(self._hung):
            self._take_down(frame)

    def _take_down(self, frame: Frame) -> None:
        self._send(self._hung.pop(frame).drawing.closing)

    def fail(self, frame: Frame, error: ZhnewsError) -> None:
        """Keep why a picture does not come."""
        self._failures[frame] = error

    def try_again(self) -> None:
        """Forget what did not come."""
        self._failures.clear()

    def repaint(self, ground: Colour) -> None:
        """Forget what was painted; the pictures too, where the *ground* they lie on changed."""
        if ground != self._ground:
            self.take_all_down()
            self._ground = ground
        for hung in self._hung.values():
            hung.strips.clear()

    def missing(self, lines: Iterable[list[Run]]) -> list[Frame]:
        """Return the frames of *lines* whose pictures have neither come nor failed, each once."""
        frames = dict.fromkeys(line.frame for line in lines if isinstance(line, PictureLine))
        return [f for f in frames if f not in self._hung and f not in self._failures]

    def strip(self, line: PictureLine, width: int) -> Strip:
        """Paint a *line* of a frame, *width* cells wide."""
        hung = self._hung.get(line.frame)
        if hung is None:
            return paint(self._placeholder(line), self._styles, width)
        self._hung.move_to_end(line.frame)
        place = line.row, line.left, width
        if place not in hung.strips:
            hung.strips[place] = self._painted(hung.drawing, line, width)
        return hung.strips[place]

    def _painted(self, drawing: Drawing, line: PictureLine, width: int) -> Strip:
        """Paint a line of a picture in the middle of its frame."""
        ground = self._styles[""]
        row = line.row - (line.frame.rows - drawing.rows) // 2
        if not 0 <= row < drawing.rows:
            return Strip.blank(width, ground)
        left = line.left + (line.frame.columns - drawing.columns) // 2
        after = Segment(" " * (width - left - drawing.columns), ground)
        return Strip([Segment(" " * left, ground), *drawing.segments(row, ground), after], width)

    def _placeholder(self, line: PictureLine) -> list[Run]:
        """Return a line of the empty frame, its words centred."""
        frame = line.frame
        inside = frame.columns - 2
        margin: Run = (" " * line.left, "")
        if line.row == 0:
            return [margin, ("┌" + "─" * inside + "┐", "rule")]
        if line.row == frame.rows - 1:
            return [margin, ("└" + "─" * inside + "┘", "rule")]
        words = fit(self._words(frame, inside).get(line.row, ""), inside)
        before = (inside - cells(words)) // 2
        after = inside - cells(words) - before
        return [margin, ("│" + " " * before, "rule"), (words, "note"), (" " * after + "│", "rule")]

    def _words(self, frame: Frame, width: int) -> dict[int, str]:
        """Return what an empty frame says, row by row around its middle."""
        if error := self._failures.get(frame):
            lines = [*wrap(render(error), width), _("; 打开")]
        else:
            lines = [*wrap(_("正在取图片"), width), size_name(frame.image)]
        room = frame.rows - 2
        return dict(enumerate(lines[:room], 1 + max(0, room - len(lines)) // 2))
