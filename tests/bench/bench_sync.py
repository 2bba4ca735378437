"""Sync with a server of many feeds and print what that costs, and what keys cost meanwhile.

    python -m tests.bench.bench_sync [--feeds 200] [--articles 50000] [--keys 60]

The server is the one of the tests, in a process of its own. Memory is that of zhnews and its
children at their peak. All articles are unread there, which makes the longest lists.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from reader.store.store import Store
from reader.view import View
from tests.bench.bench_keys import DOWN, UP, Screen, report, there_and_back
from tests.bench.bench_refresh import Cost, measure
from tests.bench.bench_store import fill
from tests.bench.news_text import NewsWriter
from tests.server import Reply, Server
from tests.sync.fake import PASSWORD, PATH, USER, Greader

ASKED = "/asked"
"""Where the server says how many requests came since it was last asked that."""


def serve(feeds: int, articles: int) -> None:
    """Be the server until standard input ends."""
    with Server(most=1_000_000) as server:
        greader, writer = Greader(server, page=100_000), NewsWriter()
        streams = [
            greader.subscribe(f"https://n{n}.example/feed", f"第{n}报") for n in range(feeds)
        ]
        start = (int(time.time()) - articles) * 1_000_000
        greader.newest = start
        for number in range(articles):
            draft = writer.draft(number)
            paragraphs = "".join(f"<p>{block.text}</p>" for block in draft.blocks)
            stream = streams[number % feeds]
            greader.publish(stream, draft.headline, draft.url, content=paragraphs)

        def asked(_: object) -> Reply:
            count = len(server.requests)
            server.requests.clear()
            greader.forms.clear()
            return Reply(str(count))

        print(server.route(ASKED, asked), flush=True)
        sys.stdin.read()


@contextmanager
def serving(feeds: int, articles: int) -> Iterator[str]:
    """Run the server in a process of its own, and return where it counts requests."""
    command = [sys.executable, "-m", "tests.bench.bench_sync", "--serve"]
    command += ["--feeds", str(feeds), "--articles", str(articles)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.communicate()


def asked(counter: str) -> int:
    """Return how many requests came since the last time."""
    with urlopen(counter) as answer:
        return int(answer.read())


def tell(name: str, cost: Cost, requests: int) -> None:
    """Print a line of the table."""
    print(f"{name:24}{cost.wall:8.2f}{cost.cpu:8.2f}{cost.memory:8.0f}{requests:10}", flush=True)


def keys(name: str, database: Path, config: Path, count: int) -> None:
    """Measure keys in the reader on *database*; it syncs from its start if the config says so."""
    zhnews = str(Path(sys.executable).with_name("zhnews"))
    screen = Screen([zhnews, "--db", str(database), "--config", str(config)])
    try:
        screen.pause(3.0)
        report(name, there_and_back(screen, DOWN, UP, count))
    finally:
        screen.end()
    with Store.open(database) as store:
        print(f"  ({store.articles.count()} articles by then)")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.feeds, args.articles)
        return
    with tempfile.TemporaryDirectory() as name, serving(args.feeds, args.articles) as counter:
        folder = Path(name)
        alone, config, say = folder / "alone.toml", folder / "config.toml", folder / "say.py"
        say.write_text(f"print({PASSWORD!r})\n", "utf-8")
        config.write_text(
            f'[sync]\nurl = "{counter.removesuffix(ASKED)}{PATH}"\nuser = "{USER}"\n'
            f"since = \"3650d\"\npassword_command = '{sys.executable} -X utf8 {say}'\n",
            "utf-8",
        )
        alone.write_text("", "utf-8")
        file = folder / "news.db"
        sync = [sys.executable, "-m", "reader", "sync", "--db", str(file), "--config", str(config)]
        print(f"{'':24}{'wall s':>8}{'cpu s':>8}{'MiB':>8}{'requests':>10}")
        for what in ("first sync", "nothing changed"):
            cost = measure([*sync, "--json"])
            tell(what, cost, asked(counter))
        with Store.open(file) as store:
            changed = store.marks.read(store.articles.ids(View())[: args.articles // 2])
        cost = measure([*sync, "--json"])
        tell(f"{len(changed)} marks", cost, asked(counter))
        print(f"\n{'':30}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'bytes':>9}")
        for name, settings in (("j, k", alone), ("j, k while it syncs first", config)):
            database = folder / f"{settings.stem}.db"
            with Store.open(database) as store:
                fill(store, 1_000)
            keys(name, database, settings, args.keys)


if __name__ == "__main__":
    main()
