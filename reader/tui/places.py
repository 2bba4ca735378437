"""Choosing places, any number of them, to add the sources that the catalogue has for them."""

from collections.abc import Collection, Sequence, Set
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from reader.i18n import _
from reader.news.catalogue import places, provider, sources_for, sources_of
from reader.news.places import NOWHERE, matching, name_of
from reader.regions.gazetteer import load
from reader.tui.chooser import Choice, Chooser
from reader.tui.line_input import LineInput
from reader.tui.region_choices import HINT


class BlanklessInput(LineInput):
    """Leaves the space bar to others: names of places have no blanks."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key would be typed here."""
        return character != " " and super().check_consume_key(key, character)


class PlacesChooser(Chooser[Collection[str]]):
    """The region picker over the catalogue: Space marks places, Enter takes those that are marked.

    Without a mark Enter takes the place under the cursor. *known* are the addresses of the sources
    that the reader has, which no place brings again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,tab", "mark", priority=True),
    ]
    INPUT = BlanklessInput
    DEFAULT_CSS = "PlacesChooser > Vertical { height: 30; }"

    def __init__(self, known: Set[str]) -> None:
        super().__init__(_("选择地方，添加来源"), _(HINT), self._offers)
        self._known = known
        self._marked: dict[str, None] = {}

    def on_mount(self) -> None:
        """Say what the keys do."""
        super().on_mount()
        self._tell()

    def action_mark(self) -> None:
        """Mark the place under the cursor, or take the mark away."""
        if self.choice is None:
            return
        for id in self.choice.value:
            if id in self._marked:
                del self._marked[id]
            else:
                self._marked[id] = None
        self.show_anew()
        self._tell()

    def take(self, choice: Choice[Collection[str]]) -> None:
        """Return the marked places, else that of the row."""
        self.dismiss([*self._marked] or choice.value)

    def _tell(self) -> None:
        if self._marked:
            count = len(self._new(self._marked))
            foot = _(
                "空格 选中  回车 添加 {places} 处的 {n} 个来源", places=len(self._marked), n=count
            )
        else:
            foot = _("空格 选中  回车 添加  目录没有逐个试过")
        self.query_one(Vertical).border_subtitle = Content(foot)

    def _new(self, wanted: Collection[str]) -> list[str]:
        urls = (source.url for source in sources_for(wanted))
        return [url for url in urls if url not in self._known]

    def _offers(self, typed: str) -> Sequence[Choice[Collection[str]]]:
        found = places()
        if typed:
            found = matching(typed, weight=lambda id: len(sources_of(id)))
        return [Choice(self._label(id, indented=not typed), self._note(id), [id]) for id in found]

    def _label(self, id: str, *, indented: bool) -> str:
        mark = "[x]" if id in self._marked else "[ ]"
        if id in NOWHERE:
            return f"{mark} {_(NOWHERE[id])}"
        above = [region.short for region in load().ancestors(id)]
        if indented:
            return f"{mark} {'  ' * len(above)}{load()[id].name}"
        return f"{mark} {load()[id].name}  {' › '.join(above)}".rstrip()

    def _note(self, id: str) -> str:
        count, around = len(self._new([id])), provider(id)
        if not count:
            return _("已经有了")
        if around != id:
            return _("{place}的 {n} 个", place=_(name_of(around)), n=count)
        return _("{n} 个", n=count)
