"""Threads and processes that share one file, and processes that are killed."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from reader.model import Count
from reader.store.articles import Ingested
from reader.store.store import Store
from reader.view import UNREAD, View, from_source, in_region
from tests.store.making import add_source, fill, put

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from itertools import count
from pathlib import Path
from reader.store.store import Store
from tests.store.making import add_source, put

path, prefix, rounds = sys.argv[1:]
with Store.open(Path(path)) as store:
    source = add_source(store)
    for n in range(int(rounds)) if rounds else count():
        store.articles.commit(source, [put(f"{prefix}/{n}/{k}") for k in range(20)])
        print(n, flush=True)
"""


@contextmanager
def writing(path: Path, prefix: str, rounds: str = "") -> Iterator["subprocess.Popen[str]"]:
    """Run a process that stores 20 articles a round, without *rounds* until it is killed."""
    command = [sys.executable, "-c", WRITER, str(path), prefix, rounds]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        yield process
        process.kill()


def test_threads_write_and_read_one_store(store: Store) -> None:
    sources = [add_source(store, name) for name in ("图们", "敦化", "安图")]

    def refresh(n: int) -> Ingested:
        done = store.articles.commit(sources[n % 3], [put(f"{n}/{k}") for k in range(10)])
        heads = store.articles.heads(
            store.articles.ids(View((from_source(sources[n % 3].id),)), limit=5)
        )
        store.marks.read([head.id for head in heads])
        return done

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(refresh, range(24))) == {Ingested(10, 0)}
    total = store.marks.totals(0)["all"]
    assert total == Count(240, len(store.articles.ids(View((UNREAD,)))))


def test_a_reader_never_sees_half_a_transaction(store: Store) -> None:
    with ThreadPoolExecutor(1) as pool:
        source = add_source(store)
        batches = [[put(f"{n}/{k}") for k in range(7)] for n in range(40)]
        work = pool.submit(lambda: [store.articles.commit(source, puts) for puts in batches])
        seen = set()
        while not work.done():
            seen.add(len(store.articles.ids(View())) % 7)
        assert work.result() == [Ingested(7, 0)] * 40
        assert seen == {0}


def test_processes_that_store_the_same_store_it_once(path: Path) -> None:
    with writing(path, "a", "10") as one, writing(path, "a", "10") as other:
        assert one.wait(60) == other.wait(60) == 0
    with Store.open(path) as store:
        assert store.sources.count() == 1
        assert store.articles.count() == len(store.articles.ids(View())) == 200


def test_a_killed_process_loses_nothing_it_had_told(path: Path) -> None:
    for rounds in (1, 4, 9):
        with writing(path, f"run{rounds}") as process:
            assert process.stdout is not None
            told = [int(process.stdout.readline()) for _ in range(rounds)][-1]
            process.kill()
        with Store.open(path) as store:
            keys = [f"run{rounds}/{n}/{k}" for n in range(told + 1) for k in range(20)]
            assert len(store.articles.known(1, keys, [])) == len(keys)
            assert store.articles.count() == len(store.articles.ids(View((in_region("220000"),))))
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_cut_log_loses_the_last_transactions_and_no_more(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 40)
        log = path.with_name(f"{path.name}-wal").read_bytes()
        main = path.read_bytes()
    for part in range(0, len(log), len(log) // 9):
        cut = tmp_path / f"cut{part}.db"
        cut.write_bytes(main)
        cut.with_name(f"{cut.name}-wal").write_bytes(log[:part])
        with Store.open(cut) as store:
            assert store.articles.count() == len(store.articles.ids(View())) in (0, 40)
