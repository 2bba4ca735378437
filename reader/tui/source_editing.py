"""What can be done about one source: its state, its name, its region, asking it, removing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from reader.errors import DeclaredSource
from reader.i18n import N_, _, render
from reader.model import Outcome, Source
from reader.news.changes import Change
from reader.news.due import gone
from reader.news.health import came
from reader.regions.gazetteer import load
from reader.text.clean import clean
from reader.tui.chooser import Choice, Chooser
from reader.tui.context import Context
from reader.tui.phrases import path_name
from reader.tui.prompt import Prompt
from reader.tui.region_choices import HINT, matching_regions, region_choice
from reader.tui.source_list import SourceList


class SourceEditing:
    """Edits the source under the cursor of *rows*.

    *changed* shows a change and says a sentence of it; *reload* shows what else came of it.
    """

    def __init__(
        self,
        context: Context,
        rows: SourceList,
        changed: Callable[[Change, str], None],
        reload: Callable[[], None],
    ) -> None:
        self._context = context
        self._rows = rows
        self._changed = changed
        self._reload = reload

    @property
    def _current(self) -> Source | None:
        return self._rows.current.source if self._rows.current else None

    def _change(self, source: Source, wanted: Source | None, said: str) -> None:
        write = self._context.library.change_source(source, wanted)
        self._context.when_stored(write, partial(self._changed_to, said))

    def _changed_to(self, said: str, change: Change | None) -> None:
        if change is not None:
            self._changed(change, said)

    def _changeable(self) -> Source | None:
        """Give the source under the cursor, unless the config declares it, which is said."""
        source = self._current
        if source is not None and source.declared:
            error = DeclaredSource(name=source.label, path=str(self._context.desk.config_path))
            self._context.status.complain(render(error))
            return None
        return source

    def enable(self) -> None:
        """Enable the source, or disable it."""
        if source := self._changeable():
            said = N_("停用了 {name}，u 撤销") if source.enabled else N_("启用了 {name}，u 撤销")
            wanted = replace(source, enabled=not source.enabled)
            self._change(source, wanted, _(said, name=source.label))

    def remove(self) -> None:
        """Remove the source with its articles."""
        if source := self._changeable():
            count = self._context.library.source_counts([source.id])[source.id]
            said = _("删除了 {name} 和它的 {n} 篇文章，u 撤销", name=source.label, n=count.total)
            self._change(source, None, said)

    def rename(self) -> None:
        """Ask for a name."""
        if source := self._changeable():
            prompt = Prompt(_("名字："), source.title or source.url, value=source.label)
            self._context.ask(prompt, partial(self._rename, source))

    def _rename(self, source: Source, typed: str | None) -> None:
        if typed is not None:
            # Its own title is no name of the reader's: it may change yet.
            name = "" if typed == source.title else clean(typed)
            self._change(source, replace(source, name=name), _("改名了，u 撤销"))

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
            place = path_name(region) if region else _("不定地区")
            said = _("{name} 移到了 {place}，u 撤销", name=source.label, place=place)
            self._change(source, replace(source, region=region or None), said)

    # Asking.

    def test(self) -> None:
        """Ask the source now, and say what came."""
        if source := self._current:
            self._context.status.progress = _("正在问 {name}……", name=source.label)
            self._context.run(partial(self._ask, source), "test")

    async def _ask(self, source: Source) -> None:
        from reader.news.refresh import refresh

        ask = partial(refresh, settings=self._context.desk.config.fetch, now=self._context.desk.now)
        # One that was given up for good may be back: that is what the reader wants to know.
        async for outcome in ask(self._context.library.store, [source], force=gone(source)):
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
