"""Rules: making one out of what is listed, listing them, removing them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from reader.errors import BadQuery, UsageError
from reader.i18n import N_, _, render
from reader.model import Rule, RuleAction
from reader.news.threads import in_thread
from reader.regions.gazetteer import load
from reader.text.clean import clean
from reader.tui.front import Front
from reader.tui.widgets.chooser import HINT, Choice, Chooser, matching_regions, region_choice
from reader.tui.widgets.prompt import Prompt
from reader.view import View

ACTIONS: Sequence[tuple[RuleAction, str]] = (
    ("mute", N_("屏蔽：不再列出")),
    ("star", N_("加星标")),
    ("move", N_("移到地区……")),
    ("notify", N_("通知：有新文章时")),
)


PAUSE = 0.15
"""Seconds without a key after which the hits of what was typed so far are counted."""


class RuleActions:
    """What can be done by itself with the articles that a query finds, now and in time to come."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister
        self._changes = front.changes

    def make(self) -> None:
        """Ask for which articles, beginning with those that are listed; hits are counted."""
        hint = _("词 region:吉林 -region:长春 source:新华 title:彩票")
        value = self._query_of(self._lister.view)
        prompt = Prompt(
            _("规则："), hint, value=value, changed=lambda typed: self._count(prompt, typed)
        )
        self._context.ask(prompt, self._choose_action)
        if value:
            self._count(prompt, value)

    def _query_of(self, view: View) -> str:
        """Return the query for what *view* lists; everything has none."""
        parts = [view.search, view.filter]
        if view.region is not None:
            path = load().path(view.region) if view.region in load() else ()
            name = "/".join(step.short for step in path)
            parts.insert(0, f"region:{name or view.region}")
        elif view.source is not None:
            parts.insert(0, f'source:"{self._context.library.sources.get(view.source).label}"')
        return " ".join(filter(None, parts))

    def _count(self, prompt: Prompt, typed: str) -> None:
        self._context.run(partial(self._look_for, prompt, clean(typed).strip()), "rule")

    async def _look_for(self, prompt: Prompt, query: str) -> None:
        await asyncio.sleep(PAUSE)
        if not query:
            return
        try:
            count = await in_thread(self._context.library.search.hits, query)
        except UsageError as error:
            prompt.complain(render(error))
        else:
            prompt.say(_("“{query}”找到 {n} 篇", query=query, n=count))

    def _choose_action(self, typed: str | None) -> None:
        self._context.stop("rule")
        if typed is None:
            return
        query = clean(typed)
        chooser: Chooser[RuleAction] = Chooser(_("规则：{query}", query=query), "", self._actions)
        self._context.ask(chooser, partial(self._choose_region, query))

    def _actions(self, typed: str) -> Sequence[Choice[RuleAction]]:
        return [Choice(_(label), "", action) for action, label in ACTIONS if typed in _(label)]

    def _choose_region(self, query: str, action: RuleAction | None) -> None:
        if action == "move":
            chooser: Chooser[str] = Chooser(_("移到地区"), _(HINT), self._all_regions)
            self._context.ask(chooser, partial(self._make, query, action))
        elif action is not None:
            self._make(query, action, "")

    def _all_regions(self, typed: str) -> Sequence[Choice[str]]:
        counts = self._context.library.counts()
        ids = matching_regions(typed, counts) if typed else list(counts)
        return [region_choice(id) for id in ids]

    def _make(self, query: str, action: RuleAction, region: str | None) -> None:
        from reader.news.rules import new_rule  # not before first paint

        if region is None:
            return
        try:
            rule = new_rule(action, query, region)
        except BadQuery as error:
            self._context.status.complain(render(error))
            return
        self._context.when_stored(self._context.library.rules.add(rule), self._changes.made)

    # Listing.

    def choose(self) -> None:
        """List the rules; the one that is chosen goes."""
        if not self._context.library.rules.all():
            self._context.status.say(_("还没有规则，按 X 加一条"))
            return
        chooser: Chooser[Rule] = Chooser(
            _("规则"), _("条件"), self._rules, foot=_("Enter 删除，它做的都还原")
        )
        self._context.ask(chooser, self._remove)

    def _rules(self, typed: str) -> Sequence[Choice[Rule]]:
        from reader.news.rules import describe

        rows = [
            Choice(render(describe(rule)), _("{n} 篇", n=found), rule)
            for rule, found in self._context.library.rules.all()
        ]
        return [row for row in rows if typed in row.label]

    def _remove(self, rule: Rule | None) -> None:

        if rule is not None:
            self._context.when_stored(self._context.library.rules.remove(rule), self._changes.made)
