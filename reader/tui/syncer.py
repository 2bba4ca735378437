"""Staying in step with a server: with each refresh, and shortly after changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from reader import config
from reader.errors import FetchError, InputError, SyncError, ZhnewsError
from reader.news.threads import in_thread
from reader.tui.context import Context

if TYPE_CHECKING:
    from reader.news.sync import Synced
    from reader.sync.records import Login

SOON = 5.0
"""Seconds in which changes gather that are then sent together."""
AT_END = 2.0
"""Seconds in which they are to be sent when the reader is left."""


class Syncer:
    """Syncs in the background; *later* calls a function in so many seconds."""

    def __init__(
        self, context: Context, later: Callable[[float, Callable[[], None]], object]
    ) -> None:
        self._context = context
        self._later = later
        self._login: Login | None = None
        """Kept while the reader is open: a command may ask for a password to say this one."""
        self._tried: float | None = None
        """When it was last tried, in epoch seconds."""
        self._is_gathering = False

    @property
    def has_server(self) -> bool:
        """Whether there is a server to be kept in step with."""
        return self._context.library.has_server(self._context.desk.config.sync)

    @property
    def is_due(self) -> bool:
        """Whether a sync is due by itself: as often as a source is asked."""
        desk = self._context.desk
        every = config.seconds(desk.config.fetch.every)
        if not every or not self.has_server:
            return False
        return self._tried is None or not 0 <= desk.now().timestamp() - self._tried < every

    async def sync(self, on_progress: Callable[[int, int], None]) -> Synced:
        """Bring here and there in step. Raises FetchError, SyncError, InputError, StoreError."""
        self._tried = self._context.desk.now().timestamp()
        return await self._sync(on_progress)

    def changed(self) -> None:
        """Send what was changed, and what will be in a few seconds."""
        if not self._is_gathering and self.has_server:
            self._is_gathering = True
            self._later(SOON, self._send)

    async def end(self) -> None:
        """Send what was changed just now, if that is soon done; what is not sent waits."""
        if self._is_gathering:
            with suppress(TimeoutError, ZhnewsError):  # what waits is said then
                await asyncio.wait_for(self._send_changes(), AT_END)

    def _send(self) -> None:
        self._is_gathering = False
        if self._context.is_running("refresh"):
            self.changed()  # it may have sent what there was before that change
        else:
            self._context.run(self._send_changes, "sync")

    async def _send_changes(self) -> None:
        # They go on waiting in the store, and the next refresh says what is wrong.
        with suppress(FetchError, SyncError, InputError):
            await self._sync(lambda done, total: None, sends_only=True)

    async def _sync(
        self, on_progress: Callable[[int, int], None], *, sends_only: bool = False
    ) -> Synced:
        desk, library = self._context.desk, self._context.library
        settings = desk.config.sync
        login = await in_thread(library.login, settings, desk.config_path, self._login)
        self._login = login
        try:
            return await library.sync(
                login,
                desk.config.fetch,
                settings,
                sends_only=sends_only,
                on_progress=on_progress,
            )
        except SyncError:
            self._login = None  # the password may be another one next time
            raise
