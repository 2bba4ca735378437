"""Notifying the reader: the command of ``[notify]`` is run once for all that rules found meanwhile.

The command gets a summary and the first headlines as two arguments of their own, each whatever it
holds, and everything as JSON on standard input. No shell reads them.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from reader.config import Notify
from reader.errors import CommandMissing, NotifyFailed, NotifyHung, NotifyMissing
from reader.i18n import _
from reader.news.clock import now_in_china
from reader.news.threads import in_thread
from reader.program import Program
from reader.store.store import Store
from reader.text.clean import clean

FIRST = 5
"""Articles that are named."""
PATIENCE = 10
"""Seconds in which the command has to end."""
SHOWN = 200
"""Characters of a headline, and of what a command that failed says."""


class Named(Struct, frozen=True):
    """An article in a notice."""

    id: int
    title: str
    source: str
    link: str
    published: str | None


class Notice(Struct, frozen=True):
    """What the command is told: how many articles came, and the first of them."""

    count: int
    articles: Sequence[Named]

    @property
    def summary(self) -> str:
        """One line."""
        return _("zhnews：{n} 篇新文章", n=self.count)

    @property
    def text(self) -> str:
        """The articles, each with its address on a line of its own.

        No line begins with a headline, which a command might take for an option.
        """
        lines = [
            "· {} · {}{}".format(each.title, each.source, each.link and f"\n  {each.link}")
            for each in self.articles
        ]
        if more := self.count - len(self.articles):
            lines.append(_("……还有 {n} 篇", n=more))
        return "\n".join(lines)


async def notify(
    store: Store, settings: Notify, now: Callable[[], datetime] = now_in_china
) -> None:
    """Run the command of *settings* for all that is to be told, unless it is time to be quiet.

    What could not be told stays to be told. Raises NotifyFailed, StoreError.
    """
    if not settings.command or is_quiet(settings.quiet, now()):
        return
    ids: list[int] = []
    try:
        await in_thread(lambda: ids.extend(store.notices.claim()))
        if ids:
            await _run(settings.command, _notice(store, ids))
    except BaseException:
        if ids:
            await in_thread(store.notices.release, ids)
        raise


def is_quiet(quiet: str, moment: datetime) -> bool:
    """Whether *moment*, by the clock of this machine, is within *quiet*: ``22:00-07:00``."""
    start, _dash, end = quiet.partition("-")
    clock = moment.astimezone().strftime("%H:%M")
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _notice(store: Store, ids: Sequence[int]) -> Notice:
    heads = store.articles.heads(ids[:FIRST])
    articles = [
        Named(each.id, clean(each.headline)[:SHOWN], clean(each.source), each.url, each.published)
        for each in heads
    ]
    return Notice(len(ids), articles)


async def _run(command: Sequence[str], notice: Notice) -> None:
    """Run *command* to its end. Raises NotifyFailed."""
    name = clean(command[0])
    try:
        program = Program([*command, notice.summary, notice.text], msgspec.json.encode(notice))
    except CommandMissing as error:
        raise NotifyMissing(command=name) from error
    try:
        async with asyncio.timeout(PATIENCE):
            await program.run(lambda: None)
    except TimeoutError:
        raise NotifyHung(command=name, seconds=PATIENCE) from None
    if program.status:
        words = clean(program.text)[:SHOWN]
        raise NotifyFailed(command=name, detail=words or str(program.status))
