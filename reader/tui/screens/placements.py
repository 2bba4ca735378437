"""Why an article stands where it stands, and putting it elsewhere."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding, BindingType

from reader.i18n import _, render
from reader.model import Article, Source
from reader.news.changes import Change
from reader.news.places import is_place
from reader.tui.actions.navigation import Navigation
from reader.tui.commands import BY_ID, keys_of
from reader.tui.front import Front
from reader.tui.widgets.chooser import HINT, Choice, Chooser, matching_regions, region_choice
from reader.wording.articles import path_name, place_name


class Destination(Struct, frozen=True):
    """Where an article is to go and, *lasting*, all of its kind from its source."""

    region: str
    lasting: bool = False


class DestinationChooser(Chooser[Destination]):
    """The region picker for moving; Tab makes the move a rule."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "take_lasting")]

    def action_take_lasting(self) -> None:
        """Take the row under the cursor as a rule."""
        if self.choice is not None:
            self.dismiss(replace(self.choice.value, lasting=True))


class Placements:
    """What can be asked and changed about an article's place."""

    def __init__(self, front: Front, navigation: Navigation) -> None:
        self._context = front.context
        self._articles = front.articles
        self._navigation = navigation
        self._changes = front.changes
        self._offered: int | None = None
        """The article whose linked pages were offered last."""

    def why(self) -> None:
        """Say why the article stands where it does, and where else.

        If its masthead links the pages of other places, that is said too, and asking again adds
        them.
        """
        article = self._as_placed()
        if article is None:
            return
        sources = self._context.library.sources
        linked = sources.linked_by(article.draft, sources.get(article.head.source_id))
        if linked and self._offered == article.head.id:
            self._context.when_stored(sources.add(linked), self._changes.made)
            return
        self._offered = article.head.id if linked else None
        self._context.status.say(" · ".join(self._reasons(article, linked)))

    def _reasons(self, article: Article, linked: Sequence[Source]) -> Iterator[str]:
        placement = article.placement
        if placement.primary is None:
            yield _("看不出这篇文章说的是哪里，按 M 可以给它定地区")
        else:
            yield render(placement.reason)
            yield _("、").join(path_name(id) for id in placement.regions)
        if linked:
            key = next(iter(keys_of(BY_ID["article.why"], self._context.desk.keymap)), "")
            yield _("版头链接了 {n} 个地方的频道页，再按 {key} 添加", n=len(linked), key=key)

    def move(self) -> None:
        """Choose another place for the article."""
        if self._articles.selected:
            title = _("把 {n} 篇移到地区", n=len(self._articles.meant))
            regions: Chooser[str] = Chooser(title, _(HINT), self._regions_for_many)
            self._context.ask(regions, self._move_selected)
            return
        article = self._as_placed()
        if article is None:
            return
        found = self._context.library.place_by_itself(article.head.id)
        lasting = (
            _("Tab 此来源今后在{place}的也放这里", place=place_name(found))
            if found
            else _("Tab 此来源今后没有地区的也放这里")
        )
        chooser = DestinationChooser(
            _("移到地区"),
            _(HINT),
            partial(self._destinations, article),
            foot=_("Enter 只移这一篇") + "  " + lasting,
        )
        self._context.ask(chooser, partial(self._move, article))

    def _regions_for_many(self, typed: str) -> Sequence[Choice[str]]:
        counts = self._context.library.counts()
        ids = matching_regions(typed, counts) if typed else list(counts)
        return [region_choice(id) for id in ids if is_place(id)]

    def _move_selected(self, region: str | None) -> None:
        if region is not None:
            write = self._context.library.move(self._articles.meant, region)
            self._context.when_stored(write, partial(self._selected_moved, region))

    def _selected_moved(self, region: str, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("它们已经在{place}", place=path_name(region)))
        self._changes.made(change)

    def _as_placed(self) -> Article | None:
        """Return the article under the cursor; the one on show may have moved meanwhile."""
        id = self._articles.current
        return None if id is None else self._navigation.stored(id)

    def _destinations(self, article: Article, typed: str) -> Sequence[Choice[Destination]]:
        """Return the places that fit; without a word typed, those that the article speaks of."""
        ids = (
            matching_regions(typed, self._context.library.counts())
            if typed
            else self._likely(article)
        )
        rows = [region_choice(id) for id in ids]
        return [Choice(row.label, row.note, Destination(row.value)) for row in rows]

    def _likely(self, article: Article) -> list[str]:
        source = self._context.library.sources.get(article.head.source_id)
        places = (*article.placement.regions, source.region, *self._context.library.counts())
        others = (id for id in dict.fromkeys(places) if id and id != article.head.region)
        return [id for id in others if is_place(id)]

    def _move(self, article: Article, chosen: Destination | None) -> None:
        if chosen is not None:
            write = self._context.library.move(
                [article.head.id], chosen.region, lasting=chosen.lasting
            )
            self._context.when_stored(write, partial(self._moved, chosen))

    def _moved(self, chosen: Destination, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("它已经在{place}", place=path_name(chosen.region)))
        self._changes.made(change)
