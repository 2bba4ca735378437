"""Damage databases at random, run every command on each, and look at what it says.

    python -m tests.bench.damage [--n 200] [--seed 1] [--show]

A command must do its work, or name what is wrong in one of our own sentences; what it must not do
is raise an error of Python's, which the table counts by its type. ``--show`` prints where those
came from. Bytes of text that were changed into other text nobody can notice.
"""

import argparse
import io
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from reader import log
from reader.cli.main import main as zhnews
from reader.errors import ZhnewsError
from reader.model import Problem, Rule
from reader.news.work import work
from reader.store.database import PAGE_SIZE
from reader.store.store import Store
from tests.store.making import NOON, add_source, draft, put

ARTICLES = 120
LONGEST = 5
"""Seconds on a processor after which a command counts as one that never ends."""
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "list": ("list", "--limit", "0"),
    "list --json": ("list", "--limit", "0", "--json"),
    "list of a place": ("list", "--region", "延吉", "--unread"),
    "show": ("show", "7"),
    "search": ("search", "步道"),
    "feeds": ("feeds",),
    "rule list": ("rule", "list"),
    "rule add": ("rule", "add", "mute", "彩票"),
    "mark": ("mark", "star", "7"),
    "mark a query": ("mark", "read", "region:延吉"),
    "export jsonl": ("export", "jsonl"),
    "export opml": ("export", "opml"),
    "doctor": ("doctor",),
    "db info": ("db", "info"),
    "db check": ("db", "check"),
    "db work": ("db", "work"),
    "db reindex": ("db", "reindex"),
    "db vacuum": ("db", "vacuum"),
    "db backup": ("db", "backup", "copy.db", "--force"),
}
Hurt = Callable[[Path, random.Random], None]


def flip(path: Path, chance: random.Random) -> None:
    """Change some bytes, wherever they are."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 64))):
        data[chance.randrange(100, len(data))] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def spoil(path: Path, chance: random.Random) -> None:
    """Change many bytes of one page, most of them content."""
    data = bytearray(path.read_bytes())
    start = _page(data, chance)
    for _ in range(200):
        data[start + chance.randrange(100, PAGE_SIZE)] ^= chance.randrange(1, 256)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    """Lose the end."""
    os.truncate(path, chance.randrange(path.stat().st_size))


def wipe(path: Path, chance: random.Random) -> None:
    """Lose a page, as a disk loses a block."""
    data = bytearray(path.read_bytes())
    start = _page(data, chance)
    data[start : start + PAGE_SIZE] = bytes(PAGE_SIZE)
    path.write_bytes(data)


def swap(path: Path, chance: random.Random) -> None:
    """Exchange two pages."""
    data = bytearray(path.read_bytes())
    one, other = _page(data, chance), _page(data, chance)
    first, second = data[one : one + PAGE_SIZE], data[other : other + PAGE_SIZE]
    data[one : one + PAGE_SIZE], data[other : other + PAGE_SIZE] = second, first
    path.write_bytes(data)


def edit(path: Path, chance: random.Random) -> None:
    """Put into a column, in every row or in one, what SQLite takes and zhnews never puts there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        columns = database.execute(
            "SELECT tables.name, columns.name, columns.type FROM pragma_table_list AS tables"
            " JOIN pragma_table_info(tables.name) AS columns WHERE tables.strict"
        ).fetchall()
    for table, column, kind in chance.sample(columns, 5):
        where = f"WHERE {column} = (SELECT max({column}) FROM {table})"
        set_value(path, table, column, chance.choice(VALUES[kind]), chance.choice(("", where)))


def set_value(path: Path, table: str, column: str, value: str, where: str = "") -> None:
    """Put an SQL value into a column."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(f"UPDATE OR IGNORE {table} SET {column} = {value} {where}")


VALUES = {
    "TEXT": ("''", "'['", "'[1]'", "CAST(x'e6b189ff' AS TEXT)", "'2019-99-99'"),
    "INTEGER": ("0", "-1", "9223372036854775807", "-9223372036854775808", "999999999999"),
    "BLOB": ("x''", "x'5b5d'", "x'789c01'", "randomblob(40)"),
}
HURTS: tuple[Hurt, ...] = (flip, spoil, cut, wipe, swap, edit)


def _page(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) // PAGE_SIZE) * PAGE_SIZE


def make(path: Path) -> None:
    """Store what every command finds something in."""
    with Store.open(path) as store:
        source = add_source(store)
        failed = Problem(
            "http", "{host} 答复 HTTP {status}。", {"host": "延吉.example", "status": 500}
        )
        store.sources.update(replace(source, problem=failed))
        puts = [
            put(str(n), time=NOON + 60 * n, draft=draft(f"第{n}条：河畔新添步道", guid=str(n)))
            for n in range(ARTICLES)
        ]
        store.articles.commit(source, puts)
        store.rules.add(Rule(action="star", query="步道", region=""))
        for _ in work(store):
            pass
        store.articles.commit(source, [put("新", time=NOON)])  # work that waits
        store.memory.keep("view", ["all", "", ""])


def anew(hurt: Path) -> Path:
    """Return a copy of the file *hurt* in an empty folder."""
    path = Path("work", "news.db")
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    shutil.copyfile(hurt, path)
    path.chmod(0o600)
    return path


def run(path: Path, words: tuple[str, ...]) -> tuple[str, BaseException | None]:
    """Run a command: what it came to, and the error of Python's that it raised."""
    raised: list[BaseException] = []

    def note(error: BaseException, name: str | None = None) -> ZhnewsError:
        if isinstance(error, ZhnewsError):
            return error
        raised.append(error)
        return ZhnewsError()

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), patch.object(log, "as_ours", note):
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            status = zhnews([*words, "--db", str(path)])
        except Endless as error:
            raised.append(error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    if raised:
        return type(raised[0]).__name__, raised[0]
    if status == 0:
        return "well", None
    err.seek(0)
    out.seek(0)
    said = err.read() + out.read()
    if "坏" not in said:
        print("?", words[:2], said[:150], file=sys.stderr)
    return "damaged" if "坏" in said else "other", None


class Endless(BaseException):
    """A command did not end by itself."""


def ring(number: int, frame: object) -> None:
    """End the command."""
    raise Endless


def main() -> None:
    """Damage as many files as asked, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    found: dict[str, Counter[str]] = {hurt.__name__: Counter() for hurt in HURTS}
    places, chance = Counter[str](), random.Random(args.seed)
    signal.signal(signal.SIGPROF, ring)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ.update({"HOME": folder, "XDG_CONFIG_HOME": folder})
        whole = Path("whole.db")
        make(whole)
        for number in range(args.n):
            hurt, hurts = HURTS[number % len(HURTS)], Path("hurt.db")
            shutil.copyfile(whole, hurts)
            hurt(hurts, chance)
            for name, words in COMMANDS.items():
                path = anew(hurts)
                came, error = run(path, words)
                found[hurt.__name__][came] += 1
                if error is not None:
                    frames = traceback.extract_tb(error.__traceback__)[-3:]
                    where = " > ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)
                    places[f"{name}: {error!r:.100} {where}"] += 1
    columns = sorted(
        {came for counts in found.values() for came in counts}, key="well damaged other".find
    )
    print("|".join(["damage", *columns]))
    for kind, counts in found.items():
        print("|".join([kind, *(str(counts[came]) for came in columns)]))
    print(f"{args.n * len(COMMANDS)} commands, {sum(places.values())} raw errors")
    if args.show:
        for place, count in places.most_common():
            print(count, place, file=sys.stderr)


if __name__ == "__main__":
    main()
