"""Draw ``reader/data/screen-*.svg``, the pictures of the READMEs: the reader over the samples.

Usage: uv run python -m tests.screens

What is drawn is Textual's screenshot, whose wide characters lie on top of each other, as each is
taken for one cell. Here every character stands in its own cells, whichever font draws it.
"""

import asyncio
import os
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import convert
from msgspec.structs import replace
from PIL import Image, ImageDraw

from reader import i18n
from reader.news.library import Library
from reader.news.pictures import PictureCache
from reader.news.refresh.folders import folder_source
from reader.news.refresh.run import refresh
from reader.news.samples import samples_dir
from reader.settings import paths
from reader.settings.config import Config, Fetch
from reader.store.store import Store
from reader.text.dates import CST
from reader.text.wrap import width
from reader.tui.app import ZhnewsApp
from tests.picturing import saved
from tests.tui.driving import rest

FOLDER = Path(__file__).parents[1] / "reader" / "data"
THEMES = ("dark", "light")
NOW = datetime(2026, 11, 23, 18, 30, tzinfo=CST)
SOURCES = (
    ("松岸新闻网", "吉林", "220000"),
    ("桥西夜读", "浙江", "330000"),
    ("锦水晨读", "四川", "510000"),
)
PICTURE = "https://brocade.example.com/images/2026/1122-piano-1.jpg"
KEYS = ("enter", *"]]]]]", "s")
"""From the newest article to the one with the picture: what was opened on the way is read."""


def main() -> None:
    """Write a picture for each language, dark and light."""
    for language, theme in product(i18n.LANGUAGES, THEMES):
        with TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = folder
            svg = asyncio.run(drawn(Path(folder), language, theme))
        (FOLDER / f"screen-{language}-{theme}.svg").write_text(svg, "utf-8")


async def drawn(folder: Path, language: str, theme: str) -> str:
    """Return the picture of the reader that speaks *language*, and keeps its files in *folder*."""
    i18n.use(language)
    PictureCache(paths.picture_folder()).put(PICTURE, saved(piano()))
    with Store.open(folder / "zhnews.db") as store:
        for name, subfolder, region in SOURCES:
            source = folder_source(samples_dir() / subfolder)
            store.sources.add(replace(source, name=name, region=region))
        async for outcome in refresh(store, store.sources.all(), settings=Fetch(), now=lambda: NOW):
            assert outcome.problem is None, outcome
        app = ZhnewsApp(
            Library(store, now=lambda: NOW),
            convert({"language": language, "ui": {"theme": theme, "images": True}}, Config),
            config_path=folder / "config.toml",
            database=folder / "zhnews.db",
            now=lambda: NOW,
        )
        async with app.run_test(size=(120, 36)) as pilot:
            await rest(pilot)
            await pilot.press(*KEYS)
            await rest(pilot)
            return on_the_grid(app.export_screenshot(simplify=True))


def piano() -> Image.Image:
    """Draw an upright piano in a lit hall."""
    picture = Image.new("RGB", (600, 400), "#e9d8b4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 600, 400), "#a98c62")
    for x in (40, 470):
        draw.rectangle((x, 30, x + 90, 220), "#a8c8dc")
    draw.rectangle((160, 110, 440, 350), "#5b3423")
    draw.rectangle((150, 100, 450, 120), "#7a4a30")
    draw.rectangle((240, 135, 360, 200), "#fbf6e6")
    for y in (150, 165, 180):
        draw.line((250, y, 350, y), "#8b8b8b", 4)
    draw.rectangle((140, 225, 460, 265), "#f7f3e8")
    for x in range(160, 460, 40):
        draw.rectangle((x, 225, x + 16, 248), "#26211f")
    draw.rectangle((140, 265, 460, 280), "#7a4a30")
    draw.rectangle((240, 320, 360, 340), "#b5563c")
    for x in (250, 340):
        draw.rectangle((x, 340, x + 10, 385), "#3c2a20")
    return picture


# The drawing.

SVG = "{http://www.w3.org/2000/svg}"
STYLE = """
text { font-size: 20px; font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace }
.wide { font-size: 22px; font-family: 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC' }
rect { shape-rendering: crispEdges }
"""
CELL, LINE = 12.2, 24.4
"""Width and height of a cell in Rich's screenshots."""
TOP, FOOT = 1.5, 20
"""How far below its line's place Rich paints a cell, and sets the feet of its letters."""
SHAPES = {
    "─": (0, 0.48, 1, 0.06),
    "━": (0, 0.44, 1, 0.12),
    "│": (0.46, 0, 0.1, 1),
    "▀": (0, 0, 1, 0.5),
    **{chr(0x2580 + eighths): (0, 1 - eighths / 8, 1, eighths / 8) for eighths in range(1, 9)},
}
"""Signs that fonts leave gaps between: the part of a cell that each fills, x, y, width, height."""


def on_the_grid(svg: str) -> str:
    """Return Rich's *svg* without its window, each character in its own cells."""
    ElementTree.register_namespace("", SVG.strip("{}"))
    picture = ElementTree.fromstring(re.sub(r"terminal-\d+-", "", svg))
    rules, terminal = picture.find(f"{SVG}style"), picture.find(f"{SVG}g[@clip-path]")
    area = picture.find(f"{SVG}defs/{SVG}clipPath[@id='clip-terminal']/{SVG}rect")
    assert rules is not None and rules.text and terminal is not None and area is not None
    rules.text = STYLE + "\n".join(re.findall(r"\.r\d+ \{.*\}", rules.text))
    letters = terminal.find(f"{SVG}g[@class='matrix']")
    assert letters is not None
    letters[:] = [part for text in letters for part in _parts(text)]
    terminal.attrib.clear()
    picture[:] = [rules, terminal]
    picture.set("viewBox", f"0 {TOP} {area.get('width')} {area.get('height')}")
    picture.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    return ElementTree.tostring(picture, "unicode") + "\n"


def _parts(text: Element) -> Iterator[Element]:
    """Yield the shapes in *text*, and its letters, each with its place: the narrow, the wide."""
    x, foot = float(text.get("x", "")), float(text.get("y", ""))
    look = text.get("class", "")
    letters: dict[int, list[tuple[str, str]]] = {1: [], 2: []}
    for char in text.text or "":
        cells = width(char)
        if char in SHAPES:
            yield _shape(char, x, foot - FOOT + TOP, look)
        elif not char.isspace():
            letters[cells].append((char, f"{x:g}"))
        x += CELL * cells
    for cells, placed in letters.items():
        if placed:
            style = f"wide {look}" if cells == 2 else look
            xs = " ".join(x for _char, x in placed)
            part = Element(f"{SVG}text", {"class": style, "x": xs, "y": f"{foot:g}"})
            part.text = "".join(char for char, _x in placed)
            yield part


def _shape(char: str, x: float, y: float, look: str) -> Element:
    left, top, across, down = SHAPES[char]
    place = {
        "x": x + left * CELL,
        "y": y + top * LINE,
        "width": across * CELL,
        "height": down * LINE,
    }
    return Element(f"{SVG}rect", {"class": look, **{name: f"{at:g}" for name, at in place.items()}})


if __name__ == "__main__":
    main()
