"""Time placing articles on one core, and loading what it needs.

    python -m tests.bench.bench_regions [CORPUS]

CORPUS holds JSON lines {headline, text, source}; without it articles are made up of the regions'
own names. Times are the best of several runs; a process of its own loads each thing anew.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from reader.regions.gazetteer import load
from reader.regions.place import place

RUNS = 5
LOADED = {
    "the gazetteer, which the sidebar shows": "from reader.regions.gazetteer import load; load()",
    "the lexicon, when the first text is placed": (
        "from reader.regions.gazetteer import lexicon; lexicon()"
    ),
}
TIMED = """
import time
import {module}
began = time.perf_counter()
{code}
print((time.perf_counter() - began) * 1000)
"""


def main() -> None:
    """Print texts a second and milliseconds of loading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path)
    corpus = parser.parse_args().corpus
    articles = read(corpus) if corpus else invent(300)
    place(*articles[0])
    best = min(run(articles) for _ in range(RUNS))
    length = sum(len(headline) + len(text) for headline, text in articles) / len(articles)
    print(f"{len(articles) / best:8.0f} texts a second, {length:.0f} characters each")
    for what, code in LOADED.items():
        print(f"{min(loading(code) for _ in range(RUNS)):8.1f} ms to load {what}")


def read(corpus: Path) -> list[tuple[str, str]]:
    """Headlines and texts of *corpus*."""
    records = map(json.loads, corpus.read_text("utf-8").splitlines())
    return [(record["headline"], record["text"]) for record in records]


def invent(count: int) -> list[tuple[str, str]]:
    """Make up articles of 200 characters, each with some ten names in it."""
    rng = random.Random(1)
    gazetteer = load()
    ids = list(gazetteer)
    filling = "今天上午活动在这里举行记者看到现场气氛热烈大家表示还要再来"

    def sentence() -> str:
        start = rng.randrange(len(filling) - 12)
        return gazetteer[rng.choice(ids)].name + filling[start : start + 12] + "。"

    return [(sentence(), "".join(sentence() for _ in range(10))) for _ in range(count)]


def run(articles: list[tuple[str, str]]) -> float:
    """Seconds to place all *articles*."""
    began = time.perf_counter()
    for headline, text in articles:
        place(headline, text)
    return time.perf_counter() - began


def loading(code: str) -> float:
    """Milliseconds that *code* takes in a process that has imported its module."""
    module = code.split()[1]
    script = TIMED.format(module=module, code=code)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    main()
