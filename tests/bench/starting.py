"""Starting: what a program takes until its list is on the screen, and the memory it then holds."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bench_keys import Screen

REST = 3.0
"""Seconds after which everything that follows the first paint has been done."""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from exec to the painted list, and those on a processor; then memory in MiB."""

    wall: float
    work: float
    rss: float
    pss: float


def start(command: Sequence[str], text: str, rest: float = 0, quit: str = "\x11") -> Start:
    """Run *command* until *text* is painted; its memory is read *rest* seconds later (Linux).

    *quit* is the key that ends it.
    """
    begun = time.perf_counter()
    screen = Screen(command)
    try:
        screen.wait_for(text)
        wall, work = (time.perf_counter() - begun) * 1000, screen.work
        screen.pause(rest)
        held = memory(screen.process)
    finally:
        screen.end(quit)
    return Start(wall, work, held["Rss"], held["Pss"])


def memory(process: Path) -> dict[str, float]:
    """Return what the kernel says of the memory of a process, in MiB (Linux)."""
    lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}


def measure(
    commands: Mapping[str, Sequence[str]], texts: Mapping[str, str], runs: int
) -> dict[str, dict[str, float]]:
    """Start all *commands* in turns, *runs* times; the first of them is what ratios are to."""
    starts: dict[str, list[Start]] = {name: [] for name in commands}
    for run in range(runs):
        for name, command in commands.items():
            starts[name].append(start(command, texts[name], REST if run == 0 else 0))
    least = next(iter(starts.values()))
    return {
        name: {
            "exec to painted list, ms": _median(each, "wall"),
            "its ratio to the floor": _median(each, "wall") / _median(least, "wall"),
            "the same on a processor, ms": _median(each, "work"),
            "its ratio to the floor, on a processor": _median(each, "work")
            / _median(least, "work"),
            "memory (RSS), MiB": each[0].rss,
            "memory (PSS), MiB": each[0].pss,
        }
        for name, each in starts.items()
    }


def _median(starts: Sequence[Start], name: str) -> float:
    return float(statistics.median(getattr(start, name) for start in starts))
