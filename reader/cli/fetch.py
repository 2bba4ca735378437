"""``zhnews fetch``: ask the sources for their news."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from functools import partial
from time import time
from typing import Any

from msgspec.structs import replace
from msgspec.structs import replace as with_setting

from reader import i18n
from reader.cli.command import CommandContext, Subcommand, positive
from reader.cli.output import ProgressBar, error_json, write_json
from reader.cli.sources import choose
from reader.cli.sync import sync_json, sync_now
from reader.errors import (
    BadAddress,
    BadArguments,
    FetchError,
    InputError,
    StoreError,
    SyncError,
    TimedOut,
)
from reader.i18n import _
from reader.model import Draft, Feed, Outcome, Problem, Source
from reader.news.due import due, prune
from reader.news.refresh.recorder import problem_of
from reader.news.refresh.run import refresh
from reader.news.search import conditions, since
from reader.news.sources import subscribe
from reader.news.sync.run import Synced
from reader.news.sync.server import has_server
from reader.news.work import catch_up
from reader.settings import config
from reader.settings.config import Fetch
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text import addresses
from reader.text.clean import display_url, host_of, safe_url, split_login
from reader.text.dates import now_in_china
from reader.view import UNREAD, View
from reader.wording.refresh import refreshed, taken
from reader.wording.refresh import synced as in_step

ASKING = ("url", "region", "source", "due", "force", "since")
"""The options about which sources are asked, and how."""
DEADLINE = 25
"""Seconds that ``fetch --url`` may take in all."""

Ask = Callable[..., AsyncGenerator[Outcome, None]]
"""`refresh`, as the command line wants it."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--url", metavar=_("网址").upper(), help=_("只要这个来源；还没有就添加"))
    parser.add_argument("--region", metavar=_("地区").upper(), help=_("只要这个地区和它下面的来源"))
    parser.add_argument(
        "--source", metavar=_("来源").upper(), help=_("只要这个来源：编号、名字或网址")
    )
    parser.add_argument("--due", action="store_true", help=_("只要到了时间的来源"))
    parser.add_argument("--force", action="store_true", help=_("也问请求过不要打扰的来源"))
    parser.add_argument(
        "--since",
        metavar=_("日期").upper(),
        help=_("频道页一页页、数字报一天天往回翻，翻到这一天：2026-05-01、7d"),
    )
    parser.add_argument(
        "--offline", action="store_true", help=_("不问来源，取来未读文章的全文和图片，没有网络时看")
    )
    parser.add_argument("--query", metavar=_("条件").upper(), help=_("--offline 只取找到的文章"))
    parser.add_argument("--jobs", type=positive, metavar="N", help=_("同时问几个来源"))


def _fetch(args: Namespace, context: CommandContext) -> int:
    settings = context.config.fetch
    if args.jobs:
        settings = with_setting(settings, jobs=args.jobs)
    if args.offline or args.query is not None:
        return _take_along(args, context, settings)
    start = since(args.since, now_in_china()) if args.since is not None else None
    ask = partial(refresh, settings=settings, force=args.force, since=start)
    with context.store() as store:
        if args.url is not None:
            status = asyncio.run(_fetch_one(store, args.url, ask, context))
        else:
            sources = choose(store.sources.all(), args)
            if args.due:
                sources = due(sources, int(time()), config.seconds(settings.every))
            outcomes = asyncio.run(_fetch_all(store, sources, ask, context))
            is_whole = args.source is None and args.region is None
            synced = _sync(store, context) if is_whole else None
            _prune(store, context)
            status = _report(outcomes, synced, store, context)
        _notify(store, context)
    return status


def _notify(store: Store, context: CommandContext) -> None:
    """Tell of what the rules find in what came. Raises ZhnewsError, StoreError."""
    if not context.config.notify.command:
        return
    from reader.news.rules import notify  # most are told nothing

    sys.stdout.flush()  # what was fetched can be read; the command may take its time
    catch_up(store, RULE, folds=context.config.ui.reprints)
    asyncio.run(notify(store, context.config.notify))


def _prune(store: Store, context: CommandContext) -> None:
    """Remove what need not be kept, if it can be written now."""
    with suppress(StoreError):
        for _gone in prune(store, context.config.keep, now_in_china()):
            pass


def _take_along(args: Namespace, context: CommandContext, settings: Fetch) -> int:
    """Take along what is unread. Raises BadArguments, BadQuery, UnknownRegion, StoreError."""
    from reader.news.library import Library
    from reader.news.refresh.pages import take_along

    _require_alone(args)
    folds = context.config.ui.reprints
    with context.store() as store:
        catch_up(store, PLACE, STORY, RULE, folds=folds)
        view = View((UNREAD, *conditions(args.query or "", now_in_china())))
        ids = Library(store, folds=folds).ids(view)
        with ProgressBar(len(ids), quiet=context.json) as progress:
            show = partial(progress.show, label=_("离线"))
            done = asyncio.run(take_along(store, ids, settings=settings, on_progress=show))
    if context.json:
        write_json({"unread": done.wanted, "taken": done.here})
    else:
        print(taken(done.wanted, done.here))
    return 0 if done.here == done.wanted else 1


def _require_alone(args: Namespace) -> None:
    """Raise BadArguments for options that make no sense with or without ``--offline``."""
    others = [f"--{name}" for name in ASKING if getattr(args, name) not in (None, False)]
    if not args.offline:
        detail = _("缺少参数 {what}。", what="--offline")
    elif others:
        detail = _("{what} 不能和 {value} 一起用。", what="--offline", value=others[0])
    else:
        return
    raise BadArguments(detail=detail, command="zhnews fetch")


async def _fetch_one(store: Store, url: str, ask: Ask, context: CommandContext) -> int:
    outcome = await _outcome(store, url, ask)
    _prune(store, context)
    if context.json:
        write_json(_outcome_json(outcome, store.articles.count()))
    else:
        _tell_problem(outcome)
        print(_("新文章 {new} 篇。", new=outcome.new))
    return 1 if outcome.status == "error" else 0


async def _outcome(store: Store, url: str, ask: Ask) -> Outcome:
    """Refresh the one source at *url*, stored if it is new, within the deadline."""
    address, login = split_login(safe_url(url))
    try:
        addresses.check(address)
    except BadAddress as error:
        return _failed(Source(url=display_url(url)), error)
    if not address:
        return _failed(Source(url=display_url(url)), BadAddress(url=display_url(url)))
    source, _new = subscribe(store, Source(url=address, login=login))
    outcome = _failed(source, TimedOut(host=host_of(url), seconds=DEADLINE))
    with suppress(TimeoutError):
        async with asyncio.timeout(DEADLINE), aclosing(ask(store, [source])) as outcomes:
            async for outcome in outcomes:  # noqa: B007  # the only one; then its articles come
                pass
    return outcome


def _failed(source: Source, error: FetchError) -> Outcome:
    problem = Problem(error.kind, error.message, error.params)
    return Outcome(source=source, status="error", problem=problem)


def _outcome_json(outcome: Outcome, stored: int) -> dict[str, Any]:
    """Return the contract of ``fetch --url``; *stored* is how many articles there are now."""
    return {
        "status": outcome.status,
        "error": error_json(outcome.problem),
        "final_url": outcome.final_url or outcome.source.url,
        "feed": {"title": outcome.feed.title or outcome.source.title},
        "entries": [_entry_json(entry) for entry in outcome.feed.entries],
        "db_count": stored,
    }


def _entry_json(entry: Draft) -> dict[str, Any]:
    return {
        "title": entry.headline,
        "url": entry.url,
        "link": entry.url,  # as it was called before
        "author": entry.author,
        "published": entry.published,
        "summary": entry.summary,
        "content": "\n".join(entry.body),
    }


async def _fetch_all(
    store: Store, sources: Sequence[Source], ask: Ask, context: CommandContext
) -> list[Outcome]:
    outcomes = []
    with ProgressBar(len(sources), quiet=context.json) as progress:
        pages = partial(progress.show, label=_("正文"))
        async for outcome in ask(store, sources, on_progress=pages):
            outcomes.append(replace(outcome, feed=Feed()))  # what it listed is stored by now
            if not context.json:
                progress.clear()
                _tell_problem(outcome)
            progress.step(outcome.source.label)
    return outcomes


def _sync(store: Store, context: CommandContext) -> Synced | Problem | None:
    """Sync with the server, if there is one, and return what it came to, or what is wrong."""
    if not has_server(store, context.config.sync):
        return None
    try:
        return sync_now(store, context)
    except (FetchError, SyncError, InputError) as error:
        if not context.json:
            print(i18n.render(error), file=sys.stderr)
        return problem_of(error)


def _report(
    outcomes: Sequence[Outcome],
    synced: Synced | Problem | None,
    store: Store,
    context: CommandContext,
) -> int:
    failed = sum(outcome.status == "error" for outcome in outcomes)
    if context.json:
        result: dict[str, Any] = {"sources": [*map(_line_json, outcomes)]}
        if synced is not None:
            result["sync"] = sync_json(synced)
        write_json({**result, "db_count": store.articles.count()})
    else:
        new = sum(outcome.new for outcome in outcomes)
        print(refreshed(len(outcomes), new, failed))
        if isinstance(synced, Synced):
            print(in_step(synced.new, synced.marked, synced.sent))
    return 1 if failed or isinstance(synced, Problem) else 0


def _line_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "url": outcome.source.url,
        "status": outcome.status,
        "new": outcome.new,
        "error": error_json(outcome.problem),
    }


def _tell_problem(outcome: Outcome) -> None:
    if outcome.problem is not None:
        sentence = i18n.render(outcome.problem)
        print(
            _("{title}：{sentence}", title=outcome.source.label, sentence=sentence), file=sys.stderr
        )


COMMANDS = {"fetch": Subcommand(_arguments, _fetch)}
