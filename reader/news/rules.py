"""The reader's rules: making, listing and removing them, and the notices that they give.

Deferred work applies them: `reader.news.work`.

The command gets a summary and the first headlines as two arguments of their own, each whatever it
holds, and everything as JSON on standard input. No shell reads them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.errors import CommandMissing, ZhnewsError, nothing_sought
from reader.i18n import N_, _
from reader.model import Reason, Rule, RuleAction
from reader.news.changes import Change, History, Matter, Sentence
from reader.news.places import name_of, place_id
from reader.news.search import conditions
from reader.news.threads import in_thread
from reader.processes.program import Program
from reader.settings.config import Notify
from reader.store.store import Store
from reader.text.clean import clean
from reader.text.dates import now_in_china
from reader.text.query import parse

if TYPE_CHECKING:
    from concurrent.futures import Future

# The reader's rules.

_DESCRIPTIONS: Mapping[RuleAction, str] = {
    "mute": N_("屏蔽“{query}”"),
    "star": N_("给“{query}”加星标"),
    "move": N_("把“{query}”移到{place}"),
    "notify": N_("有“{query}”的新文章就通知"),
}


class Rules:
    """The rules in *store*, which are changed through *history*.

    Raises `reader.errors.StoreError` wherever the store does, in futures too.
    """

    def __init__(self, store: Store, history: History) -> None:
        self._store = store
        self._history = history

    def all(self) -> list[tuple[Rule, int]]:
        """Return the rules, and how many articles each has found."""
        found = self._store.rules.found()
        return [(rule, found.get(rule.id, 0)) for rule in self._store.rules.all()]

    def add(self, rule: Rule) -> Future[RuleChange | None]:
        """Store a rule; deferred work applies it."""
        return self._history.do(partial(add, self._store, rule))

    def remove(self, rule: Rule) -> Future[RuleChange | None]:
        """Remove a rule; deferred work reverts what it did. None: it is gone already."""
        return self._history.do(partial(remove, self._store, rule))


def describe(rule: Rule) -> Reason:
    """Describe what *rule* does."""
    place = name_of(rule.region) if rule.region else ""
    return Reason(_DESCRIPTIONS[rule.action], {"query": rule.query, "place": place})


def new_rule(action: RuleAction, query: str, region: str = "") -> Rule:
    """Return the rule that applies *action* to what *query* finds; *region*: where to, by name.

    Raises BadQuery, UnknownRegion.
    """
    if not parse(query).terms:
        raise nothing_sought()
    conditions(query, now_in_china())
    return Rule(action, query.strip(), place_id(region) if action == "move" else "")


class RuleChange(Change, frozen=True):
    """A rule that was added, or, not *present*, removed."""

    rule: Rule
    """As it is or was stored."""
    present: bool

    touches: ClassVar[Matter] = "rules"

    @property
    def done(self) -> Sentence:
        """Say what the rule does or did."""
        said = N_("规则：{saying}，u 撤销") if self.present else N_("删除了规则：{saying}，u 撤销")
        return Sentence(said, {"saying": describe(self.rule)})

    @property
    def undone(self) -> Sentence:
        """Say whether the rule is there now."""
        return Sentence(N_("已撤销：规则又没有了") if self.present else N_("已撤销：规则又有了"))

    def apply(self, store: Store) -> None:
        """Add it or remove it again. Raises StoreError."""
        self._put(store, self.present)

    def revert(self, store: Store) -> None:
        """Remove it or add it back. Raises StoreError."""
        self._put(store, not self.present)

    def _put(self, store: Store, present: bool) -> None:
        if present:
            store.rules.add(self.rule)
        else:
            store.rules.remove(self.rule.id)


def add(store: Store, rule: Rule) -> RuleChange:
    """Store *rule*. Raises StoreError."""
    return RuleChange(replace(rule, id=store.rules.add(rule)), present=True)


def remove(store: Store, rule: Rule) -> RuleChange | None:
    """Remove a stored rule; None: it is gone already. Raises StoreError."""
    return RuleChange(rule, present=False) if store.rules.remove(rule.id) else None


# Notifying the reader.

FIRST = 5
"""Articles that are named."""
COMMAND_TIMEOUT = 10
"""Seconds in which the command has to end."""
SHOWN = 200
"""Characters of a headline, and of what a command that failed says."""


class NoticedArticle(Struct, frozen=True):
    """An article in a notice."""

    id: int
    title: str
    source: str
    link: str
    published: str | None


class Notice(Struct, frozen=True):
    """What the command is told: how many articles came, and the first of them."""

    count: int
    articles: Sequence[NoticedArticle]

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

    What could not be told stays to be told. Raises ZhnewsError, StoreError.
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
        NoticedArticle(
            each.id, clean(each.headline)[:SHOWN], clean(each.source), each.url, each.published
        )
        for each in heads
    ]
    return Notice(len(ids), articles)


async def _run(command: Sequence[str], notice: Notice) -> None:
    """Run *command* to its end. Raises ZhnewsError."""
    name = clean(command[0])
    try:
        program = Program([*command, notice.summary, notice.text], msgspec.json.encode(notice))
    except CommandMissing as error:
        raise ZhnewsError(
            N_("找不到通知命令 {command}，请检查 [notify] 里的 command；这些文章下次再通知。"),
            kind="notify",
            command=name,
        ) from error
    try:
        async with asyncio.timeout(COMMAND_TIMEOUT):
            await program.run(lambda: None)
    except TimeoutError:
        raise ZhnewsError(
            N_("通知命令 {command} 在 {seconds} 秒内没有结束，停掉了；这些文章下次再通知。"),
            kind="notify",
            command=name,
            seconds=COMMAND_TIMEOUT,
        ) from None
    if program.status:
        words = clean(program.text)[:SHOWN]
        raise ZhnewsError(
            N_("通知命令 {command} 失败了（{detail}），这些文章下次再通知。"),
            kind="notify",
            command=name,
            detail=words or str(program.status),
        )
