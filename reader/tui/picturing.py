"""Getting the pictures that are in sight, beside the screen."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import NoPictureLibrary, ZhnewsError
from reader.i18n import _, render
from reader.tui.base import ReaderBase
from reader.tui.figures import Frame
from reader.tui.graphics import cell_of, detect
from reader.tui.messages import PictureCame, PictureFailed, PicturesWanted

if TYPE_CHECKING:
    from reader.config import Graphics
    from reader.extract.pixels import Colour
    from reader.news.pictures import PictureDesk

AT_ONCE = 2
"""Pictures fetched at once: as many as one host may be asked for."""


class Picturing(ReaderBase):
    """Fetches pictures for the reading pane while their article is shown, those in sight first."""

    _picture_desk: PictureDesk | None = None
    _pictures_of: int | None = None
    """The article whose pictures are fetched."""
    _cell: tuple[int, int] | None = None
    """The size in pixels of the cells that pictures are drawn for."""
    _wanted_frames: list[Frame] = []  # noqa: RUF012  # replaced, never changed
    _taken: set[Frame] = set()  # noqa: RUF012

    def action_pictures(self) -> None:
        """Show the pictures of articles, or no longer."""
        if not self.reading.pictures and not self._can_show():
            return
        self.reading.show_pictures(not self.reading.pictures)
        self.status.say(_("显示图片") if self.reading.pictures else _("不显示图片"))

    def _can_show(self) -> bool:
        """Whether pictures can be shown; else it is said what that takes."""
        if self.app.no_color and self._graphics == "blocks":
            self.status.say(_("NO_COLOR 在起作用，不用颜色"))
            return False
        from reader.news.pictures import check_library  # not before first paint

        try:
            check_library()
        except NoPictureLibrary as error:
            self.status.say(render(error))
            return False
        return True

    def on_pictures_wanted(self, event: PicturesWanted) -> None:
        """Fetch what is wanted now; the pictures of an article that was left are given up."""
        if event.frames and not self._can_show():
            self.reading.show_pictures(False)
            return
        if self._cells_changed():
            return
        self._wanted_frames = event.frames
        id = event.article.head.id
        if id != self._pictures_of:
            self.workers.cancel_group(self, "pictures")
        elif self.is_at_work("pictures"):
            return  # it takes what is wanted now when it comes to it
        self._pictures_of = id
        self._taken = set()
        if event.frames:
            source = event.article.head.source_id
            load = partial(self._load, source, self.reading.ground)
            self.try_in_background(load, "pictures")

    def _cells_changed(self) -> bool:
        """Draw all pictures anew where the terminal's cells have become larger or smaller."""
        before, self._cell = self._cell, cell_of(self._graphics)
        if before in (self._cell, None):
            return False
        self._pictures_of = None
        self.reading.gallery.take_all_down()
        self.reading.ask_for_pictures()
        return True

    @property
    def _graphics(self) -> Graphics:
        """What to draw with: as set, or by what the terminal is."""
        wanted = self.desk.config.ui.graphics
        return detect(os.environ) if wanted == "auto" else wanted

    async def _load(self, source: int, ground: Colour) -> None:
        from reader.news.crew import together  # not before first paint
        from reader.news.pictures import PictureDesk, Room, leader
        from reader.tui.drawing import draw

        if self._picture_desk is None:
            self._picture_desk = PictureDesk(self.desk.config.fetch, now=self.desk.now)
        desk, site = self._picture_desk, leader(self.library.source(source))
        graphics = self._graphics
        cell = self._cell or cell_of(graphics)

        async def load_each() -> None:
            async with desk.worker() as pictures:
                while frame := self._next():
                    room = Room(graphics, frame.columns, frame.rows, cell, ground)
                    try:
                        picture = await pictures.drawn(frame.image.url or "", site, room)
                    except ZhnewsError as error:
                        self.post_message(PictureFailed(frame, error))
                    else:
                        self.post_message(PictureCame(frame, draw(picture, cell)))

        await together(*(load_each() for _worker in range(AT_ONCE)))

    def _next(self) -> Frame | None:
        """Take the first picture that is wanted and that no worker has taken."""
        frame = next((frame for frame in self._wanted_frames if frame not in self._taken), None)
        if frame is not None:
            self._taken.add(frame)
        return frame

    def on_picture_came(self, event: PictureCame) -> None:
        """Show a picture in its frame."""
        self.reading.gallery.add(event.frame, event.drawing)
        self.reading.refresh_text()

    def on_picture_failed(self, event: PictureFailed) -> None:
        """Say in its frame why a picture does not come."""
        self.reading.gallery.fail(event.frame, event.error)
        self.reading.refresh_text()

    async def on_unmount(self) -> None:
        """End the process that scales pictures; the terminal forgets them."""
        self.reading.gallery.take_all_down()
        if self._picture_desk is not None:
            await self._picture_desk.close()
