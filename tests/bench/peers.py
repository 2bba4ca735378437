"""What other readers take for the same: newsboat, and lemon24's reader in its own environment.

They get the articles as one feed in a file. Neither is asked of more than `LARGEST` of them.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.bench import starting
from tests.bench.news_text import COMMON, RARE, NewsWriter

LARGEST = 100_000
SCRIPT = Path(__file__).with_name("peer_reader.py")
TITLE = "北山新闻"


def run(sizes: Sequence[int], folder: Path) -> None:
    """Measure what is installed and print it."""
    for size in sizes:
        if size > LARGEST:
            continue
        feed = _feed(folder, size)
        print(f"newsboat, {size:,}: {_newsboat(feed)}")
        print(f"lemon24/reader, {size:,}: {_reader(feed)}", flush=True)


def _feed(folder: Path, size: int) -> Path:
    path = folder / f"feed-{size}.xml"
    if not path.exists():
        writer = NewsWriter()
        with path.open("w", encoding="utf-8") as file:
            file.write(f"<rss version='2.0'><channel><title>{TITLE}</title>\n")
            for number in range(size):
                draft = writer.draft(number)
                text = escape("".join(f"<p>{line}</p>" for line in draft.body))
                file.write(
                    f"<item><title>{draft.headline}</title><guid>{draft.guid}</guid>"
                    f"<link>{draft.url}</link><description>{text}</description></item>\n"
                )
            file.write("</channel></rss>\n")
    return path


def _newsboat(feed: Path) -> str:
    program = shutil.which("newsboat")
    if program is None:
        return "not installed"
    home = feed.with_suffix(".newsboat")
    home.mkdir(exist_ok=True)
    (home / "urls").write_text(f"file://{feed.resolve()}\n")
    (home / "config").write_text("auto-reload no\nconfirm-exit no\n")
    # By env: where the locale is not UTF-8, newsboat shows question marks.
    command = ["env", "LC_ALL=C.UTF-8", program]
    for option, name in (("-u", "urls"), ("-C", "config"), ("-c", "cache.db")):
        command += [option, str(home / name)]
    if not (home / "cache.db").exists():
        subprocess.run([*command, "-x", "reload"], check=True, capture_output=True)
    starts = [starting.start(command, TITLE, rest=1, quit="q") for _ in range(3)]
    best = min(starts, key=lambda start: start.wall)
    version = subprocess.run([program, "-v"], capture_output=True, text=True).stdout.split()[1]
    return f"{version}, list painted in {best.wall:.0f} ms, {best.rss:.0f} MiB (RSS)"


def _reader(feed: Path) -> str:
    uv = shutil.which("uv")
    if uv is None:
        return "not installed: uv runs it"
    # Isolated (-I): its package has the name of ours. It does not name all that it needs.
    command = [uv, "run", "--isolated", "--no-project", "--with", "reader"]
    command += [
        "--with",
        "sgmllib3k",
        "python",
        "-I",
        str(SCRIPT),
        str(feed.resolve()),
        *COMMON,
        *RARE,
    ]
    # From there: uv takes what it finds in a .venv beside for installed.
    done = subprocess.run(command, cwd=feed.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"did not run: {done.stderr.strip().splitlines()[-1]}"
    return ", ".join(f"{name} {figure}" for name, figure in json.loads(done.stdout).items())
