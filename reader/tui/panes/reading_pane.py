"""The reading pane: one article, typeset."""

from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer

from reader.i18n import _
from reader.model import Article
from reader.settings.config import Ui
from reader.text.article import minutes
from reader.text.spelling import Spelling
from reader.tui.commands import bindings
from reader.tui.context import PicturesWanted
from reader.tui.panes.pictures import Gallery
from reader.tui.past_textual import QuietApp
from reader.tui.typeset import article
from reader.tui.typeset.galley import START, Bookmark, Finder, Galley
from reader.tui.typeset.lines import PictureLine
from reader.tui.widgets.line_pane import Palette, TextPane, paint, roles

AT_ONCE = 120
"""Lines that are set before an article is painted; the rest follows in pieces after it."""
PIECE = 60
"""Lines set at a time, so few that no key waits for them."""
PIECE_DELAY = 0.01
"""Seconds between two pieces."""
AHEAD = 20
"""Lines below the window whose pictures are fetched before they come into sight."""


class ReadingPane(TextPane):
    """Shows one article, set for the pane's width; lines are painted as they come into sight."""

    BINDINGS = bindings("found", "moving", "article")
    IS_HEADED_RIGHT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = roles("text", *article.ROLES, "found", "here")
    """One class a role of `typeset.ROLES`, such as ``text--headline``; ``text--found`` and
    ``text--here``: the matches, and the current one."""

    DEFAULT_CSS = """
    ReadingPane {
        & > .text--masthead { color: $text-muted; text-style: $quiet-style; }
        & > .text--headline { text-style: bold; color: $primary; }
        & > .text--subtitle { color: $primary; }
        & > .text--credits { color: $text-muted; text-style: $quiet-style; }
        & > .text--heading { text-style: bold; }
        & > .text--strong { text-style: bold; }
        & > .text--emphasis { text-style: italic; }
        & > .text--link { text-style: underline; }
        & > .text--quote { color: $text-muted; }
        & > .text--figure { color: $secondary; }
        & > .text--rule { color: $text-disabled; text-style: $quiet-style; }
        & > .text--note { color: $text-muted; text-style: $quiet-style; }
        & > .text--notes, & > .text--hint { color: $accent; }
        & > .text--found { background: $found-background; text-style: $found-style; }
        & > .text--here { text-style: bold reverse; color: $warning; }
    }
    """

    def __init__(self, ui: Ui, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.pictures = ui.images
        self.article: Article | None = None
        self.sample = False
        self.spelling: Spelling = "original"
        self._ui = ui
        self._notes_open = False
        self._galley: Galley | None = None
        self._setting: Timer | None = None
        self._minutes = 1
        self._anchor = START
        self._top = 0
        self._finder: Finder | None = None
        self._sought_from = START
        self._sought: tuple[str, ...] = ()
        self._is_asked = False
        self.palette = Palette(self, "text")
        self.gallery = Gallery(self.palette, self._send)

    @property
    def place(self) -> Bookmark:
        """What stands on top of the window.

        Until the reader scrolls it is where the article was brought to, whatever has become of its
        lines since: so the place does not creep from one width to the next.
        """
        if self._galley is not None and self.scroll_offset.y != self._top:
            return self._galley.anchor(self.scroll_offset.y)
        return self._anchor

    def show(self, article: Article | None, place: Bookmark = START) -> None:
        """Show *article* from *place* on, or nothing; the same article again keeps its place."""
        if article is self.article and place == START:
            return
        same = self.article and article and self.article.head.id == article.head.id
        self.article = article
        if article is not None:
            self._minutes = minutes(article.draft.body)
        if same:
            self._set_anew()
        else:
            self._notes_open = False
            self._finder = None
            self.gallery.try_again()
            self._typeset()
            self._go_to_place(place)
            self._mark_sought()

    def spell(self, spelling: Spelling) -> None:
        """Show the article in *spelling*, whose lines are as long."""
        self.spelling = spelling
        self._set_anew()

    # Pictures.

    def show_pictures(self, pictures: bool) -> None:
        """Keep room for pictures, or none."""
        self.pictures = pictures
        self._set_anew()

    @property
    def ground(self) -> tuple[int, int, int]:
        """The colour on which pictures lie."""
        return self.background_colors[1].rgb

    def _send(self, sequence: str) -> None:
        """Write *sequence* to the terminal, as the clipboard's are written."""
        if sequence and isinstance(self.app, QuietApp):
            self.app.send(sequence)

    def ask_for_pictures(self) -> None:
        """Tell which pictures are missing in the window and a little below it."""
        if self.pictures and self._galley is not None and self.article is not None:
            top = self.scroll_offset.y
            lines = map(self._galley.line, range(top, top + self.size.height + AHEAD))
            self.post_message(PicturesWanted(self.article, self.gallery.missing(lines)))

    # Setting and painting.

    def _set_anew(self) -> None:
        """Set the article in another way; what stood on top of the window stays there."""
        place = self.place
        self._typeset()
        self._go_to_place(place)

    def _typeset(self) -> None:
        """Set the article for the width."""
        if self.article is None or self.text_width == 0:
            self._galley = None
        else:
            style = article.Style(
                self.text_width,
                self._ui.measure,
                notes_open=self._notes_open,
                sample=self.sample,
                spelling=self.spelling,
                full_width=self._ui.punctuation == "full",
                pictures=self.pictures,
            )
            self._galley = Galley(self.article, style)
            self._galley.set_to(None if self._finder else AT_ONCE)
        if self._finder is not None:
            self._finder = self._finder.over(self._galley.lines) if self._galley else None
        self._fit()
        self.refresh_text()
        self._set_soon()
        self.ask_for_pictures()

    def _go_to_place(self, place: Bookmark) -> None:
        if self._galley is not None:
            top = self._galley.line_at(place)
            self._fit()
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self._anchor, self._top = place, self.scroll_offset.y

    def _set_soon(self) -> None:
        if self._setting is not None:
            self._setting.stop()
            self._setting = None
        if self._galley is not None and not self._galley.is_whole:
            self._setting = self.set_timer(PIECE_DELAY, self._set_piece)

    def _set_piece(self) -> None:
        if self._galley is not None:
            self._galley.set_to(len(self._galley.lines) + PIECE)
            self._fit()
        self._set_soon()

    def _fit(self) -> None:
        """Make the scrollbar as long as the article."""
        height = self._galley.height if self._galley is not None else 0
        self.virtual_size = Size(0, height)
        self._tell()

    def _tell(self) -> None:
        """Say over the article how long it takes, and how far one is."""
        if self._galley is None:
            self.heading = ""
            return
        parts = [_("约 {n} 分钟", n=self._minutes)]
        below = self.scroll_offset.y + self.size.height
        if self._galley.height > self.size.height:
            parts.append(f"{min(100, 100 * below // self._galley.height)}%")
        if self._finder is not None:
            found = self._finder.found
            parts.append(
                _("找到 {n}/{total}", n=self._finder.current + bool(found), total=len(found))
            )
        self.heading = " · ".join(parts)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how far one is."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()
        self.ask_for_pictures()

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        if self._galley is None:
            return Strip.blank(self.text_width, self.palette[""])
        number = y + self.scroll_offset.y
        line = self._galley.line(number)
        if isinstance(line, PictureLine):
            return self.gallery.strip(line, self.text_width)
        if self._finder is not None:
            line = self._finder.marked(number, line)
        return paint(line, self.palette, self.text_width)

    def notify_style_update(self) -> None:
        """Paint in the new styles."""
        super().notify_style_update()
        self.palette.forget()
        self.gallery.repaint(self.ground)
        self.ask_for_pictures()

    def on_resize(self) -> None:
        """Set the article for the new width."""
        self._set_anew()
        if self._sought and self._finder is None:
            self._mark_sought()

    # Moving.

    def action_last(self) -> None:
        """Go to the end."""
        self._set_all()
        super().action_last()

    def action_toggle_notes(self) -> None:
        """Unfold or fold the notes at the end."""
        self._notes_open = not self._notes_open
        self._set_anew()

    def on_click(self, event: events.Click) -> None:
        """Unfold or fold the notes by the line that says so."""
        line = self._galley.line(event.y + self.scroll_offset.y) if self._galley else []
        if any(role == "notes" for _text, role in line):
            self.action_toggle_notes()

    # Finding.

    def find(self, typed: str) -> None:
        """Mark *typed* wherever it stands, and go to the first after where one was."""
        galley = self._set_all()
        if galley is None:
            return
        if self._finder is None or not self._is_asked:
            self._finder = Finder(galley.lines)
            self._sought_from = self.place
            self._is_asked = True
        self._finder.find(galley.line_at(self._sought_from), typed)
        self._go_to_found()

    def seek(self, *sought: str) -> None:
        """Mark the terms *sought* in every article from now on; without any, mark no more."""
        if sought != self._sought:
            self._sought = sought
            if not self._is_asked:
                self._mark_sought()

    def _mark_sought(self) -> None:
        """Mark the search terms, and scroll to the first match."""
        self._is_asked = False
        self._finder = None
        galley = self._set_all() if self._sought else None
        if galley is not None:
            finder = Finder(galley.lines)
            finder.find(0, *self._sought)
            self._finder = finder if finder.found else None
        if self._finder is not None:
            self._go_to_found()
        self._tell()
        self.refresh_text()

    @property
    def has_found(self) -> bool:
        """Whether the article has a match."""
        return self._finder is not None and bool(self._finder.found)

    @property
    def is_finding(self) -> bool:
        """Whether the reader is finding in the article; false for the marks of a search."""
        return self._finder is not None and self._is_asked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys of finding while nothing is searched for.

        What a search marked stays marked, and Esc goes back to its hits.
        """
        if action == "leave_finding":
            return self.is_finding
        return action != "find_next" or self._finder is not None

    def action_find_next(self, step: int) -> None:
        """Go to the next of what was found, or the one before."""
        if self._finder is not None:
            self._finder.step(step)
            self._go_to_found()

    def action_leave_finding(self) -> None:
        """Take the marks away and go back to where one was."""
        if self._finder is not None:
            self._mark_sought()
            self._go_to_place(self._sought_from)

    def _go_to_found(self) -> None:
        """Bring the current one into sight, in the upper part of the window where it was not."""
        if self._finder is None or not self._finder.found:
            self._go_to_place(self._sought_from)
        elif not 0 <= self._finder.line - self.scroll_offset.y < self.size.height:
            top = self._finder.line - self.size.height // 3
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self._tell()
        self.refresh_text()

    def _set_all(self) -> Galley | None:
        if self._galley is not None and not self._galley.is_whole:
            self._galley.set_to(None)
            self._fit()
        return self._galley
