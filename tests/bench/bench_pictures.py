"""Pictures: scaling them, painting a screen of them, and what one page of them sends.

Usage: python -m tests.bench.bench_pictures

A photograph of 12 megapixels and one as large as news sites have them are scaled as in the sandbox
and painted as in the reading pane, each way of drawing. Times are the best of several runs, sizes
are those of one picture on the screen, in bytes to the terminal. Noise is the worst there is: no
two neighbours have a colour in common.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PIL import Image
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from reader.model import Image as Figure
from reader.pictures.drawing import Drawing, draw
from reader.pictures.graphics import BLOCK
from reader.pictures.pixels import as_png, scale, sixels
from reader.tui.typeset.lines import frame_of
from tests.picturing import WHITE, saved

RUNS = 3
CELL = (10, 20)
COLUMN = 80

T = TypeVar("T")


def best(work: Callable[[], T]) -> tuple[float, T]:
    """Return the least time in milliseconds that *work* takes, and what it gives."""
    least = float("inf")
    for _run in range(RUNS):
        start = time.perf_counter()
        result = work()
        least = min(least, 1000 * (time.perf_counter() - start))
    return least, result


def smooth(width: int, height: int) -> Image.Image:
    """A picture in which neighbours are alike, as in photographs."""
    bands = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.linear_gradient("L")]
    bands[2] = bands[2].rotate(90)
    return Image.merge("RGB", bands).resize((width, height))


def painted(drawing: Drawing) -> str:
    """What is written to show all lines of a picture."""
    ground = Style(color="white", bgcolor="black")
    console = Console(color_system="truecolor", force_terminal=True)
    rows = range(drawing.rows)
    return "".join(Strip(drawing.segments(row, ground)).render(console) for row in rows)


def _blocks(data: bytes, size: tuple[int, int]) -> Drawing:
    return draw(scale(data, *size, WHITE), BLOCK)


def _sixel(data: bytes, size: tuple[int, int]) -> Drawing:
    return draw(sixels(data, *size, WHITE, CELL), CELL)


def _kitty(data: bytes, size: tuple[int, int]) -> Drawing:
    return draw(as_png(data, *size, WHITE), CELL)


def main() -> None:
    """Print the figures."""
    frame = frame_of(Figure("https://a.example/1"), COLUMN)
    blocks = frame.columns, 2 * frame.rows
    pixels = frame.columns * CELL[0], frame.rows * CELL[1]
    pictures = {
        "12 megapixels, JPEG": saved(smooth(4000, 3000), "JPEG"),
        "900x600, JPEG": saved(smooth(900, 600), "JPEG"),
        "900x600, noise, PNG": saved(Image.effect_noise((900, 600), 90).convert("RGB")),
    }
    print(f"a frame of {frame.columns}x{frame.rows} cells; ms to scale, ms to paint, kB written")
    for name, data in pictures.items():
        ways: dict[str, Callable[[], Drawing]] = {
            "blocks": partial(_blocks, data, blocks),
            "sixel": partial(_sixel, data, pixels),
            "kitty": partial(_kitty, data, pixels),
        }
        for way, make in ways.items():
            scaling, drawing = best(make)
            painting, text = best(partial(painted, drawing))
            size, once = len(text.encode()) / 1000, len(drawing.opening) / 1000
            print(
                f"{name:22} {way:7} {scaling:7.1f} {painting:7.1f} {size:7.1f}"
                + (f", and {once:.0f} once" if once else "")
            )


if __name__ == "__main__":
    main()
