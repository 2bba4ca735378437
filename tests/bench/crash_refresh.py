"""Kill refreshes at random moments and look at what is left in the database.

    python -m tests.bench.crash_refresh [--times 200] [--feeds 60] [--seed 1]

After each kill the file must be whole, hold every article that it held before, and none twice; at
the end a refresh must run through. It prints how far the kills came.
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.bench.bench_refresh import addresses, fill, serving

LONGEST = 1.6
"""Seconds after which the latest kills come; starting takes the first third of them."""


def held(file: Path) -> set[tuple[int, str]]:
    """Check the file and give its articles by source and guid."""
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        articles = database.execute("SELECT source, key FROM article").fetchall()
        both = "SELECT article FROM body UNION ALL SELECT article FROM fresh"
        [(bodies,)] = database.execute(f"SELECT count(*) FROM ({both})")
        [(counted,)] = database.execute("SELECT coalesce(sum(total), 0) FROM source_count")
    assert len(articles) == len(set(articles)) == bodies == counted
    return set(articles)


def main() -> None:
    """Kill, look, and go on with a new file whenever all articles have come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    moments = random.Random(args.seed)
    urls = addresses(args.feeds, hosts=20)
    cut = files = 0
    with tempfile.TemporaryDirectory() as folder, serving(args.feeds, 20, 0.0):
        file, known = Path(folder, "0.db"), set[tuple[int, str]]()
        fill(file, urls)
        command = [sys.executable, "-m", "reader", "fetch", "--json", "--db"]
        for _ in range(args.times):
            refresh = subprocess.Popen([*command, str(file)], stdout=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, LONGEST))
            refresh.kill()
            refresh.wait()
            now = held(file)
            assert known <= now, "articles are lost"
            cut += known < now and len(now) < args.feeds * 50
            known = now
            if len(now) == args.feeds * 50:
                subprocess.run([*command, str(file)], stdout=subprocess.DEVNULL, check=True)
                assert held(file) == known
                files += 1
                file, known = file.with_name(f"{files}.db"), set()
                fill(file, urls)
    print(f"{args.times} kills: {cut} in the midst of storing, {files} files filled; none harmed")


if __name__ == "__main__":
    main()
