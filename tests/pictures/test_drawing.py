"""Pictures as segments: what each way of drawing writes, read back; and which way is chosen."""

import base64
import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.pictures.drawing import CHUNK, PLACEHOLDER, ROW_MARKS, Drawing, draw
from reader.pictures.graphics import BLOCK, USUAL, cell_of, detect
from reader.pictures.pixels import Colour, Pixels, as_png, scale, sixels
from reader.settings.config import Graphics
from reader.tui.typeset.lines import MOST_ROWS
from tests.pictures.test_pixels import is_near
from tests.picturing import BLUE, RED, WHITE, halves, saved

DATA = saved(halves(600, 400))
GROUND = Style(color="white", bgcolor="black")
CELL = (8, 16)


def sixel_drawing() -> Drawing:
    return draw(sixels(DATA, 160, 160, WHITE, CELL), CELL)


def kitty_drawing() -> Drawing:
    return draw(as_png(DATA, 160, 160, WHITE), CELL)


def block_drawing() -> Drawing:
    return draw(scale(DATA, 20, 20, WHITE), BLOCK)


@pytest.mark.parametrize("drawing", [sixel_drawing(), kitty_drawing(), block_drawing()])
def test_every_line_has_the_cells_that_it_says(drawing: Drawing) -> None:
    assert drawing.columns == 20 and drawing.rows == 7
    for row in range(drawing.rows):
        assert Strip(drawing.segments(row, GROUND)).cell_length == 20


# --- half-blocks ---


def test_the_halves_of_a_cell_are_two_pixels() -> None:
    pixels = Pixels(2, 3, bytes([*RED, *RED, *BLUE, *BLUE, *RED, *BLUE]))
    drawing = draw(pixels, BLOCK)
    [first] = drawing.segments(0, GROUND)
    assert first.text == "▀▀" and colours(first) == [RED, BLUE]
    last = list(drawing.segments(1, GROUND))
    assert [colours(segment)[0] for segment in last] == [RED, BLUE]
    assert all(segment.style and segment.style.bgcolor == GROUND.bgcolor for segment in last)


def test_halves_are_drawn_with_the_fewest_changes_of_colour() -> None:
    upper, lower = [*RED, *BLUE, *BLUE, *RED], [*BLUE, *RED, *BLUE, *RED]
    segments = list(draw(Pixels(4, 2, bytes(upper + lower)), BLOCK).segments(0, GROUND))
    assert [segment.text for segment in segments] == ["▀", "▄", " ", " "]
    assert [colours(segment)[1] for segment in segments] == [BLUE, BLUE, BLUE, RED]


@given(st.lists(st.sampled_from((RED, BLUE, WHITE)), min_size=12, max_size=12))
def test_each_half_of_a_cell_has_the_colour_of_its_pixel(pixels: list[Colour]) -> None:
    drawing = draw(Pixels(6, 2, b"".join(map(bytes, pixels))), BLOCK)
    halves = []
    for segment in drawing.segments(0, GROUND):
        fore, back = colours(segment)
        pair = {"▀": (fore, back), "▄": (back, fore), " ": (back, back)}[segment.text[0]]
        halves += [pair] * len(segment.text)
    assert halves == list(zip(pixels[:6], pixels[6:], strict=True))


def colours(segment: Segment) -> list[tuple[int, ...]]:
    style = segment.style or Style()
    return [tuple(color.get_truecolor()) for color in (style.color, style.bgcolor) if color]


# --- Sixel ---


def written(segments: list[Segment]) -> str:
    """What Textual writes of one line."""
    return Strip(segments).render(Console(color_system="truecolor", force_terminal=True))


def decoded(sequence: str) -> list[list[Colour | None]]:
    """The pixels that a Sixel sequence draws (DEC STD 070, 9.2)."""
    [(width, height, body)] = re.findall(r'\x1bP0;1q"1;1;(\d+);(\d+)(.*?)\x1b\\', sequence)
    pixels: list[list[Colour | None]] = [[None] * int(width) for _row in range(int(height))]
    palette: dict[str, Colour] = {}
    colour, x, y = "", 0, 0
    for token in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|([?-~])|(\$)|(-)", body):
        number, *values, times, repeated, single, back, down = token.groups()
        if number:
            colour = number
            if values[0]:
                red, green, blue = (int(value) * 255 // 100 for value in values)
                palette[number] = red, green, blue
        elif back or down:
            x, y = 0, y + 6 * bool(down)
        else:
            bits, end = ord(repeated or single) - ord("?"), x + int(times or 1)
            for bit in range(6):
                if bits >> bit & 1:
                    pixels[y + bit][x:end] = [palette[colour]] * (end - x)
            x = end
    return pixels


def test_sixels_draw_the_picture_line_by_line() -> None:
    drawing = sixel_drawing()
    lines = [decoded(written(list(drawing.segments(row, GROUND)))) for row in range(drawing.rows)]
    rows = [row for line in lines for row in line]
    assert [len(line) for line in lines] == [16] * 6 + [11]
    assert {len(row) for row in rows} == {160}
    for row in rows:
        for pixel, wanted in ((row[5], RED), (row[70], RED), (row[90], BLUE), (row[155], BLUE)):
            assert pixel is not None and is_near(pixel, wanted)
        assert None not in row


def test_a_line_of_sixels_that_is_covered_in_part_is_blank() -> None:
    strip = Strip([Segment("  ", GROUND), *sixel_drawing().segments(0, GROUND)])
    whole, cut = strip.crop(0, 30), strip.crop(0, 15)
    assert "\x1bP" in written(list(whole)) and "\x1bP" not in written(list(cut))
    assert cut.text == " " * 15
    assert all("\x1bP" not in written(list(part)) for part in strip.divide([10, 22]))


# --- the kitty protocol ---


def test_the_terminal_is_sent_the_picture_in_pieces() -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    drawing = draw(as_png(saved(noise), 160, 160, WHITE), CELL)
    commands = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", drawing.opening)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in commands) == drawing.opening
    first, *others = [dict(pair.split("=") for pair in keys.split(",")) for keys, _ in commands]
    assert (first["a"], first["U"], first["f"], first["c"], first["r"]) == (
        "T",
        "1",
        "100",
        "20",
        "7",
    )
    assert [keys["m"] for keys in (first, *others)] == ["1"] * len(others) + ["0"]
    assert len(others) >= 2 and all(len(data) <= CHUNK for _, data in commands)
    picture = Image.open(BytesIO(base64.b64decode("".join(data for _, data in commands))))
    assert picture.size == (160, 107)
    assert f"i={first['i']}," in drawing.closing


def test_placeholders_tell_the_picture_and_the_row() -> None:
    drawing = kitty_drawing()
    [segment] = drawing.segments(3, GROUND)
    assert segment.text == f"{PLACEHOLDER}{ROW_MARKS[3]}{ROW_MARKS[0]}" + 19 * (
        PLACEHOLDER + ROW_MARKS[3]
    )
    red, green, blue = colours(segment)[0]
    assert f"i={red << 16 | green << 8 | blue}," in drawing.opening


def test_there_is_a_mark_for_every_row() -> None:
    assert len(set(ROW_MARKS)) >= MOST_ROWS


# --- which ---

TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environ", "graphics"),
    [
        ({"TERM": "xterm-kitty"} | TRUE, "kitty"),
        ({"TERM": "xterm-ghostty"} | TRUE, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"} | TRUE, "kitty"),
        ({"TERM": "xterm-kitty"}, "blocks"),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"} | TRUE, "blocks"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "xterm-256color"}, "blocks"),
        ({}, "blocks"),
        ({"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"} | TRUE, "blocks"),
        ({"TERM": "xterm-kitty", "TMUX": "1"} | TRUE, "blocks"),
        ({"TERM": "screen-256color", "TERM_PROGRAM": "WezTerm"}, "blocks"),
    ],
)
def test_what_is_drawn_with_is_told_by_the_environment(
    environ: dict[str, str], graphics: Graphics
) -> None:
    assert detect(environ) == graphics


def test_a_cell_of_which_nothing_is_known_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.isatty", lambda _descriptor: False)
    assert cell_of("sixel") == USUAL
    assert cell_of("blocks") == BLOCK
