"""Cut the write-ahead log of a database at random places, as a loss of power does, and open it.

    python -m tests.bench.cut_log [--times 100] [--seed 1]

A refresh is killed while its log still holds most of what it stored. From each cut, and each cut
with garbage after it, the file must open, be whole, and hold the articles of a moment before the
cut; at the end a refresh must bring all of them. It prints how many articles the cuts left.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bench_refresh import addresses, fill, serving
from tests.bench.crash_refresh import held

FEEDS = 60
ARTICLES = FEEDS * 50
ZHNEWS = [sys.executable, "-m", "reader"]


def log_of(file: Path) -> Path:
    """Return the log beside a database."""
    return file.with_name(f"{file.name}-wal")


def killed_refresh(file: Path, least: int) -> None:
    """Refresh into *file* and kill that when its log holds *least* bytes."""
    refresh = subprocess.Popen(
        [*ZHNEWS, "fetch", "--json", "--db", str(file)], stdout=subprocess.DEVNULL
    )
    while refresh.poll() is None:
        if log_of(file).exists() and log_of(file).stat().st_size >= least:
            refresh.kill()
        time.sleep(0.01)
    assert refresh.returncode == -9, "it ended before its log was long enough"


def cut(log: Path, moments: random.Random) -> None:
    """Cut *log* anywhere; every third time other bytes stand where the lost ones stood."""
    size = log.stat().st_size
    kept = moments.randrange(size)
    with log.open("r+b") as file:
        file.truncate(kept)
        if moments.random() < 1 / 3:
            file.seek(kept)
            file.write(os.urandom(size - kept))


def listed(file: Path) -> int:
    """Return how many articles ``zhnews list`` shows."""
    command = [*ZHNEWS, "list", "--json", "--limit", "0", "--db", str(file)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not shown.stderr, shown.stderr
    return len(json.loads(shown.stdout)["articles"])


def main() -> None:
    """Cut as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    moments = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder, serving(FEEDS, 20, 0.0):
        whole, file = Path(folder, "whole.db"), Path(folder, "cut.db")
        fill(whole, addresses(FEEDS, hosts=20))
        killed_refresh(whole, least=3_000_000)
        left = []
        for _ in range(args.times):
            file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
            shutil.copy(whole, file)
            shutil.copy(log_of(whole), log_of(file))
            cut(log_of(file), moments)
            left.append(listed(file))
            assert left[-1] == len(held(file))
        subprocess.run([*ZHNEWS, "fetch", "--db", str(file)], capture_output=True, check=True)
        assert listed(file) == len(held(file)) == ARTICLES
    print(f"{args.times} cuts: all open and whole, with {min(left)} to {max(left)} articles")


if __name__ == "__main__":
    main()
