from pathlib import Path
from typing import Any

import pytest

from reader.cli import output, read
from reader.cli.command import CommandContext
from reader.news.library import Library
from tests.cli.conftest import TEXT, Zhnews


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Library, list[str]]]:
    """Stands in for the screen: keeps what would be shown, and the addresses of its sources."""
    seen: list[tuple[Library, list[str]]] = []

    def show(library: Library, context: CommandContext) -> int:
        seen.append((library, [source.url for source in library.sources.all()]))
        return 0

    monkeypatch.setattr(read, "_open", show)
    monkeypatch.setattr(output, "has_screen", lambda: True)
    return seen


Opened = list[tuple[Library, list[str]]]


def test_without_any_source_the_samples_are_shown(zhnews: Zhnews, opened: Opened) -> None:
    assert zhnews().status == 0
    [(library, _)] = opened
    assert library.samples
    assert library.store.path is None


@pytest.mark.parametrize("setting", ["true", "false"])
def test_the_config_tells_whether_a_story_is_one_row(
    zhnews: Zhnews, opened: Opened, feed_url: str, tmp_path: Path, setting: str
) -> None:
    config = tmp_path / "own.toml"
    config.write_text(f"[ui]\nreprints = {setting}\n", "utf-8")
    zhnews("add", feed_url)
    zhnews("--config", str(config))
    [(library, _)] = opened
    assert library.folds is (setting == "true")


def test_with_a_source_the_database_is_shown(zhnews: Zhnews, opened: Opened, feed_url: str) -> None:
    zhnews("add", feed_url, "--db", "x.db")
    zhnews("--db", "x.db")
    [(library, urls)] = opened
    assert not library.samples
    assert (library.store.path, urls) == (Path("x.db"), [feed_url])


def test_a_declared_source_drives_the_samples_out(zhnews: Zhnews, opened: Opened) -> None:
    zhnews.file("config/zhnews/config.toml", '[[source]]\nurl = "https://news.example.cn/a.xml"\n')
    zhnews()
    assert [urls for _, urls in opened] == [["https://news.example.cn/a.xml"]]


def test_paths_are_shown_without_touching_the_database(zhnews: Zhnews, opened: Opened) -> None:
    file = zhnews.file("剪报/书店.txt", TEXT)
    zhnews(file, file.parent, "--db", "x.db")
    [(library, urls)] = opened
    assert urls == [str(file), str(file.parent)]
    assert not library.samples
    assert not Path("x.db").exists()


def test_a_missing_path_is_said_before_the_screen_opens(zhnews: Zhnews, opened: Opened) -> None:
    ran = zhnews(zhnews.file("书店.txt", TEXT), "没有.txt")
    assert (ran.status, ran.err) == (1, "找不到 没有.txt，请检查路径。\n")
    assert opened == []


def test_without_a_terminal_the_reader_says_what_to_do(zhnews: Zhnews) -> None:
    ran = zhnews()
    assert ran.status == 2
    assert "zhnews list" in ran.err


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_be_drawn_in_is_told_so_in_one_sentence(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setattr(output, "has_screen", lambda: True)
    monkeypatch.setenv("TERM", term)
    ran = zhnews()
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert f"TERM={term}" in ran.err and "zhnews list" in ran.err and "zhnews show" in ran.err


def test_an_error_that_ended_the_screen_is_said_after_it(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.tui.app import ZhnewsApp

    def run(self: ZhnewsApp, **options: Any) -> None:
        self.failure = RuntimeError("broken")

    monkeypatch.setattr(ZhnewsApp, "run", run)
    monkeypatch.setattr(output, "has_screen", lambda: True)
    ran = zhnews()
    assert ran.status == 1
    assert ran.err.startswith("zhnews 出错了（RuntimeError）")
