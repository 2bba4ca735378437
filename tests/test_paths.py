from pathlib import Path

import pytest

from reader.settings import config, paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("ZHNEWS_CONFIG", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path


def test_the_named_config_comes_before_all_others(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHNEWS_CONFIG", str(home / "env.toml"))
    assert paths.config_file(home / "named.toml") == home / "named.toml"


def test_the_environment_comes_before_the_users_own_config(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(paths.user_config())
    monkeypatch.setenv("ZHNEWS_CONFIG", str(home / "env.toml"))
    assert paths.config_file() == home / "env.toml"


def test_the_users_own_config_comes_before_the_default_one(home: Path) -> None:
    assert paths.config_file() == paths.default_config()
    _write(paths.user_config())
    assert paths.config_file() == home / "config" / "zhnews" / "config.toml"


def test_a_checkout_reads_the_config_at_its_top() -> None:
    assert paths.default_config() == Path(__file__).parent.parent / "config.toml"
    assert config.load(paths.default_config()) == config.Config()


def test_a_wheel_reads_the_config_among_its_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "reader" / "data" / "config.toml"
    _write(carried)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "reader" / "settings" / "paths.py"))
    assert paths.default_config() == carried


def test_the_database_is_the_named_one_or_in_the_data_directory(home: Path) -> None:
    assert paths.database_file(home / "x.db") == home / "x.db"
    assert paths.database_file() == home / "data" / "zhnews" / "zhnews.db"
    assert not (home / "data").exists(), "asking for a place does not make it"


def test_the_log_has_a_directory_of_its_own(home: Path) -> None:
    assert paths.log_file().is_relative_to(home / "state")


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")
