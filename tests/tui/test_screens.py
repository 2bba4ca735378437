"""The pictures of the READMEs."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests import screens


def letters(svg: str) -> list[tuple[str, list[str]]]:
    """Return the pieces of text in *svg*, each with the places of its characters."""
    texts = ElementTree.fromstring(svg).iter(f"{screens.SVG}text")
    return [(text.text or "", text.get("x", "").split()) for text in texts]


async def test_they_show_what_the_screen_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    shown = letters(await screens.drawn(tmp_path, "zh", "dark"))
    there = screens.FOLDER / "screen-zh-dark.svg"
    assert shown == letters(there.read_text("utf-8")), "uv run python -m tests.screens"
    assert all(len(text) == len(places) for text, places in shown)
