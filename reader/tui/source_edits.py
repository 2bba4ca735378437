"""What can be done about one source: its state, its name, its region, asking it, removing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from reader.errors import DeclaredSource
from reader.i18n import _, render
from reader.model import Outcome, Source
from reader.news.health import came
from reader.regions.gazetteer import load
from reader.text.clean import clean
from reader.tui.changes import Changes
from reader.tui.chooser import Choice, Chooser
from reader.tui.context import Context
from reader.tui.prompt import Prompt
from reader.tui.region_choices import HINT, matching_regions, region_choice
from reader.tui.source_list import SourceList


class SourceEdits:
    """Edits the source under the cursor of *rows*.

    *reload* shows what came of asking it.
    """

    def __init__(
        self,
        context: Context,
        rows: SourceList,
        changes: Changes,
        reload: Callable[[], None],
    ) -> None:
        self._context = context
        self._rows = rows
        self._changes = changes
        self._reload = reload

    @property
    def _current(self) -> Source | None:
        return self._rows.current.source if self._rows.current else None

    def _edit(self, source: Source, wanted: Callable[[Source], Source]) -> None:
        write = self._context.library.sources.edit(source.id, wanted)
        self._context.when_stored(write, self._changes.made)

    def _changeable(self) -> Source | None:
        """Return the source under the cursor, unless the config declares it, which is said."""
        source = self._current
        if source is not None and source.declared:
            error = DeclaredSource(name=source.label, path=str(self._context.desk.config_path))
            self._context.status.complain(render(error))
            return None
        return source

    def enable(self) -> None:
        """Enable the source, or disable it."""
        if source := self._changeable():
            self._edit(source, lambda stored: replace(stored, enabled=not stored.enabled))

    def remove(self) -> None:
        """Remove the source with its articles."""
        if source := self._changeable():
            write = self._context.library.sources.remove(source.id)
            self._context.when_stored(write, self._changes.made)

    def rename(self) -> None:
        """Ask for a name."""
        if source := self._changeable():
            prompt = Prompt(_("名字："), source.title or source.url, value=source.label)
            self._context.ask(prompt, partial(self._rename, source))

    def _rename(self, source: Source, typed: str | None) -> None:
        if typed is not None:
            # Its own title is no name of the reader's: it may change yet.
            name = "" if typed == source.title else clean(typed)
            self._edit(source, lambda stored: replace(stored, name=name))

    def move(self) -> None:
        """Choose a region for the source."""
        if source := self._changeable():
            chooser: Chooser[str] = Chooser(_("移到地区"), _(HINT), self._regions)
            self._context.ask(chooser, partial(self._move, source))

    def _regions(self, typed: str) -> Sequence[Choice[str]]:
        counts = self._context.library.counts()
        ids = matching_regions(typed, counts) if typed else list(counts)
        nowhere = [] if typed else [Choice(_("不定地区，由文章自己说"), "", "")]
        return [*nowhere, *(region_choice(id) for id in ids if id in load())]

    def _move(self, source: Source, region: str | None) -> None:
        if region is not None:
            self._edit(source, lambda stored: replace(stored, region=region or None))

    def add_linked(self) -> None:
        """Add the pages of places that the mastheads of its articles link."""
        source = self._current
        if source is None:
            return
        if pages := self._context.library.sources.linked_from(source):
            self._context.when_stored(self._context.library.sources.add(pages), self._changes.made)
        else:
            said = _("{name} 的文章没有链接别的地方的频道页", name=source.label)
            self._context.status.say(said)

    # Asking.

    def test(self) -> None:
        """Ask the source now, and say what came."""
        if source := self._current:
            self._context.status.progress = _("正在问 {name}……", name=source.label)
            self._context.run(partial(self._ask, source), "test")

    async def _ask(self, source: Source) -> None:
        settings = self._context.desk.config.fetch
        async for outcome in self._context.library.sources.ask(source, settings):
            self._asked(outcome)

    def _asked(self, outcome: Outcome) -> None:
        self._context.status.progress = ""
        self._reload()
        sentence = render(came(outcome))
        said = _("{title}：{sentence}", title=outcome.source.label, sentence=sentence)
        if outcome.problem is None:
            self._context.status.say(said)
        else:
            self._context.status.complain(said)
