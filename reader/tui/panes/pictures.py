"""The pictures in the reading pane: getting them in the background, and their frames till then."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.errors import NoPictureLibrary, ZhnewsError
from reader.i18n import _, render
from reader.pictures.graphics import cell_of, detect
from reader.text.wrap import fit, wrap
from reader.text.wrap import width as cells
from reader.tui.context import Context, PicturesWanted
from reader.tui.typeset.lines import Frame, PictureLine, Run, size_name
from reader.tui.widgets.line_pane import Palette, paint

if TYPE_CHECKING:
    from reader.news.pictures import PictureService
    from reader.pictures.drawing import Drawing
    from reader.pictures.pixels import Colour
    from reader.settings.config import Graphics
    from reader.tui.panes.reading_pane import ReadingPane

# The pictures in the reading pane, and the words in their frames until they come.

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


# Getting the pictures that are in sight, in the background.

AT_ONCE = 2
"""Pictures fetched at once: as many as one host may be asked for."""


class PictureLoader:
    """Fetches pictures for the reading pane while their article is shown, those in sight first."""

    def __init__(self, context: Context, reading: ReadingPane) -> None:
        self._context = context
        self._reading = reading
        self._service: PictureService | None = None
        self._article: int | None = None
        """The article whose pictures are fetched."""
        self._cell: tuple[int, int] | None = None
        """The size in pixels of the cells that pictures are drawn for."""
        self._wanted: list[Frame] = []
        self._taken: set[Frame] = set()

    def toggle(self) -> None:
        """Show the pictures of articles, or no longer."""
        if not self._reading.pictures and not self._can_show():
            return
        self._reading.show_pictures(not self._reading.pictures)
        self._context.status.say(_("显示图片") if self._reading.pictures else _("不显示图片"))

    def _can_show(self) -> bool:
        """Whether pictures can be shown; else it is said what that takes."""
        if self._context.app.no_color and self._graphics == "blocks":
            self._context.status.say(_("NO_COLOR 在起作用，不用颜色"))
            return False
        from reader.news.pictures import check_library  # not before first paint

        try:
            check_library()
        except NoPictureLibrary as error:
            self._context.status.say(render(error))
            return False
        return True

    def want(self, event: PicturesWanted) -> None:
        """Fetch the pictures requested now; those of an article that was left are cancelled."""
        if event.frames and not self._can_show():
            self._reading.show_pictures(False)
            return
        if self._cells_changed():
            return
        self._wanted = event.frames
        id = event.article.head.id
        if id != self._article:
            self._context.stop("pictures")
        elif self._context.is_running("pictures"):
            return  # it takes the latest request when it comes to it
        self._article = id
        self._taken = set()
        if event.frames:
            source = event.article.head.source_id
            load = partial(self._load, source, self._reading.ground)
            self._context.run(load, "pictures")

    def _cells_changed(self) -> bool:
        """Draw all pictures anew where the terminal's cells have become larger or smaller."""
        before, self._cell = self._cell, cell_of(self._graphics)
        if before in (self._cell, None):
            return False
        self._article = None
        self._reading.gallery.take_all_down()
        self._reading.ask_for_pictures()
        return True

    @property
    def _graphics(self) -> Graphics:
        """What to draw with: as set, or by what the terminal is."""
        wanted = self._context.desk.config.ui.graphics
        return detect(os.environ) if wanted == "auto" else wanted

    async def _load(self, source: int, ground: Colour) -> None:
        from reader.news.pictures import Canvas, PictureService, site_of  # not before first paint
        from reader.news.refresh.session import run_together
        from reader.pictures.drawing import draw

        if self._service is None:
            shared = self._context.desk
            self._service = PictureService(shared.config.fetch, now=shared.now)
        service, site = self._service, site_of(self._context.library.sources.get(source))
        graphics = self._graphics
        cell = self._cell or cell_of(graphics)

        async def load_each() -> None:
            async with service.worker() as pictures:
                while frame := self._next():
                    canvas = Canvas(graphics, frame.columns, frame.rows, cell, ground)
                    try:
                        picture = await pictures.render(frame.image.url or "", site, canvas)
                    except ZhnewsError as error:
                        self._reading.gallery.fail(frame, error)
                    else:
                        self._reading.gallery.add(frame, draw(picture, cell))
                    self._reading.refresh_text()

        await run_together(*(load_each() for _worker in range(AT_ONCE)))

    def _next(self) -> Frame | None:
        """Take the first requested picture that no worker has taken."""
        frame = next((frame for frame in self._wanted if frame not in self._taken), None)
        if frame is not None:
            self._taken.add(frame)
        return frame

    async def end(self) -> None:
        """End the process that scales pictures; the terminal forgets them."""
        self._reading.gallery.take_all_down()
        if self._service is not None:
            await self._service.close()
