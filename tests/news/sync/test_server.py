import sys
from pathlib import Path
from types import ModuleType

import pytest

from reader.errors import FileUnwritable, NoSyncServer, SyncError
from reader.news.sync import server
from reader.news.sync.server import (
    find_password,
    forget,
    keep_password,
    login_of,
    password_file,
    remember,
    server_of,
)
from reader.settings import paths
from reader.settings.config import Sync
from reader.store.store import Store
from reader.sync.records import Subscription
from tests.store.making import fill

URL, USER, SECRET = "https://rss.example/api/greader.php", "读者", "秘密 &+%"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "conf" / "config.toml"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_keyring", lambda: None)


class Keyring(ModuleType):
    """A keyring that is locked, or knows what it is told."""

    def __init__(self, *, is_locked: bool = False) -> None:
        super().__init__("keyring")
        self.known: dict[tuple[str, str], str] = {}
        self.is_locked = is_locked

    def get_password(self, service: str, user: str) -> str | None:
        self._unlock()
        return self.known.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self._unlock()
        self.known[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        self._unlock()
        del self.known[service, user]

    def _unlock(self) -> None:
        if self.is_locked:
            raise LookupError


def test_a_kept_password_is_in_a_file_that_nobody_else_can_read(config: Path) -> None:
    for _ in range(2):
        kept = keep_password(config, URL, USER, SECRET)
    assert kept == config.with_name("sync.password")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert find_password(Sync(), config, URL, USER) == SECRET


def test_a_kept_password_is_for_its_own_server_alone(config: Path) -> None:
    keep_password(config, URL, USER, SECRET)
    with pytest.raises(SyncError, match=r"other\.example"):
        find_password(Sync(), config, "https://other.example/", USER)
    password_file(config).write_text(f"{SECRET}\n", "utf-8")  # as one writes it by hand
    assert find_password(Sync(), config, URL, USER) == SECRET


def test_where_no_file_can_be_written_that_is_said(config: Path) -> None:
    config.parent.write_text("a file")
    with pytest.raises(FileUnwritable, match=r"sync\.password"):
        keep_password(config, URL, USER, SECRET)


def test_a_file_that_others_can_read_is_refused_and_named(config: Path) -> None:
    kept = keep_password(config, URL, USER, SECRET)
    assert kept
    kept.chmod(0o640)
    with pytest.raises(SyncError, match="chmod 600") as caught:
        find_password(Sync(), config, URL, USER)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\n"])
def test_without_a_password_it_is_said_how_to_give_one(config: Path, content: bytes) -> None:
    with pytest.raises(SyncError, match="zhnews sync login"):
        find_password(Sync(), config, URL, USER)
    config.parent.mkdir()
    password_file(config).write_bytes(content)
    password_file(config).chmod(0o600)
    with pytest.raises(
        SyncError,
        match=r" 的密码，请运行 zhnews sync login，或设置 \[sync\] 里的 password_command。",
    ):
        find_password(Sync(), config, URL, USER)


def test_the_first_line_that_a_command_prints_is_the_password(config: Path) -> None:
    keep_password(config, URL, USER, "不用")
    code = f"print({SECRET!r}); print('more')"
    settings = Sync(password_command=f'{sys.executable} -X utf8 -c "{code}"')
    assert find_password(settings, config, URL, USER) == SECRET


@pytest.mark.parametrize("command", ["false", "true", "/no/such/thing x", 'sh "', " "])
def test_a_command_that_prints_none_is_named_without_its_arguments(
    config: Path, command: str
) -> None:
    with pytest.raises(SyncError, match="password_command 里的 ") as caught:
        find_password(Sync(password_command=f"{command}"), config, URL, USER)
    assert caught.value.__cause__ is None
    assert caught.value.params["command"] == command.split(" ")[0]


def test_the_systems_keyring_comes_before_the_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring = Keyring()
    monkeypatch.setattr(server, "_keyring", lambda: keyring)
    assert keep_password(config, URL, USER, SECRET) is None
    assert not password_file(config).exists()
    assert find_password(Sync(), config, URL, USER) == SECRET
    with pytest.raises(
        SyncError,
        match=r" 的密码，请运行 zhnews sync login，或设置 \[sync\] 里的 password_command。",
    ):
        find_password(Sync(), config, "https://other.example/", USER)


def test_a_keyring_that_is_locked_leaves_it_to_the_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_keyring", lambda: Keyring(is_locked=True))
    assert keep_password(config, URL, USER, SECRET) == password_file(config)
    assert find_password(Sync(), config, URL, USER) == SECRET


def test_the_file_of_the_shipped_config_is_beside_the_readers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "own" / "config.toml")
    assert password_file(paths.default_config()) == tmp_path / "own" / "sync.password"


def test_the_config_names_the_server_or_else_the_last_login(config: Path) -> None:
    with Store.open(None) as store:
        with pytest.raises(NoSyncServer, match="zhnews sync login"):
            login_of(store, Sync(), config)
        remember(store, URL, USER)
        keep_password(config, URL, USER, SECRET)
        login = login_of(store, Sync(), config)
        assert (login.url, login.user, login.password) == (URL, USER, SECRET)
        assert SECRET not in repr(login)
        named = Sync(url="https://b.example/", user="乙")
        assert server_of(store, named) == ("https://b.example/", "乙")


def test_the_same_address_is_the_same_server_whatever_is_subscribed_to_there() -> None:
    with Store.open(None) as store:
        source = fill(store, 1)
        remember(store, URL, USER)
        store.sync.adopt(source.id, "feed/1")
        for _ in range(2):
            remember(store, URL, USER)
            assert store.sync.sources() == {"feed/1": source.id}
        remember(store, URL, "别人", [Subscription(id="feed/1", url=source.url)])
        assert store.sync.sources() == {}


@pytest.mark.parametrize("has_keyring", [False, True])
def test_a_forgotten_server_leaves_no_password_and_all_articles(
    config: Path, monkeypatch: pytest.MonkeyPatch, has_keyring: bool
) -> None:
    keyring = Keyring()
    if has_keyring:
        monkeypatch.setattr(server, "_keyring", lambda: keyring)
    with Store.open(None) as store:
        source = fill(store, 2)
        forget(store, config)
        remember(store, URL, USER)
        store.sync.adopt(source.id, "feed/1")
        keep_password(config, URL, USER, SECRET)
        forget(store, config)
        assert store.articles.count() == 2
        assert not store.sources.get(source.id).synced
        with pytest.raises(NoSyncServer):
            server_of(store, Sync())
    with pytest.raises(
        SyncError,
        match=r" 的密码，请运行 zhnews sync login，或设置 \[sync\] 里的 password_command。",
    ):
        find_password(Sync(), config, URL, USER)
