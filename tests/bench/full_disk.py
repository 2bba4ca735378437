"""Fill the disk under a refresh, an import, a copy and a vacuum, and look at what they say; and
under the reader, in whom every key must then be answered by a sentence.

    sudo python -m tests.bench.full_disk [--times 20] [--seed 1]

Each time a small file system in memory (tmpfs; only root may mount one) is given room for a part
of what is to be stored. Every command must end with status 0 or 1, name the full disk where it
failed for it, print no traceback, and lose nothing that was listed before; with room enough again
the same refresh must bring all articles.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from tests.bench.bench_refresh import addresses, fill, serving
from tests.bench.crash_refresh import held
from tests.terminal import Terminal

FEEDS = 60
ARTICLES = FEEDS * 50
SMALLEST, LARGEST = 400, 40_000
"""Kilobytes that the file system has at first."""


@contextmanager
def disk(kilobytes: int) -> Iterator[Path]:
    """Mount a file system of this size."""
    with tempfile.TemporaryDirectory() as folder:
        size = f"size={kilobytes}k"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def zhnews(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command, whose end must be a decent one."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, args)], capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done
    assert "Traceback" not in done.stdout + done.stderr, done
    if done.returncode:
        assert "磁盘" in done.stdout + done.stderr, done
    return done


def lines(count: int) -> str:
    """Return an archive of this many articles for ``zhnews import``."""
    articles = (
        {
            "feed": "https://example.com/",
            "guid": str(number),
            "title": f"标题{number}",
            "body": ["正文。" * 300],
        }
        for number in range(count)
    )
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)


KEYS = {"s": "", "m": "", "\r": "", "A": "", "X": "规则：", "u": "没有可以撤销的"}
"""What is typed into the reader on a full disk, and what it says of that if not the usual."""


def read(articles: int = 50) -> None:
    """Open the reader, fill the disk, and press keys that write; leave it, twice.

    It must stay open and say of each that the disk is full; the second time there is room again
    before it is left. Raises AssertionError.
    """
    for has_room in (False, True):
        with disk(4_000) as full, ExitStack() as stack:
            file, archive = full / "news.db", full / "articles.jsonl"
            archive.write_text(lines(articles))
            assert zhnews("import", archive, "--db", file).returncode == 0
            terminal = stack.enter_context(
                closing(Terminal([sys.executable, "-m", "reader", "--db", str(file)]))
            )
            _answered(terminal, "", "标题")
            with suppress(OSError), (full / "stuff").open("wb", buffering=0) as out:
                while out.write(bytes(4096)):
                    pass
            _answered(terminal, "", "磁盘满了")  # says the index, which comes a second later
            for keys, said in KEYS.items():
                _answered(terminal, keys, said or "没有保存")
                if keys == "\r":
                    terminal.send("q")
                elif keys == "X":
                    _answered(terminal, "图\r", "屏蔽")
                    _answered(terminal, "\r", "没有保存")
                _answered(terminal, "v", "取消选择")
                terminal.send("q")  # nothing is selected any more
            if has_room:
                (full / "stuff").unlink()
                _answered(terminal, "s", "u 撤销")
            mark = len(terminal.raw)
            terminal.send("\x11")
            assert terminal.wait_for_end() == (0 if has_room else 1)
            end = terminal.raw[mark:]
            assert has_room or "没有保存：磁盘满了".encode() in end, end
            assert b"Traceback" not in terminal.raw


def _answered(terminal: Terminal, keys: str, said: str) -> None:
    mark = len(terminal.raw)
    terminal.send(keys)
    terminal.wait_until(lambda: said.encode() in terminal.raw[mark:], 30, said)


def main() -> None:
    """Fill the disk as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    sizes = random.Random(args.seed)
    said = 0
    with tempfile.TemporaryDirectory() as folder, serving(FEEDS, 20, 0.0):
        archive = Path(folder, "articles.jsonl")
        archive.write_text(lines(3_000))
        for _ in range(args.times):
            with disk(sizes.randint(SMALLEST, LARGEST)) as full:
                file = full / "news.db"
                fill(file, addresses(FEEDS, hosts=20))
                before = set[tuple[int, str]]()
                for command in (
                    ("fetch", "--json"),
                    ("fetch", "--json"),
                    ("import", archive),
                    ("db", "backup", full / "copy.db"),
                    ("db", "vacuum"),
                    ("db", "work"),
                ):
                    said += zhnews(*command, "--db", file).returncode
                    zhnews("list", "--json", "--db", file)
                    now = held(file)
                    assert before <= now, "articles are lost"
                    before = now
                subprocess.run(["mount", "-o", "remount,size=200m", full], check=True)
                assert zhnews("fetch", "--db", file).returncode == 0
                assert len([key for key in held(file) if key[0] <= FEEDS]) == ARTICLES
    read()
    print(f"{args.times} full disks: said {said} times, nothing lost")


if __name__ == "__main__":
    main()
