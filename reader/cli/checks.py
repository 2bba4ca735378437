"""What ``zhnews doctor`` looks at besides the sources: settings, database, terminal, sandbox."""

import asyncio
import locale
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from shlex import quote
from time import time

from msgspec import Struct

from reader import __version__
from reader.cli.command import CommandContext
from reader.cli.output import PLAIN, ambiguous_width, is_interactive, size_name
from reader.cli.settings import check_config
from reader.errors import FileMissing, NoSyncServer, ZhnewsError
from reader.i18n import N_, _, render
from reader.news.sync.server import login_of, state_of
from reader.processes.sandbox import Sandbox
from reader.processes.sandboxed import Confinement
from reader.settings.config import Fetch
from reader.store import files, maintenance
from reader.store.store import Store
from reader.text.addresses import Proxy
from reader.text.clean import clean, display_url
from reader.wording.articles import since

ELSEWHERE = N_("现在不在终端里，没有检查。")


class Check(Struct, frozen=True):
    """One thing that was looked at: its name, whether it is well, and a sentence."""

    id: str
    name: str
    ok: bool
    sentence: str


def checks(context: CommandContext) -> Iterator[Check]:
    """Look at one thing after the other."""
    yield Check("config", N_("设置"), *_config(context))
    yield Check("database", N_("数据库"), *_database(context))
    yield Check("permissions", N_("权限"), *_permissions(context))
    yield Check("sync", N_("同步"), *_sync(context))
    yield Check("terminal", N_("终端"), *_terminal())
    yield Check("width", N_("字宽"), *_width())
    yield Check("locale", N_("语言环境"), *_locale())
    yield Check("sandbox", N_("解析"), *_sandbox())
    yield Check("versions", N_("版本"), True, _versions())


def network_check(settings: Fetch) -> Check:
    """Say which way sources are asked, the proxy without its login."""
    proxy = Proxy.parse(settings.proxy)
    way = _("经过代理 {proxy}。", proxy=str(proxy)) if proxy else _("直接连接，不用代理。")
    return Check("network", N_("网络"), True, way)


def _config(context: CommandContext) -> tuple[bool, str]:
    try:
        check_config(context)
    except ZhnewsError as error:
        return False, render(error)
    return True, _("{path} 没有问题。", path=str(context.config_path))


def _database(context: CommandContext) -> tuple[bool, str]:
    path = context.database
    try:
        faults = maintenance.check(path)
        if faults:
            return False, _("{path} 有损坏，zhnews db check 列出哪里坏了。", path=str(path))
        info = maintenance.info(path)
    except FileMissing:
        return True, _("还没有数据库，添加第一个来源时会建立 {path}。", path=str(path))
    except ZhnewsError as error:
        return False, render(error)
    return True, _(
        "{path} 是完好的，{size}，第 {version} 版，{articles} 篇文章。",
        path=str(path),
        size=size_name(info.size + info.log),
        version=info.version,
        articles=info.articles,
    )


def _permissions(context: CommandContext) -> tuple[bool, str]:
    opened = files.open_to_others(context.database) if context.database.exists() else []
    if not opened:
        return True, _("数据库只有你自己能读写。")
    names = " ".join(quote(str(file)) for file in opened)
    said = _("别的用户也能打开数据库，里面可能有来源的密码。只留给自己：{command}")
    return False, said.format(command=f"chmod 600 {names}")


def _sync(context: CommandContext) -> tuple[bool, str]:
    """Say which server zhnews is kept in step with, and whether its password is at hand."""
    try:
        if not context.database.exists():
            raise NoSyncServer
        with Store.open(context.database) as store:
            settings = context.config.sync
            login = login_of(store, settings, context.config_path)
            last, sources = state_of(store).succeeded or None, len(store.sync.sources())
            waiting = len(store.sync.waiting(rules=settings.rules))
    except NoSyncServer:
        return True, _("没有和服务器同步。")
    except ZhnewsError as error:
        return False, render(error)
    said = _("{url}，用户 {user}：上次同步 {when}，{sources} 个来源，{waiting} 处标记还没有送出。")
    return True, said.format(
        url=display_url(login.url),
        user=clean(login.user),
        when=since(last, int(time())),
        sources=sources,
        waiting=waiting,
    )


def _terminal() -> tuple[bool, str]:
    if not is_interactive():
        return True, _(ELSEWHERE)
    term = os.environ.get("TERM", "")
    if term in PLAIN:
        return False, _("TERM 是“{term}”，阅读器显示不了，通常要设为 xterm-256color。", term=term)
    if "NO_COLOR" in os.environ:
        colours = _("不用颜色（NO_COLOR）")
    elif os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        colours = _("真彩色")
    elif "256color" in term:
        colours = _("256 种颜色")
    else:
        colours = _("16 种颜色")
    return True, _("{term}，{colours}。", term=term, colours=colours)


def _width() -> tuple[bool, str]:
    if not is_interactive():
        return True, _(ELSEWHERE)
    cells = ambiguous_width()
    if cells is None:
        return True, _("终端没有回答引号“占几格；如果边框错位，请把歧义宽度字符设为窄。")
    if cells == 1:
        return True, _("引号“占一格，正合适。")
    return False, _(
        "引号“占 {cells} 格，边框会错位。请在终端设置里把歧义宽度字符（ambiguous width）设为窄。",
        cells=cells,
    )


def _locale() -> tuple[bool, str]:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    named = next((os.environ[name] for name in names if os.environ.get(name)), "C")
    encoding = locale.getpreferredencoding(False)  # UTF-8 where Python writes that regardless
    params = {"name": named, "encoding": encoding}
    if encoding.lower().replace("-", "") in ("utf8", "gb18030"):
        return True, _("{name}，编码 {encoding}。", **params)
    return False, _("{name} 的编码 {encoding} 写不出汉字，请设置 LANG=zh_CN.UTF-8。", **params)


def _sandbox() -> tuple[bool, str]:
    """Say what the processes in which foreign bytes are parsed cannot do here."""
    try:
        held = asyncio.run(_confinement())
    except ZhnewsError as error:
        return False, render(error)
    limits = {
        _("时间有限"): True,
        _("内存有限"): held.memory,
        _("不能联网"): held.network,
        _("不能写文件"): held.files,
        _("不能另开进程"): held.processes,
    }
    comma = _("、")
    here, missing = (
        comma.join(name for name, holds in limits.items() if holds is wanted)
        for wanted in (True, False)
    )
    if not missing:
        return True, _("网页、订阅和图片在单独的进程里解析：{held}。", held=here)
    return True, _(
        "网页、订阅和图片在单独的进程里解析：{held}。这台机器不能保证：{missing}。",
        held=here,
        missing=missing,
    )


async def _confinement() -> Confinement:
    async with Sandbox() as sandbox:
        return await sandbox.run(Confinement, "reader.processes.sandboxed:confinement")


def _versions() -> str:
    python, textual = platform.python_version(), version("textual")
    return (
        f"zhnews {__version__} · Python {python} · SQLite {maintenance.SQLITE} · Textual {textual}"
    )
