"""``zhnews doctor``: whether everything is well, and what to do where it is not."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import Any

from reader import i18n
from reader.cli.checks import checks
from reader.cli.context import Command, Context
from reader.cli.output import Progress, error_json, write_json, write_table
from reader.config import Config, seconds
from reader.errors import ZhnewsError
from reader.i18n import N_, _
from reader.model import Problem, Source
from reader.news.due import interval
from reader.news.health import came, survey
from reader.news.refresh import refresh
from reader.store.census import Makeup
from reader.store.store import Store
from reader.text.dates import CST
from reader.text.width import fit
from reader.tui.phrases import ago, lasting

HEAD = (
    N_("来源"),
    N_("上次成功"),
    N_("最新文章"),
    N_("无正文"),
    N_("无时间"),
    N_("无来源"),
    N_("编码"),
    N_("间隔"),
    N_("状况"),
)
NAME_CELLS = 24
NOTHING = Makeup(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """One source: its state, its articles, what of it needs attention, and what it just said."""

    source: Source
    newest: int | None
    makeup: Makeup
    every: int
    finding: Problem | None
    came: Problem | None

    @property
    def sentence(self) -> str:
        """What there is to say of it."""
        said = self.finding or self.came
        if said is not None:
            return i18n.render(said)
        if not self.source.enabled:
            return _("停用")
        return _("还没有问过") if self.source.checked is None else _("正常")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--network", action="store_true", help=_("也问一遍所有来源"))


def _doctor(args: Namespace, context: Context) -> int:
    settings = _settings(context)
    found = list(checks(context))
    reports: list[Report] = []
    if context.database.exists() and all(c.ok for c in found if c.id in ("config", "database")):
        with context.store() as store:
            said = asyncio.run(_ask(store, settings, context)) if args.network else {}
            reports = _reports(store, said, seconds(settings.fetch.every))
    if context.json:
        general = [{"id": c.id, "ok": c.ok, "message": c.sentence} for c in found]
        write_json({"checks": general, "sources": [_report_json(report) for report in reports]})
    else:
        write_table([(_mark(c.ok), _(c.name), c.sentence) for c in found])
        _tell(reports)
    return 0 if all(c.ok for c in found) and not any(r.finding for r in reports) else 1


def _settings(context: Context) -> Config:
    """Give the settings, or the defaults where the config is wrong, which a check says."""
    try:
        settings = context.config
    except ZhnewsError:
        settings = Config()
    i18n.use(settings.language)
    return settings


async def _ask(store: Store, settings: Config, context: Context) -> dict[int, Problem]:
    sources = [source for source in store.sources.all() if source.enabled]
    progress = Progress(len(sources), quiet=context.json)
    said = {}
    async for outcome in refresh(store, sources, settings=settings.fetch):
        said[outcome.source.id] = came(outcome)
        progress.step(outcome.source.label)
    progress.clear()
    return said


def _reports(store: Store, said: Mapping[int, Problem], every: int) -> list[Report]:
    makeups = store.census.makeups()
    reports = []
    for health in survey(store, int(time())):
        source, answer = health.source, said.get(health.source.id)
        is_empty = answer is not None and answer.kind == "empty"
        reports.append(
            Report(
                source,
                health.span.newest if health.span else None,
                makeups.get(source.id, NOTHING),
                interval(source, every),
                answer if is_empty else health.finding,
                answer,
            )
        )
    return reports


def _tell(reports: Sequence[Report]) -> None:
    if not reports:
        return
    worries = sum(report.finding is not None for report in reports)
    print()
    if worries:
        print(_("{total} 个来源，{n} 个要看一看：", total=len(reports), n=worries))
    else:
        print(_("{total} 个来源，都没有问题：", total=len(reports)))
    write_table([("", *map(_, HEAD)), *map(_row, sorted(reports, key=lambda r: r.finding is None))])


def _row(report: Report) -> tuple[str, ...]:
    source, makeup = report.source, report.makeup
    return (
        _mark(report.finding is None),
        fit(source.label, NAME_CELLS),
        _since(source.succeeded),
        _since(report.newest),
        *(_share(n, makeup.total) for n in (makeup.empty, makeup.undated, makeup.unsigned)),
        source.charset or "-",
        lasting(report.every),
        report.sentence,
    )


def _mark(ok: bool) -> str:
    return " " if ok else "!"


def _since(moment: int | None) -> str:
    return "-" if moment is None else ago(max(0, int(time()) - moment))


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "-"


def _report_json(report: Report) -> dict[str, Any]:
    source, makeup = report.source, report.makeup
    return {
        "url": source.url,
        "title": source.label,
        "enabled": source.enabled,
        "last_success": _iso(source.succeeded),
        "error": error_json(source.problem),
        "newest": _iso(report.newest),
        "articles": makeup.total,
        "empty": makeup.empty,
        "undated": makeup.undated,
        "unsigned": makeup.unsigned,
        "charset": source.charset or None,
        "every": report.every,
        "finding": error_json(report.finding),
        "came": error_json(report.came),
    }


def _iso(moment: int | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, CST).isoformat()


COMMANDS = {"doctor": Command(_arguments, _doctor, needs_config=False)}
