"""Choosing places, any number of them, to add the sources that the catalogue has for them."""

from collections.abc import Collection, Iterator, Sequence, Set
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType

from reader.i18n import _
from reader.model import Source
from reader.news.catalogue import by_host, places, provider, sources_around, sources_of
from reader.news.places import NOWHERE, matching, name_of
from reader.regions.gazetteer import load
from reader.tui.widgets.chooser import HINT, Choice, Chooser
from reader.tui.widgets.prompt import LineInput


class BlanklessInput(LineInput):
    """Leaves the space bar to others: names of places have no blanks."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key would be typed here."""
        return character != " " and super().check_consume_key(key, character)


class Offer(Struct, frozen=True):
    """What a row brings: a place's sources, those of one host, or one."""

    sources: Sequence[Source]
    around: Sequence[Source] = ()
    """What a reader of the place may want too."""
    place: str = ""
    """The place of the row, or under which it stands."""


class PlacesChooser(Chooser[Offer]):
    """The region picker over the catalogue: Space and clicks mark, Enter takes what is marked.

    Without a mark Enter takes the row under the cursor. Right shows what a place brings, source by
    source. *known* are the addresses of the sources that the reader has, which no place brings.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", priority=True),
        Binding("tab", "mark_around", priority=True),
        Binding("right", "unfold(True)", priority=True),
        Binding("left", "unfold(False)", priority=True),
    ]
    INPUT = BlanklessInput
    DEFAULT_CSS = "PlacesChooser > Vertical { height: 30; }"

    def __init__(self, known: Set[str]) -> None:
        super().__init__(_("选择地方，添加来源"), _(HINT), self._offers)
        self._known = known
        self._marked: dict[str, Source] = {}
        self._unfolded: set[str] = set()

    def on_mount(self) -> None:
        """Say what the keys do."""
        super().on_mount()
        self._tell()

    def action_mark(self) -> None:
        """Mark what the row brings, or take the marks away."""
        if self.choice is not None:
            self._mark(self.choice.value.sources)

    def action_mark_around(self) -> None:
        """Mark what is around the place besides."""
        if self.choice is not None:
            offer = self.choice.value
            self._mark([*offer.sources, *offer.around])

    def action_unfold(self, unfolds: bool) -> None:
        """Show the sources of the place one by one, or hide them."""
        if self.choice is None:
            return
        place = self.choice.value.place
        if unfolds:
            self._unfolded.add(place)
        else:
            self._unfolded.discard(place)
            row = next(n for n, each in enumerate(self._rows.choices) if each.value.place == place)
            self._rows.move_to(row)
        self.show_anew()

    def clicked(self) -> None:
        """Mark the row that was clicked: what is added is seen before it is."""
        self.action_mark()

    def take(self, choice: Choice[Offer]) -> None:
        """Return what is marked, else what the row brings."""
        marked = [*self._marked.values()]
        self.dismiss(Offer(marked) if marked else choice.value)

    def _mark(self, sources: Sequence[Source]) -> None:
        new = {source.url: source for source in self._new(sources)}
        if new.keys() <= self._marked.keys():
            for url in new:
                del self._marked[url]
        else:
            self._marked |= new
        self.show_anew()
        self._tell()

    def _tell(self) -> None:
        if self._marked:
            foot = _("Enter 添加 {n} 个来源，它们没有逐个试过", n=len(self._marked))
        else:
            foot = _("Space 选中  Tab 连周围的  → 逐个看  Enter 添加")
        self.tell(foot)

    def _new(self, sources: Collection[Source]) -> list[Source]:
        return [source for source in sources if source.url not in self._known]

    # Rows.

    def _offers(self, typed: str) -> Sequence[Choice[Offer]]:
        found = places()
        if typed:
            found = matching(typed, weight=lambda id: len(sources_of(id)))
        return [row for id in found for row in self._rows_of(id, indented=not typed)]

    def _rows_of(self, id: str, *, indented: bool) -> Iterator[Choice[Offer]]:
        offer = Offer(sources_of(provider(id)), sources_around(id), id)
        mark = self._sign(offer.sources)
        above = [] if id in NOWHERE else [region.short for region in load().ancestors(id)]
        lead = "  " * len(above) if indented else ""
        name = _(NOWHERE[id]) if id in NOWHERE else load()[id].name
        trail = "" if indented else "  " + " › ".join(above)
        yield Choice(f"{mark} {lead}{name}{trail}".rstrip(), self._note(offer), offer)
        if id in self._unfolded:
            for name, sources in by_host(offer.sources):
                yield self._row(lead, name, sources, id)
                if len(sources) > 1:
                    for source in sources:
                        yield self._row(lead + "  ", source.name, [source], id)

    def _row(self, lead: str, name: str, sources: Sequence[Source], id: str) -> Choice[Offer]:
        note = "" if self._new(sources) else _("已经有了")
        if len(sources) > 1:
            note = note or _("{n} 个", n=len(sources))
        return Choice(f"{self._sign(sources)} {lead}  {name}", note, Offer(sources, (), id))

    def _sign(self, sources: Sequence[Source]) -> str:
        marked = sum(source.url in self._marked for source in sources)
        if not marked:
            return "[ ]"
        return "[x]" if marked == len(self._new(sources)) else "[-]"

    def _note(self, offer: Offer) -> str:
        around, provided = len(self._new(offer.around)), provider(offer.place)
        count = len(self._new(offer.sources))
        if not count:
            return _("已经有了，Tab +{n}", n=around) if around else _("已经有了")
        if provided != offer.place:
            return _("没有自己的，{place}的 {n} 个", place=_(name_of(provided)), n=count)
        return _("{n} 个，Tab +{m}", n=count, m=around) if around else _("{n} 个", n=count)
