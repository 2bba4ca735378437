"""Which server zhnews is kept in step with, and the password for it.

The password is never in the database, in the config or among the arguments of a command, and no
error says it: a command of the reader's prints it, or the system's keyring knows it, or a file
beside the config that nobody else may read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import astuple

from reader.disk import portable, read_file, translated
from reader.errors import FileMissing, FileUnwritable, NoSyncServer, SyncError
from reader.i18n import N_
from reader.model import Source
from reader.news.sync.sources import is_same
from reader.settings import paths
from reader.settings.config import Sync
from reader.store.store import Store
from reader.sync.records import Login, Subscription
from reader.text.clean import clean, host_of

if TYPE_CHECKING:
    from reader.sync.client import Api

MEMORY = "sync"
"""Where the store remembers the server: its address, the user, and where its lists go on."""
STATE = "sync_state"
"""Where it remembers how it went there: the numbers of `State`."""
ABSENT = "sync_absent"
"""Where it remembers what was asked for in vain: items, and after each when it is again."""
FILE = "sync.password"
SERVICE = "zhnews {url}"
"""What the keyring calls a password."""
COMMAND_TIMEOUT = 60
"""Seconds for a command to print the password; it may ask for another one first."""
LIMIT_MB = 1


class State(Struct, frozen=True):
    """How it went at the server, in epoch seconds; 0: never."""

    succeeded: int = 0
    """When the last whole sync was."""
    held: int = 0
    """Until when the server asked to be left alone (Retry-After)."""


def state_of(store: Store) -> State:
    """Return how it went. Raises StoreError."""
    return State(*map(int, store.memory.get(STATE) or ()))


def keep_state(store: Store, state: State) -> None:
    """Remember how it went. Raises StoreError."""
    store.memory.keep(STATE, map(str, astuple(state)))


def has_server(store: Store, settings: Sync) -> bool:
    """Return whether there is a server to be kept in step with. Raises StoreError."""
    return bool(settings.url or store.memory.get(MEMORY))


def server_of(store: Store, settings: Sync) -> tuple[str, str]:
    """Return the address of the server and the user: those of the config, else of the last login.

    Raises NoSyncServer.
    """
    if settings.url:
        return settings.url, settings.user
    match store.memory.get(MEMORY):
        case [url, user, *_rest]:
            return url, user
    raise NoSyncServer


def can_be_handed_over(source: Source) -> bool:
    """Whether *source* is or may be a feed that the server could ask, without a password."""
    is_own = source.enabled and not source.synced and not source.login
    return is_own and source.kind in ("feed", "auto")


def login_of(store: Store, settings: Sync, config: Path) -> Login:
    """Return how to log in.

    Raises NoSyncServer, SyncError, InputError.
    """
    url, user = server_of(store, settings)
    return Login(url, user, find_password(settings, config, url, user))


def remember(
    store: Store,
    url: str,
    user: str,
    there: Sequence[Subscription] = (),
    *,
    force: bool = False,
) -> None:
    """Remember the server, which has the subscriptions *there*.

    It is the one that is known, at another address, if the user is the same and has most of what
    was subscribed to. What is known of any other is forgotten, what waits for it only by *force*.
    Raises SyncError, StoreError.
    """
    with store.transaction():
        before = store.memory.get(MEMORY) or []
        if before[1:2] == [user] and (before[0] == url or is_same(store, there)):
            store.memory.keep(MEMORY, [url, *before[1:]])
            return
        if (waiting := store.sync.count_waiting()) and not force:
            raise SyncError(
                N_(
                    "{host} 不是原来的服务器，要送到原来那个的改动还有 {n} 处；"
                    "请先和原来的同步，或者放弃它们：zhnews sync login 网址 --force。"
                ),
                host=host_of(url),
                n=waiting,
            )
        store.sync.forget()
        for name in (STATE, ABSENT):
            store.memory.keep(name, [])
        store.memory.keep(MEMORY, [url, user])


async def meet(store: Store, api: Api, login: Login) -> None:
    """Remember the server of *login*; ask it what it is where its address is a new one.

    Raises FetchError, SyncError, StoreError.
    """
    if (store.memory.get(MEMORY) or [])[:2] != [login.url, login.user]:
        remember(store, login.url, login.user, await api.subscriptions())


def forget(store: Store, config: Path, *, take_along: bool = False) -> int:
    """Forget the server and its password; all sources and articles stay.

    *take_along*: but for its sources that the config does not declare; return how many were
    removed, with their articles. Raises StoreError, InputError.
    """
    match store.memory.get(MEMORY):
        case [url, user, *_rest] if keyring := _keyring():
            with suppress(Exception):
                keyring.delete_password(SERVICE.format(url=url), user)
    path = password_file(config)
    with suppress(FileMissing), translated(path):
        path.unlink()
    with store.transaction():
        sources = [each.id for each in store.sources.all() if each.synced and not each.declared]
        for id in sources if take_along else ():
            store.sources.remove(id)
        store.sync.forget()
        store.memory.keep(MEMORY, [])
    return len(sources) if take_along else 0


def find_password(settings: Sync, config: Path, url: str, user: str) -> str:
    """Return the password of *user* at *url*. Raises as `login_of` does."""
    if settings.password_command:
        return _printed(settings.password_command)
    if (keyring := _keyring()) is not None:
        with suppress(Exception):
            if found := keyring.get_password(SERVICE.format(url=url), user):
                return str(found)
    with suppress(FileMissing):
        return _in_file(password_file(config), url)
    raise SyncError(
        N_("没有 {host} 的密码，请运行 zhnews sync login，或设置 [sync] 里的 password_command。"),
        kind="auth",
        host=host_of(url),
    )


def keep_password(config: Path, url: str, user: str, password: str) -> Path | None:
    """Keep a password in the keyring, or else in a file, and return which; None: the keyring.

    Raises FileUnwritable.
    """
    if (keyring := _keyring()) is not None:
        with suppress(Exception):
            keyring.set_password(SERVICE.format(url=url), user, password)
            return None
    path = password_file(config)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # one that is there may be open to others, or a link
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{password}\n{url}\n")
    except OSError as error:
        raise FileUnwritable(path=portable(str(path))) from error
    return path


def password_file(config: Path) -> Path:
    """Return the file that may hold the password: beside the config, or where that would be."""
    own = paths.user_config() if config == paths.default_config() else config
    return own.with_name(FILE)


def _printed(command: str) -> str:
    import shlex  # not before first paint
    import subprocess

    try:
        words = shlex.split(command)
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_TIMEOUT,
            check=True,
        )
        return _lines(done.stdout)[0]
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        # Not the cause: it may hold what the command has printed.
        raise SyncError(
            N_("password_command 里的 {command} 没有输出密码，请在终端里运行它看看。"),
            kind="auth",
            command=clean(command.partition(" ")[0]),
        ) from None


def _in_file(path: Path, url: str) -> str:
    """Return the first line of a file; a second one names the only server that it is for."""
    data = read_file(path, LIMIT_MB)
    if path.stat().st_mode & 0o077:
        raise SyncError(
            N_("{path} 里有密码，别的用户也能读；只留给自己：chmod 600 {path}"),
            kind="auth",
            path=portable(str(path)),
        )
    with suppress(ValueError):
        lines = _lines(data)
        if lines[1:2] in ([], [url]):
            return lines[0]
    raise FileMissing(path=portable(str(path)))


def _lines(data: bytes) -> list[str]:
    """Return the lines behind a password. Raises ValueError without one, or if not in UTF-8."""
    lines = data.decode("utf-8").splitlines()
    if not lines or not lines[0]:
        raise ValueError
    return lines


def _keyring() -> Any:
    """Return the library that knows the system's keyring, None where it is not installed.

    It raises what its backends do, D-Bus and the system's own among them: one that fails is one
    that knows nothing.
    """
    try:
        import keyring
    except Exception:
        return None
    return keyring
