"""First paint: CPU time until the list is on the screen, as a ratio to a bare Textual list.

Usage: python -m tests.bench.bench_first_paint [RUNS]

Each program runs in a pty of 120x36 until its list is painted; the time that it spent on a
processor until then is read from the kernel (Linux). Stores of 1,000 and 100,000 articles are made
first, in a temporary folder.
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from reader.model import Block, Draft, Placement, Source
from reader.regions import gazetteer
from reader.store.articles import Put
from reader.store.store import Store
from reader.text.dates import CST
from tests.terminal import Terminal

SIZES = (1_000, 100_000)
PER_SOURCE = 200
START = int(datetime(2026, 11, 20, 8, 0, tzinfo=CST).timestamp())
PLACES = ("220100", "222400", "330100", "510100", "440300", "371000")
TEXT = "澜湾市图书馆把夜间开放时间延长到二十二点，读者可以在阅览室自习，也可以参加读书会。" * 8


def fill(path: Path, size: int, text: str = TEXT) -> None:
    """Make a store of *size* articles of *text* at *path*."""
    regions = gazetteer.load()
    with Store.open(path) as store:
        for number in range(size // PER_SOURCE):
            region = PLACES[number % len(PLACES)]
            source = store.sources.add(
                Source(
                    url=f"https://{number}.example.cn/feed",
                    kind="feed",
                    region=region,
                    checked=START,
                )
            )
            puts = [
                Put(
                    draft=Draft(
                        headline=f"澜湾市图书馆延长夜间开放时间（{number}-{index}）",
                        guid=f"{number}-{index}",
                        blocks=(Block("paragraph", text),),
                    ),
                    time=START - 60 * index - number,
                    placement=Placement(region, (region,)),
                    places=regions.lineage(region),
                    key=f"{number}-{index}",
                )
                for index in range(PER_SOURCE)
            ]
            store.articles.commit(source, puts)


def cpu_to_paint(command: Sequence[str], text: str) -> float:
    """Run *command* until *text* is painted; give its CPU time in milliseconds."""
    terminal = Terminal(command)
    terminal.wait_for(text)
    nanoseconds = int(Path(f"/proc/{terminal.pid}/schedstat").read_text().split()[0])
    terminal.send("\x11")
    terminal.wait_for_end()
    return nanoseconds / 1e6


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if sys.argv[1:] else 7
    zhnews = Path(sys.executable).with_name("zhnews")
    with tempfile.TemporaryDirectory() as folder:
        programs = {"floor": [sys.executable, "-m", "tests.bench.floor", "1000"]}
        for size in SIZES:
            database = Path(folder) / f"{size}.db"
            fill(database, size)
            programs[f"zhnews {size:,}"] = [str(zhnews), "--db", str(database)]
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _run in range(runs):
            for name, command in programs.items():
                times[name].append(cpu_to_paint(command, "澜湾"))
    floor = statistics.median(times["floor"])
    for name, values in times.items():
        median = statistics.median(values)
        print(f"{name:16} {median:7.0f} ms CPU   {median / floor:5.2f} of the floor")


if __name__ == "__main__":
    main()
