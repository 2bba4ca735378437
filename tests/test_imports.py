import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reader

PACKAGE = Path(reader.__file__).parent
HEAVY = ("textual", "rich", "httpx", "httpcore", "feedparser", "PIL")


def modules_of(*rooms: str) -> list[str]:
    return [
        f"reader.{room}.{file.stem}"
        for room in rooms
        for file in sorted((PACKAGE / room).glob("*.py"))
        if file.stem != "__init__"
    ]


def loaded_by(*modules: str) -> set[str]:
    """The modules in memory after a fresh process has imported *modules*."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "modules",
    [
        ["reader.news.library"],
        ["reader.news.samples", "reader.news.discovery", "reader.news.refresh.run"],
        ["reader.store.store"],
        ["reader.model"],
        modules_of("regions"),
    ],
    ids=["library", "what the screen starts with", "store", "model", "regions"],
)
def test_a_room_loads_neither_the_screen_nor_the_network(modules: list[str]) -> None:
    assert not loaded_by(*modules) & set(HEAVY)


def test_text_loads_neither_the_screen_nor_the_network() -> None:
    loaded = loaded_by(*modules_of("text"))
    # The widths of characters come from the renderer's own table.
    assert not loaded & {"textual", "httpx", "httpcore", "feedparser", "rich.console"}


def test_what_the_screen_starts_with_loads_no_parser() -> None:
    loaded = loaded_by("reader.news.samples", "reader.news.discovery", "reader.news.refresh.run")
    assert not loaded & {"selectolax", "markdown_it"}


def test_the_screen_loads_what_decodes_pictures_in_no_case_and_the_front_page_later() -> None:
    loaded = loaded_by("reader.tui.app", "reader.tui.panes.pictures", "reader.news.pictures")
    assert not loaded & {"PIL", "reader.news.front_page"}


def test_the_screen_loads_what_saves_and_hands_on_when_it_is_used() -> None:
    loaded = loaded_by("reader.tui.app")
    assert not loaded & {"zipfile", "shlex", "reader.processes.program", "reader.wording.books"}
    assert not [name for name in loaded if name.startswith("reader.exchange.")]


def test_an_article_is_typeset_for_a_pipe_without_the_screen() -> None:
    assert not loaded_by("reader.cli.articles", "reader.cli.exchange") & {"textual", "rich.console"}


ELSEWHERE = """
import asyncio, getpass, multiprocessing, os, pkgutil, signal, subprocess, sys, tempfile
import feedparser, httpx, platformdirs, PIL.Image, reader, rich.console
import textual.app, textual.widgets
sys.platform = "win32"
for name in ("fcntl", "pty", "resource", "termios", "tty"):
    sys.modules[name] = None
for module, name in (
    (os, "fork"), (os, "killpg"), (os, "nice"), (os, "sched_getaffinity"), (signal, "SIGHUP")
):
    delattr(module, name)
for module in pkgutil.walk_packages(reader.__path__, "reader."):
    if not module.name.startswith(("reader.data.", "reader.__main__")):
        __import__(module.name)
from reader.cli.main import main
assert main(["--version"]) == main(["list"]) == main(["db", "info"]) == 0
"""
"""Imports all that is ours, and runs commands, where Windows hides what POSIX has."""


def test_nothing_is_imported_that_another_system_does_not_have(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", ELSEWHERE],
        env={**os.environ, **folders},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("room", ["tui", "cli"])
def test_what_the_reader_sees_asks_the_library_and_not_its_store(room: str) -> None:
    for file in (PACKAGE / room).rglob("*.py"):
        assert "library.store" not in file.read_text(encoding="utf-8"), file.name


def test_importing_the_package_imports_nothing() -> None:
    assert not {name for name in loaded_by("reader") if name.startswith("reader.")}


@pytest.mark.parametrize(
    "file",
    sorted(PACKAGE.rglob("__init__.py")),
    ids=lambda file: file.parent.name,
)
def test_no_package_imports_anything(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
