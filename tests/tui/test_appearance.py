"""Colours: legible, chosen on the screen, and never all that tells something."""

from itertools import product
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.segment import Segment
from rich.style import Style

from reader.settings.config import Config, Ui
from reader.tui.app import SIGNS, ZhnewsApp
from reader.tui.appearance import THEMES, fitting
from reader.tui.screens.choosers import ThemeChooser
from reader.tui.widgets.line_pane import LinePane, lying_over
from reader.tui.widgets.rows import RowList
from tests.tui.conftest import MakeApp
from tests.tui.driving import screen_of, settle


def luminance(color: RichColor) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [value / 255 for value in color.get_truecolor()]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float:
    """Contrast ratio (WCAG 2.1), 1 to 21."""
    assert style.color is not None and style.bgcolor is not None
    low, high = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


def segments(app: ZhnewsApp) -> list[Segment]:
    return [s for strip in app.screen._compositor.render_strips() for s in strip if s.text.strip()]


@pytest.mark.parametrize(
    ("theme", "least"),
    [
        (name, 7 if name.startswith("contrast") else 4.5)
        for name in THEMES
        if name not in ("ansi", "mono")  # whose colours are the terminal's
    ],
)
async def test_all_words_of_the_panes_can_be_read(
    make_app: MakeApp, theme: str, least: float
) -> None:
    app = make_app(Config(ui=Ui(theme=theme)))
    async with app.run_test(size=(120, 24)):
        for pane in app.screen.query(LinePane).results():
            names = pane.COMPONENT_CLASSES - {"text--rule"}
            over = ("row--cursor", "row--rest") if isinstance(pane, RowList) else ()
            for name, lit in product(names, ("", *over)):
                style = pane.get_component_rich_style(name)
                if lit:
                    style += lying_over(pane.get_component_rich_style(lit))
                assert contrast(style) >= least, (name, lit)


def test_in_256_colours_the_grounds_of_the_light_theme_are_paper_and_not_pink() -> None:
    light, _name = THEMES["light"]
    for ground in (light.surface, light.variables["rest-background"]):
        assert ground is not None
        red, green, _blue = RichColor.parse(ground).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
        assert red == green


@pytest.mark.parametrize("name", ["ansi", "mono"])
async def test_the_terminals_own_colours_are_left_to_it(make_app: MakeApp, name: str) -> None:
    app = make_app(Config(ui=Ui(theme=name)))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("s", "enter")
        kinds = {
            color.type
            for segment in segments(app)
            if segment.style
            for color in (segment.style.color, segment.style.bgcolor)
            if color
        }
    assert kinds <= {ColorType.DEFAULT, ColorType.STANDARD}
    assert name == "ansi" or kinds == {ColorType.DEFAULT}


async def test_without_colours_everything_is_told_still(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(Config(ui=Ui(theme="light")))
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        styles = {segment.text.strip(): segment.style or Style() for segment in segments(app)}
        assert all(s.color is None or s.color.is_default for s in styles.values())
        assert all(s.bgcolor is None or s.bgcolor.is_default for s in styles.values())
        row = [style for text, style in styles.items() if "夜间开放时间（0）" in text]
        assert any(style.reverse and style.bold for style in row)
        await pilot.press("tab")
        words = [
            s.style for s in segments(app) if s.text.startswith("澜湾市图书馆延长") and s.style
        ]
        assert any(style.underline for style in words)


async def test_pictures_of_half_blocks_need_colours(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(Config(ui=Ui(graphics="blocks")))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("I")
        assert not screen_of(app).front.reading.pictures
        assert "NO_COLOR" in screen_of(app).status.message


async def test_signs_are_ascii_where_that_is_set(make_app: MakeApp) -> None:
    app = make_app(Config(ui=Ui(ascii=True)))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("s", "v", "enter", "colon")
        shown = "".join(segment.text for segment in segments(app))
    assert not set(shown) & set(map(chr, SIGNS))


async def test_a_theme_is_tried_on_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"配色", "enter")
        assert isinstance(app.screen, ThemeChooser) and app.theme == "dark"
        await pilot.press("down")
        assert app.theme == "light"
        await pilot.press("escape")
        assert app.theme == "dark"
        await pilot.press("colon", *"配色", "enter", *"gdb", "enter")
        assert app.theme == "contrast"
    assert make_app().theme == "contrast"
    assert make_app(Config(ui=Ui(theme="light"))).theme == "light"


async def test_what_the_config_says_stays(make_app: MakeApp) -> None:
    app = make_app(Config(ui=Ui(theme="light")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"配色", "enter", *"mono", "enter")
        assert app.theme == "mono"
    assert make_app().theme == "dark"


@pytest.mark.parametrize(
    ("colours", "no_color", "theme"),
    [
        ("truecolor", False, "dark"),
        ("256", False, "dark"),
        ("standard", False, "ansi"),
        (None, False, "mono"),
        ("truecolor", True, "mono"),
    ],
)
def test_the_theme_fits_the_terminal(colours: str | None, no_color: bool, theme: str) -> None:
    assert fitting(colours, no_color=no_color) == theme


def test_a_terminal_of_16_colours_keeps_its_own(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "screen")
    monkeypatch.delenv("COLORTERM")
    assert make_app().theme == "ansi"


@pytest.mark.parametrize("theme", THEMES)
def test_the_shipped_config_names_every_theme(theme: str) -> None:
    shipped = Path(__file__).parents[2] / "config.toml"
    assert theme in shipped.read_text(encoding="utf-8")
