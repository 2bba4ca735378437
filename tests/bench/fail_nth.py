"""Let the n-th write, commit or read of a session fail, for every n, and look what becomes of it.

    python -m tests.bench.fail_nth [--step 1] [--screens 8]

At the level of the library every *step*-th statement of a scripted session (`tests.news.refused`)
fails once and, in turn, with all behind it: full disk, locked, input and output, damaged. Then
*screens* sessions of the whole screen for each of these. After each there must be no traceback and
no exit, a whole file, nothing doubled, and nothing lost of what was not refused.
"""

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from reader.errors import StoreError
from reader.news.library import Library
from reader.settings.config import Config
from reader.store.database import Database
from reader.store.store import Store
from reader.tui.app import ZhnewsApp
from tests.news.refused import begin, check, every
from tests.store.failing import FAILURES, Failure, Faults, failing, snapshot

KEYS = ("s", "m", "j", "enter", "space", "escape", "A", "u", "X", *"步道", "enter", "enter", "u")
KEYS += ("F", "M", *"cc", "enter", "u", "/", *"步道", "enter", "B", "escape", "E", "q", "n")


async def screen(path: Path, faults: Faults) -> int:
    """Run the screen over a failing store and give how many writes were lost at its end."""
    store = Store(Database(path, patience=0.05, factory=failing(faults)))
    library = Library(store, queued=True)
    app = ZhnewsApp(library, Config(), config_path=path.with_suffix(".toml"), database=path)
    async with app.run_test(size=(120, 36)) as pilot:
        for key in KEYS:
            await pilot.press(key)
            await _stored(pilot, library)
        assert app.is_running and app.failure is None, app.failure
    try:
        library.close()
    except StoreError as lost:
        return int(lost.params["n"])
    return 0


async def _stored(pilot: Pilot[None], library: Library) -> None:
    await asyncio.to_thread(library.writes.put(lambda: None).result)
    await pilot.pause()


def screens(folder: Path, failure: Failure, count: int) -> tuple[int, int]:
    """Run *count* sessions of the screen, spread over all statements; give faults and losses."""

    def run(faults: Faults) -> int:
        path = Path(shutil.copy(folder / "begin.db", folder / "screen.db"))
        lost = asyncio.run(screen(path, faults))
        check(path)
        assert faults.at is not None or snapshot(path)["starred"], "nothing was stored"
        return lost

    whole = Faults(failure)
    run(whole)
    failed = lost = 0
    for number in range(count):
        # What reads before the screen is there ends the program with a sentence.
        faults = Faults(failure, 10 + number * whole.count // count, lasting=number % 3 == 1)
        lost += run(faults)
        failed += faults.failed
    return failed, lost


def main() -> None:
    """Inject all faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--screens", type=int, default=8)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin(folder / "begin.db")
        for kind, failure in FAILURES.items():
            refusals = list(every(folder, failure, args.step))
            print(f"{kind}: {len(refusals)} sessions, {sum(refusals)} refusals", flush=True)
            failed, lost = screens(folder, failure, args.screens)
            print(f"{kind}: {args.screens} screens, {failed} faults, {lost} writes lost at the end")


if __name__ == "__main__":
    main()
