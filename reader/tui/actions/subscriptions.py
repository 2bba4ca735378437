"""Adding sources: by an address, or by places out of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.i18n import _
from reader.model import Source
from reader.news.changes import Change
from reader.news.library import Library
from reader.tui.context import Changes, Context

if TYPE_CHECKING:
    from reader.news.discovery import Discovery
    from reader.tui.screens.places import Offer


class SourceAdder:
    """Adds sources to the reader's own library.

    *own_library* returns that, *enter* shows it in place of samples, and *ask* asks what was never
    asked.
    """

    def __init__(
        self,
        context: Context,
        own_library: Callable[[], Library],
        enter: Callable[[], None],
        changes: Changes,
        ask: Callable[[], None],
    ) -> None:
        self._context = context
        self._own_library = own_library
        self._enter = enter
        self._changes = changes
        self._ask = ask

    # By places.

    def choose_places(self) -> None:
        """Choose places, to add the sources that the catalogue has for them."""
        from reader.tui.screens.places import PlacesChooser  # not before first paint

        self._context.ask(PlacesChooser(self.known()), self.places_chosen)

    def known(self) -> set[str]:
        """Return the addresses of the sources that there are."""
        return {source.url for source in self._own_library().sources.all()}

    def places_chosen(self, offer: Offer | None) -> None:
        """Leave the samples if they are shown, and add the sources chosen."""
        if offer is not None:
            self._enter()
            self._add_all(offer.sources)

    def _add_all(self, sources: Sequence[Source]) -> None:
        self._context.when_stored(self._context.library.sources.add(sources), self._added)

    def _added(self, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("这些地方的来源都已经有了"))
        self._changes.made(change)
        self._ask()

    # By an address.

    def add_found(self, found: Discovery) -> None:
        """Add the source that was found at an address."""
        self._enter()
        write = self._context.library.sources.add([found.source])
        self._context.when_stored(write, partial(self._found_added, found))

    def _found_added(self, found: Discovery, change: Change | None) -> None:
        from reader.tui.widgets.prompt import Prompt  # not before first paint

        if change is None:
            # Takes up credentials.
            again = self._context.library.sources.subscribe(found.source)
            self._context.when_stored(again, self._known)
            return
        self._changes.made(change)
        if not found.cities:
            self._ask()
            return
        question = _("也添加它链接的 {n} 个地方的频道页？(y/n)", n=len(found.cities))
        self._context.ask(Prompt(question, value="y"), partial(self._add_cities, found))

    def _known(self, subscribed: tuple[Source, bool]) -> None:
        self._context.status.say(_("{name} 已经在来源中了", name=subscribed[0].label))

    def _add_cities(self, found: Discovery, answer: str | None) -> None:
        if answer == "y":
            self._add_all(found.cities)
        else:
            self._ask()
