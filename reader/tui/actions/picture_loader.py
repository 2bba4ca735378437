"""Getting the pictures that are in sight, in the background."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import NoPictureLibrary, ZhnewsError
from reader.i18n import _, render
from reader.pictures.graphics import cell_of, detect
from reader.tui.context import Context, PicturesWanted
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.typeset.lines import Frame

if TYPE_CHECKING:
    from reader.news.pictures import PictureService
    from reader.pictures.pixels import Colour
    from reader.settings.config import Graphics

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
