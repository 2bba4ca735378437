"""``zhnews sync``: keep in step with a server such as FreshRSS."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass

from msgspec.structs import asdict

from reader.cli.command import CommandContext, Subcommand
from reader.cli.output import ProgressBar, error_json, is_interactive, write_json
from reader.errors import BadAddress, BadArguments
from reader.i18n import N_, _, render
from reader.model import Problem
from reader.news.sync.run import Synced, find_api, sync
from reader.news.sync.server import find_password, forget, keep_password, login_of, remember
from reader.news.sync.subscriptions import push
from reader.store.store import Store
from reader.sync.records import Login
from reader.text.clean import clean, display_url, safe_url, split_login
from reader.wording.refresh import synced

_ACTIONS = ("login", "push", "logout")
_LOGGED_IN = N_("登录了 {url}，那里订阅了 {n} 个来源；密码在{place}。zhnews sync 开始同步。")
_LOGGED_OUT = N_("不再同步；来源和文章都留着。")
_TAKEN_ALONG = N_("不再同步；服务器的 {n} 个来源和它们的文章都删除了。")
_STOPPED = N_("停下了：收到 {new} 篇，送出 {sent} 处标记；下次接着来。")
_STILL_NAMED = N_("忘掉了密码；设置里 [sync] 的 url 还在，去掉它才不再同步。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=_ACTIONS,
        metavar="|".join(_ACTIONS),
        help=_("login：登录；push：把自己的订阅交给服务器；logout：不再同步；不写：同步"),
    )
    parser.add_argument("url", nargs="?", metavar=_("网址"), help=_("login 的服务器"))
    parser.add_argument("--user", metavar=_("名字"), help=_("login 的用户名；密码会另外问"))
    parser.add_argument(
        "--remove", action="store_true", help=_("logout 时把服务器的来源和文章也删除")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("login 换服务器时放弃没有送到原来那个的改动")
    )


def _sync(args: Namespace, context: CommandContext) -> int:
    with context.store() as store:
        match args.action:
            case "login":
                return _log_in(store, args, context)
            case "logout":
                return _log_out(store, args, context)
            case "push":
                return _push(store, context)
            case _:
                return _run(store, context)


def sync_now(store: Store, context: CommandContext) -> Synced:
    """Sync, say what the reader should know of sources, and return what it came to.

    Where that is interrupted, say how far it came. Raises FetchError, SyncError, UsageError,
    InputError, StoreError.
    """
    settings = context.config
    login = login_of(store, settings.sync, context.config_path)
    so_far = [Synced(new=0, marked=0, sent=0)]
    try:
        with ProgressBar(0, quiet=context.json) as progress:
            done = asyncio.run(
                sync(
                    store,
                    login,
                    settings=settings.fetch,
                    terms=settings.sync,
                    on_progress=lambda done, total: progress.show(done, total, _("同步")),
                    on_done=so_far.append,
                )
            )
    except KeyboardInterrupt:
        print(_(_STOPPED, new=so_far[-1].new, sent=so_far[-1].sent), file=sys.stderr)
        raise
    for problem in done.problems:
        print(render(problem), file=sys.stderr)
    return done


def _run(store: Store, context: CommandContext) -> int:
    done = sync_now(store, context)
    _tell(context, sync_json(done), synced(done.new, done.marked, done.sent))
    return 0


def sync_json(done: Synced | Problem) -> dict[str, object]:
    """Return what a sync came to, or why it did not, as JSON has it."""
    if isinstance(done, Problem):
        return {"error": error_json(done)}
    return {**asdict(done), "problems": [error_json(problem) for problem in done.problems]}


def _push(store: Store, context: CommandContext) -> int:
    login = login_of(store, context.config.sync, context.config_path)
    with ProgressBar(0, quiet=context.json) as progress:
        done = asyncio.run(
            push(
                store,
                login,
                settings=context.config.fetch,
                on_progress=lambda done, total: progress.show(done, total, _("同步")),
            )
        )
    for error in done.refused:
        print(render(error), file=sys.stderr)
    result = {"taken": done.taken, "refused": len(done.refused)}
    _tell(context, result, _("{n} 个来源交给了服务器。", n=len(done.taken)))
    return 1 if done.refused else 0


def _log_in(store: Store, args: Namespace, context: CommandContext) -> int:
    settings = context.config.sync
    url = args.url or settings.url
    user = args.user or settings.user
    if not url:
        raise BadArguments(detail=_("缺少服务器的网址，请写在 login 后面。"), command="zhnews sync")
    if split_login(url)[1]:
        raise BadArguments(
            detail=_("网址里不能写用户名和密码：用户名请用 --user 写出，密码会另外问。"),
            command="zhnews sync",
        )
    if not safe_url(url):
        raise BadAddress(url=display_url(url))
    user = user or _ask_user()
    login = Login(url, user, _password(context, url, user))
    login, there = asyncio.run(find_api(login, context.config.fetch))
    remember(store, login.url, user, there, force=args.force)
    place = _("命令里") if settings.password_command else _kept(context, login)
    said = _(_LOGGED_IN, url=login.url, n=len(there), place=place)
    _tell(context, {"url": login.url, "user": user, "subscriptions": len(there)}, said)
    return 0


def _log_out(store: Store, args: Namespace, context: CommandContext) -> int:
    removed = forget(store, context.config_path, take_along=args.remove)
    said = [_(_TAKEN_ALONG, n=removed) if args.remove else _(_LOGGED_OUT)]
    if named := context.config.sync.url:
        said = [*said[: args.remove], _(_STILL_NAMED)]
    _tell(context, {"url": named or None, "removed": removed}, " ".join(said))
    return 0


def _ask_user() -> str:
    user = clean(input(_("用户名："))) if is_interactive() else ""
    if not user:
        raise BadArguments(detail=_("缺少用户名，请用 --user 写出。"), command="zhnews sync")
    return user


def _password(context: CommandContext, url: str, user: str) -> str:
    """Ask for the password, at the terminal or on standard input, unless a command knows it."""
    settings = context.config.sync
    if settings.password_command:
        return find_password(settings, context.config_path, url, user)
    if is_interactive():
        return getpass(_("密码："))
    return sys.stdin.readline().rstrip("\r\n")


def _kept(context: CommandContext, login: Login) -> str:
    path = keep_password(context.config_path, login.url, login.user, login.password)
    return _("系统的密码库里") if path is None else _("只有你能读的 {path} 里", path=str(path))


def _tell(context: CommandContext, result: dict[str, object], sentence: str) -> None:
    if context.json:
        write_json(result)
    else:
        print(sentence)


COMMANDS = {"sync": Subcommand(_arguments, _sync)}
