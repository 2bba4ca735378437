"""Adding a source by its address, or reading the article that stands there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.model import Draft
from reader.tui.context import Context
from reader.tui.subscriptions import Subscriptions

if TYPE_CHECKING:
    from reader.news.discovery import Found, FoundArticle, OnAsk


class Address:
    """Asks for an address; *visit* shows an article that is not stored."""

    def __init__(
        self,
        context: Context,
        subscriptions: Subscriptions,
        visit: Callable[[Draft], Awaitable[None]],
    ) -> None:
        self._context = context
        self._subscriptions = subscriptions
        self._visit = visit

    def ask(self) -> None:
        """Ask for an address, show what it is, and subscribe to it or read it once."""
        from reader.tui.address_prompt import AddressPrompt  # not before first paint

        add, known = self._subscriptions.add_found, self._subscriptions.known()
        prompt = AddressPrompt(self._look, known, add, self._read)
        self._context.ask(prompt, lambda _answer: None)

    async def _look(self, address: str, on_ask: OnAsk) -> Found | FoundArticle:
        from reader.news.discovery import discover  # not before first paint

        settings = self._context.desk.config.fetch
        return await discover(address, settings=settings, on_ask=on_ask)

    def _read(self, article: Draft) -> None:
        self._context.run(partial(self._visit, article), "add")
