"""The article list: headline, source, region and time of each article, under headings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.cache import LRUCache
from textual.message import Message
from textual.timer import Timer

from reader.errors import StoreError
from reader.model import ArticleHead
from reader.text.spelling import Spelling
from reader.text.wrap import fit, wrap
from reader.tui.context import Context, Listed, WorkFailed
from reader.tui.panes import article_rows
from reader.tui.panes.article_rows import ArticleRow, HeadedRows, Hits
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import roles
from reader.tui.widgets.rows import RowList
from reader.view import View

PAGE = 100
"""Heads fetched at a time."""
LAST, FIRST = 0, -1
"""No article's id: the cursor is to go to the last of all, or stays on what is the first."""
REST = 0.1
"""Seconds after which the cursor counts as resting on an article."""


class ArticleList(RowList):
    """The articles of one `View`, of which the cursor holds on to one by its id."""

    COMPONENT_CLASSES: ClassVar[set[str]] = roles(
        "row", "day", "unread", "new", "meta", "star", "sample", "hit"
    )
    """`row--day`: a heading; `row--unread`: headline and mark of an unread article;
    `row--new`: the mark of one that came since the last visit; `row--meta`: source, region, time;
    `row--star`: the star; `row--sample`: the word 示例; `row--hit`: the search terms."""

    DEFAULT_CSS = """
    ArticleList {
        & > .row--day { color: $secondary; text-style: bold; }
        & > .row--unread { text-style: bold; }
        & > .row--new { color: $accent; text-style: bold; }
        & > .row--meta { color: $text-muted; text-style: $quiet-style; }
        & > .row--star { color: $warning; }
        & > .row--sample { color: $accent; }
        & > .row--hit { color: $warning; text-style: bold underline; }
    }
    """

    class Rested(Message):
        """The cursor has rested on an article for a moment."""

    class Selected(Message):
        """Articles were selected, or are no longer."""

    class OpenedEmpty(Message):
        """The list was opened although there is no article in it."""

    def __init__(
        self,
        context: Context,
        place_name: Callable[[str | None], str],
        answer: Listed,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.row_height = 2
        self.selected: set[int] = set()
        self.spelling: Spelling = "original"
        self.seen: int | None = None
        """The greatest id of an article at the last visit: those of greater ids are new."""
        self.count_new = 0
        """How many of those that are listed are new."""
        self.context = context
        self._answer = answer
        self._rows = HeadedRows[date | str](0)
        self._heads: LRUCache[int, dict[int, ArticleHead]] = LRUCache(32)
        self._hits: Hits | None = None
        self._place_name = place_name
        self._today = context.desk.now().date()
        self._rest: Timer | None = None
        self._awaited: int | None = None
        """The article to which the cursor goes as soon as it is listed; or `LAST`, or `FIRST`."""
        self._explanation: tuple[str, ...] = ()
        """What stands in the empty list, a paragraph each."""
        self._opens_empty = False

    # What is listed.

    def show(self, answer: Listed, *, keep: int | None = None) -> None:
        """List *answer*, of another view; the cursor goes to the article *keep*, else to the first.

        Where *keep* is not among the first articles, it goes there when all are listed.
        """
        self.selected.clear()
        self._hits = Hits(self.context.library, answer.view) if answer.view.search else None
        self._put(answer)
        self.fit_rows()
        self._awaited = None if answer.is_whole or keep in self.ids else keep
        self.cursor = self._row_of(keep) if keep is not None else 0
        self.rows_changed()
        self.reveal()
        self._rest_soon()

    def reload(self, answer: Listed) -> None:
        """List *answer*, of the same view; cursor and window keep their article.

        An article that is listed elsewhere now takes the cursor along, and the window only where it
        leaves that. The front page, which is headed by its first place, stays at its top; and a
        list that was empty stays on what is its first, until one moves or marks something.
        """
        before = self.current
        current = before if self._awaited is None else self._awaited
        if current is None:
            current, self._awaited = FIRST, FIRST if self._answer.is_whole else None
        is_at_top = current == FIRST or (self.view.is_front and self.scroll_offset.y == 0)
        window, top = self.window, self._top_article
        self._put(answer)
        if answer.is_whole and current != FIRST:
            self._awaited = None
        if current == LAST and answer.is_whole:
            self.cursor = self.row_count - 1
        else:
            self.cursor = self._row_of(current, default=0 if current == FIRST else self.cursor)
        self.rows_changed()
        if is_at_top:
            self._scroll_at_once(0)
            self.reveal()
        else:
            self.scroll_window(window)
            if top is not None:
                self._scroll_back(*top)
        if self.current != before:
            self.reveal()
            self._rest_soon()

    def _put(self, answer: Listed) -> None:
        self._answer = answer
        self.count_new = 0 if self.seen is None else sum(map(self.seen.__lt__, self.ids))
        self._today = self.context.desk.now().date()
        self._rows = HeadedRows(
            len(self.ids), article_rows.headings(self.view, answer.listing, self._today)
        )
        self._heads.clear()

    @property
    def ids(self) -> array[int]:
        """The articles that are listed, in their order."""
        return self._answer.listing.ids

    @property
    def view(self) -> View:
        """What is listed."""
        return self._answer.view

    def _row_of(self, id: int, default: int = 0) -> int:
        """Return the row of an article, or else of the one that stands for its story."""
        with suppress(ValueError):
            return self._rows.row_of(self.ids.index(id))
        for head in self.context.library.heads([id]):
            with suppress(ValueError):
                return self._rows.row_of(self.ids.index(head.story))
        return default

    @property
    def sought(self) -> tuple[str, ...]:
        """The search terms, where the list is of search hits."""
        return self._hits.sought if self._hits is not None else ()

    @property
    def current(self) -> int | None:
        """The id of the article under the cursor."""
        index = self._rows.article_at(self.cursor)
        return None if index is None else self.ids[index]

    @property
    def meant(self) -> list[int]:
        """The targets of a command: the articles selected, else the one under the cursor."""
        if self.selected:
            return [id for id in self.ids if id in self.selected] or list(self.selected)
        return [] if self.current is None else [self.current]

    def select(self) -> None:
        """Select the article under the cursor, or no longer, and go to the next."""
        if self.current is not None:
            self.selected ^= {self.current}
            self.row_changed(self.cursor)
            self.action_down()
            self.post_message(self.Selected())

    def unselect(self) -> None:
        """Select nothing."""
        self.selected.clear()
        self.heads_changed()
        self.post_message(self.Selected())

    @property
    def window(self) -> int:
        """The lines between the top of the window and the cursor's row."""
        return self.cursor * self.row_height - self.scroll_offset.y

    def scroll_window(self, window: int) -> None:
        """Scroll so that *window* lines lie between the top and the cursor's row."""
        top = self.cursor * self.row_height - window
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    @property
    def _top_article(self) -> tuple[int, int] | None:
        """The first article in the window, and the line where its row begins; None: there is none.

        The one under the cursor, which may be moving, only where there is no other.
        """
        indices = (self._rows.article_at(row) for row in self.rows_in_sight)
        ids = [self.ids[index] for index in indices if index is not None]
        for id in [each for each in ids if each != self.current] or ids:
            return id, self._row_of(id) * self.row_height - self.scroll_offset.y
        return None

    def _scroll_back(self, id: int, line: int) -> None:
        """Put an article on the same *line* of the window as before, if the cursor is in sight."""
        with suppress(ValueError):
            top = self._rows.row_of(self.ids.index(id)) * self.row_height - line
            cursor = self.cursor * self.row_height - top
            if 0 <= cursor <= self.size.height - self.row_height:
                self.scroll_to(y=top, animate=False, immediate=True, force=True)

    @property
    def position(self) -> int:
        """The index of the article under the cursor, -1 in an empty list."""
        index = self._rows.article_at(self.cursor)
        return -1 if index is None else index

    def head(self, index: int) -> ArticleHead | None:
        """Return the data of the row at *index*; None outside and for an article now removed."""
        if not 0 <= index < len(self.ids):
            return None
        page = index // PAGE
        if page not in self._heads:
            ids = self.ids[page * PAGE : (page + 1) * PAGE]
            self._heads[page] = {head.id: head for head in self.context.library.heads(ids)}
        return self._heads[page].get(self.ids[index])

    def go_to(self, index: int) -> None:
        """Put the cursor on the article at *index*."""
        if 0 <= index < len(self.ids):
            self.move_to(self._rows.row_of(index))

    def marks_changed(self, ids: Collection[int]) -> None:
        """Show the marks of articles anew; those of a few are painted alone."""
        if self._awaited == FIRST:
            self._awaited = None
        if len(ids) > PAGE:
            self.heads_changed()
            return
        for head in self.context.library.heads(list(ids)):
            for page in list(self._heads.keys()):  # it is no dict
                if head.id in (heads := self._heads[page]):
                    heads[head.id] = head
        self._strips.clear()
        for row in self.rows_in_sight:
            index = self._rows.article_at(row)
            if index is not None and self.ids[index] in ids:
                self.row_changed(row)

    def heads_changed(self) -> None:
        """Show the same articles anew: their marks changed, or their places."""
        self._heads.clear()
        self._strips.clear()
        self.refresh_text()

    # The empty list.

    def explain(self, paragraphs: tuple[str, ...], *, opens: bool) -> None:
        """Let *paragraphs* stand in the empty list; *opens*: opening that is told."""
        self._opens_empty = opens
        if paragraphs != self._explanation:
            self._explanation = paragraphs
            self.rows_changed()

    @property
    def _explained(self) -> list[str]:
        width = max(1, self.text_width - 2)
        parted = (["", *wrap(paragraph, width)] for paragraph in self._explanation)
        return [line for lines in parted for line in lines][1:]

    def action_open(self) -> None:
        """Open the row under the cursor; in an empty list, what that offers."""
        super().action_open()
        if not len(self._rows) and self._opens_empty:
            self.post_message(self.OpenedEmpty())

    @on(events.Resize)
    def _resized(self) -> None:
        """Wrap what stands in the empty list anew."""
        if not len(self._rows):
            self.rows_changed()

    @on(events.Click)
    def _clicked(self) -> None:
        """Open what the empty list offers; a row opens by itself."""
        if not len(self._rows):
            self.action_open()

    # Rows.

    @property
    def row_count(self) -> int:
        """Articles and headings; in an empty list, the rows that say why it is."""
        return len(self._rows) or max(1, -(-len(self._explained) // self.row_height))

    @property
    def blank_lines(self) -> int:
        """The lines that part a heading from what is before it: over the first there is none."""
        return self.row_height - 1 if self._rows.has_headings else 0

    def can_choose(self, row: int) -> bool:
        """Whether *row* is an article."""
        return self._rows.article_at(row) is not None

    def fit_rows(self) -> None:
        """Set the lines of a row: one, or two as always on the front page; of a hit one more."""
        is_wide = self.text_width >= article_rows.ONE_LINE_FROM and not self.view.is_front
        self.row_height = 1 if is_wide else 2
        if self._hits is not None:
            self.row_height += 1

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Return the lines of an article or a heading; empty ones where it cannot be read."""
        try:
            return self._row_runs(row, width)
        except StoreError as error:
            self.post_message(WorkFailed(error))
            return [[]] * self.row_height

    def _row_runs(self, row: int, width: int) -> list[list[Run]]:
        if not len(self._rows):
            first = row * self.row_height
            told = (*self._explained[first : first + self.row_height], "", "", "")
            return [[(" " + line, "meta")] for line in told[: self.row_height]]
        index = self._rows.article_at(row)
        look = self._look(index)
        if index is None:
            name = look.spell(article_rows.heading_name(self._rows.heading_at(row), self._today))
            return [[]] * (self.row_height - 1) + [[(fit(look.gutter + name, width), "day")]]
        head = self.head(index)
        if head is None:
            return [[]] * self.row_height
        lines = look.lines(head, width, selected=head.id in self.selected)
        if self._hits is None:
            return lines
        return [*map(self._hits.mark, lines), self._hits.line(head.id, width)]

    def _look(self, index: int | None) -> ArticleRow:
        """Return how the article at *index* looks now, or a heading."""
        place = None if index is None else self._answer.listing.section_of(index)
        return ArticleRow(
            is_wide=self.row_height == (1 if self._hits is None else 2),
            spelling=self.spelling,
            samples=self.context.library.samples,
            folds=self.context.library.folds,
            place_name=self._place_name,
            source_names=article_rows.source_names(self.view, self.context.library),
            fades=self.view.is_front,
            now=self.context.desk.now(),
            of_region=place if self.view.is_front else self.view.region,
            of_source=self.view.source is not None,
            is_dated=self.view.order == "reprinted",
            seen=self.seen,
        )

    def action_last(self) -> None:
        """Move to the last row of all; where it is not listed yet, as soon as it is."""
        if self._answer.is_whole:
            super().action_last()
        else:
            self._awaited = LAST

    # Resting.

    def _rest_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, partial(self.post_message, self.Rested()))

    @on(RowList.Moved)
    def _moved(self) -> None:
        """Wait for the cursor to rest, and for no other article any more."""
        self._awaited = None
        self._rest_soon()
