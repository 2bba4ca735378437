"""``zhnews doctor --network --region``: what the catalogue has for a place, tried one by one."""

import asyncio
from collections.abc import Sequence
from time import time
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reader.cli.output import Progress, error_json, iso_time, write_json, write_table
from reader.config import Config
from reader.i18n import N_, _, render
from reader.model import Count, Outcome, Source
from reader.news.catalogue import sources_for
from reader.news.health import came
from reader.news.places import place_id
from reader.news.refresh import refresh
from reader.store.store import Store
from reader.text.width import fit
from reader.wording.times import since

COLUMNS = (N_("来源"), N_("种类"), N_("文章"), N_("最新文章"), N_("答复"))
NAME_CELLS = 24
KINDS = {"feed": N_("订阅"), "page": N_("频道页"), "folder": N_("文件夹"), "auto": "-"}


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
    trials = asyncio.run(_ask(wanted, settings, quiet=json))
    if json:
        write_json({"region": place, "sources": [_as_json(trial) for trial in trials]})
    else:
        write_table([("", *map(_, COLUMNS)), *map(_row, trials)])
    return 0 if all(trial.answered for trial in trials) else 1


async def _ask(wanted: Sequence[Source], settings: Config, *, quiet: bool) -> list[Trial]:
    only_lists = replace(settings.fetch, page_articles=0)
    with Store.open(None) as store, Progress(len(wanted), quiet=quiet) as progress:
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


def _row(trial: Trial) -> tuple[str, ...]:
    return (
        " " if trial.answered else "!",
        fit(trial.source.label, NAME_CELLS),
        _(KINDS.get(trial.outcome.source.kind, "-")),
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
