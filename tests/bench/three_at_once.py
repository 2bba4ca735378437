"""Let three commands write to one database at once, again and again.

    python -m tests.bench.three_at_once [--rounds 20]

In each round three of refresh, import, the queue's work, a copy and a list run together. All must
end well: none may find the database locked. At the end the file must be whole, and hold everything
once.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_refresh import addresses, fill, serving
from tests.bench.crash_refresh import held

FEEDS = 60
IMPORTED = 500
"""Articles that each import brings; every round brings others."""


def articles(number: int) -> str:
    """Return the archive of a round."""
    return "".join(
        json.dumps({"feed": "https://example.com/", "guid": f"{number}/{each}", "title": "标题"})
        + "\n"
        for each in range(IMPORTED)
    )


def main() -> None:
    """Run the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(FEEDS, 20, 0.0):
        file, archive = Path(folder, "news.db"), Path(folder, "articles.jsonl")
        fill(file, addresses(FEEDS, hosts=20))
        commands = (
            ["fetch", "--force"],
            ["import", str(archive)],
            ["db", "work"],
            ["fetch"],
            ["db", "backup", str(Path(folder, "copy.db"))],
            ["list", "--json", "--limit", "0"],
        )
        for number in range(args.rounds):
            archive.write_text(articles(number))
            running = [
                subprocess.Popen(
                    [sys.executable, "-m", "reader", *command, "--db", str(file)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
                for command in (commands[1], *(commands[(number + i) % 6] for i in (0, 2)))
            ]
            for process in running:
                out, err = process.communicate()
                assert process.returncode == 0, (process.args, out, err)
        assert len(held(file)) >= IMPORTED * args.rounds
    print(f"{args.rounds} rounds of three: all ended well, the file is whole")


if __name__ == "__main__":
    main()
