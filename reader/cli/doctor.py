"""``zhnews doctor``: whether everything is well, and what to do where it is not."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from time import time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reader import i18n
from reader.cli.checks import Check, checks, network_check
from reader.cli.command import CommandContext, Subcommand
from reader.cli.output import (
    GAP,
    ProgressBar,
    error_json,
    is_terminal,
    iso_time,
    terminal_width,
    write_json,
    write_table,
)
from reader.errors import ZhnewsError
from reader.i18n import N_, _, render
from reader.model import Count, Outcome, Problem, Source
from reader.news.catalogue import sources_for
from reader.news.due import interval
from reader.news.health import Health, came, charset, survey
from reader.news.places import place_id
from reader.news.refresh.run import refresh
from reader.settings.config import Config, seconds
from reader.store.sources import Makeup
from reader.store.store import Store
from reader.text.wrap import fit, wrap
from reader.text.wrap import width as cells
from reader.wording.articles import since
from reader.wording.sources import KINDS, fact_lines, facts, share, state

# ``zhnews doctor --network --region``.

TRIAL_COLUMNS = (N_("来源"), N_("种类"), N_("文章"), N_("最新文章"), N_("答复"))
TRIAL_CELLS = 24


class Trial(Struct, frozen=True):
    """A source of the catalogue, what asking it came to, and what it brought."""

    source: Source
    outcome: Outcome
    count: int
    newest: int | None

    @property
    def answered(self) -> bool:
        """Whether it gave what the catalogue says that it has."""
        return self.outcome.problem is None and self.count > 0


def try_place(label: str, settings: Config, *, json: bool) -> int:
    """Ask the catalogue's sources of the place *label*, and tell what each answered.

    Nothing of it is stored. Return 1 where one of them has no news. Raises UnknownRegion.
    """
    place = place_id(label)
    wanted = sources_for([place], around=True)
    trials = asyncio.run(_try_out(wanted, settings, quiet=json))
    if json:
        write_json({"region": place, "sources": [_as_json(trial) for trial in trials]})
    else:
        write_table([("", *map(_, TRIAL_COLUMNS)), *map(_trial_row, trials)])
    return 0 if all(trial.answered for trial in trials) else 1


async def _try_out(wanted: Sequence[Source], settings: Config, *, quiet: bool) -> list[Trial]:
    only_lists = replace(settings.fetch, page_articles=0)
    with Store.open(None) as store, ProgressBar(len(wanted), quiet=quiet) as progress:
        asked = {source.id: source for source in store.sources.add_all(wanted)}
        outcomes = {}
        async for outcome in refresh(store, list(asked.values()), settings=only_lists):
            outcomes[outcome.source.id] = outcome
            progress.step(outcome.source.label)
        counts, spans = store.sources.counts(), store.sources.spans()
    return [
        Trial(
            source,
            outcomes[id],
            counts.get(id, Count()).total,
            spans[id].newest if id in spans else None,
        )
        for id, source in asked.items()
        if id in outcomes
    ]


def _trial_row(trial: Trial) -> tuple[str, ...]:
    return (
        " " if trial.answered else "!",
        fit(trial.source.label, TRIAL_CELLS),
        _(KINDS[trial.outcome.source.kind][1]),
        str(trial.count),
        since(trial.newest, int(time())),
        render(came(trial.outcome)),
    )


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "asked": trial.source.url,
        "url": trial.outcome.source.url,
        "title": trial.source.label,
        "region": trial.source.region,
        "kind": trial.outcome.source.kind,
        "answered": trial.answered,
        "articles": trial.count,
        "newest": iso_time(trial.newest),
        "came": error_json(came(trial.outcome)),
    }


# ``zhnews doctor``: whether everything is well, and what to do where it is not.

COLUMNS = (
    N_("来源"),
    N_("上次成功"),
    N_("最新文章"),
    N_("无正文"),
    N_("无时间"),
    N_("无来源"),
    N_("编码"),
    N_("状况"),
)
NAME_CELLS = 20
NOTHING = Makeup(0, 0, 0, 0)
INDENT = "  "
MARGIN = 20
"""Cells that the sentence of a check has at least."""


class Report(Struct, frozen=True):
    """One source: how it is doing, its articles, how often it is asked, and what it just said."""

    health: Health
    makeup: Makeup
    every: int
    came: Problem | None

    @property
    def finding(self) -> Problem | None:
        """What of it needs attention, also where only its last answer does."""
        is_empty = self.came is not None and self.came.kind == "empty"
        return self.came if is_empty else self.health.finding

    @property
    def sentence(self) -> str:
        """What there is to say of it."""
        said = self.finding or self.came
        return state(self.health) if said is None else i18n.render(said)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--network", action="store_true", help=_("也问一遍所有来源"))
    parser.add_argument(
        "--region", metavar=_("地区").upper(), help=_("只试目录里这个地区的来源，都不添加")
    )


def _doctor(args: Namespace, context: CommandContext) -> int:
    settings = _settings(context)
    if args.region:
        return try_place(args.region, settings, json=context.json)
    found = list(checks(context))
    if args.network:
        found.append(network_check(settings.fetch))
    reports: list[Report] = []
    if context.database.exists() and all(c.ok for c in found if c.id in ("config", "database")):
        with context.store() as store:
            said = asyncio.run(_ask(store, settings, context)) if args.network else {}
            reports = _reports(store, said, seconds(settings.fetch.every))
    if context.json:
        general = [{"id": c.id, "ok": c.ok, "message": c.sentence} for c in found]
        write_json({"checks": general, "sources": [_report_json(report) for report in reports]})
    else:
        _tell_checks(found)
        _tell(reports)
    return 0 if all(c.ok for c in found) and not any(r.finding for r in reports) else 1


def _settings(context: CommandContext) -> Config:
    """Return the settings, or the defaults where the config is wrong, which a check says."""
    try:
        settings = context.config
    except ZhnewsError:
        settings = Config()
    i18n.use(settings.language)
    return settings


async def _ask(store: Store, settings: Config, context: CommandContext) -> dict[int, Problem]:
    sources = [source for source in store.sources.all() if source.enabled]
    said = {}
    with ProgressBar(len(sources), quiet=context.json) as progress:
        pages = partial(progress.show, label=_("正文"))
        async for outcome in refresh(store, sources, settings=settings.fetch, on_progress=pages):
            said[outcome.source.id] = came(outcome)
            progress.step(outcome.source.label)
    return said


def _reports(store: Store, said: Mapping[int, Problem], every: int) -> list[Report]:
    makeups = store.sources.makeups()
    return [
        Report(health, makeups.get(health.source.id, NOTHING), every, said.get(health.source.id))
        for health in survey(store, int(time()))
    ]


def _tell_checks(found: Sequence[Check]) -> None:
    """Print a line a check; on a terminal its sentence goes on below itself."""
    before = len(GAP) * 2 + 1 + max(cells(_(check.name)) for check in found)
    room = max(MARGIN, terminal_width() - before)
    rows = []
    for check in found:
        first, *rest = wrap(check.sentence, room) if is_terminal() else [check.sentence]
        rows.append((_mark(check.ok), _(check.name), first))
        rows += [("", "", line) for line in rest]
    write_table(rows)


def _tell(reports: Sequence[Report]) -> None:
    if not reports:
        return
    worries = [report for report in reports if report.finding is not None]
    others = [report for report in reports if report.finding is None]
    print()
    if worries:
        print(_("{total} 个来源，{n} 个要看一看：", total=len(reports), n=len(worries)))
    else:
        print(_("{total} 个来源，都没有问题：", total=len(reports)))
    if not is_terminal():
        _table([*worries, *others])
        return
    for report in worries:
        _paragraph(report)
    if worries and others:
        print()
        print(_("没有问题的 {n} 个：", n=len(others)))
    _table(others)


def _paragraph(report: Report) -> None:
    """Tell of a source in full, in lines that fit the terminal."""
    source, room = report.health.source, terminal_width() - len(INDENT)
    known = facts(report.health, report.makeup, report.every, int(time()))
    print(f"! {fit(source.label, room)}")
    for line in (*wrap(report.sentence, room), *wrap(source.url, room), *fact_lines(known, room)):
        print(f"{INDENT}{line}")


def _table(reports: Sequence[Report]) -> None:
    """Print a line a source."""
    if reports:
        write_table([("", *map(_, COLUMNS)), *map(_row, reports)])


def _row(report: Report) -> tuple[str, ...]:
    health, makeup, now = report.health, report.makeup, int(time())
    return (
        _mark(report.finding is None),
        fit(health.source.label, NAME_CELLS),
        since(health.source.succeeded, now),
        since(health.newest, now),
        *(share(n, makeup.total) for n in (makeup.empty, makeup.undated, makeup.unsigned)),
        charset(health.source) or "-",
        report.sentence,
    )


def _mark(ok: bool) -> str:
    return " " if ok else "!"


def _report_json(report: Report) -> dict[str, Any]:
    source, makeup = report.health.source, report.makeup
    return {
        "url": source.url,
        "title": source.label,
        "enabled": source.enabled,
        "last_success": iso_time(source.succeeded),
        "error": error_json(source.problem),
        "newest": iso_time(report.health.newest),
        "articles": makeup.total,
        "empty": makeup.empty,
        "undated": makeup.undated,
        "unsigned": makeup.unsigned,
        "charset": source.charset or None,
        "charset_declared": source.charset_declared or None,
        "charset_used": source.charset_used or None,
        "every": interval(source, report.every),
        "finding": error_json(report.finding),
        "came": error_json(report.came),
    }


COMMANDS = {"doctor": Subcommand(_arguments, _doctor, needs_config=False)}
