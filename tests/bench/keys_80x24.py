"""Go through every feature by a hundred keys in a tmux of 80x24 and 16 colours; print the screens.

Usage: uv run python -m tests.bench.keys_80x24 DATABASE [--colours] [--config FILE]

The database is copied first. Nothing is asserted but that the program lives to the end: a person
looks at the screens. With ``--colours`` they come with their escape sequences.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

KEYS: tuple[tuple[str, str], ...] = (
    ("", "opened"),
    ("j", "down"),
    ("Enter", "open"),
    (";", "links"),
    ("Escape", "no link"),
    ("F4", "the article"),
    ("Space", "read on"),
    ("Space", "read on"),
    ("b", "back a page"),
    ("C-d", "half a page"),
    ("]", "next article"),
    ("[", "previous article"),
    ("z", "zen"),
    ("z", "back from zen"),
    ("T", "simplified"),
    ("T", "traditional"),
    ("T", "as written"),
    ("C-s", "find in the article"),
    ("中国", "typed by an input method"),
    ("Enter", "the first of them"),
    ("n", "the next"),
    ("Escape", "found"),
    ("I", "pictures"),
    ("I", "no pictures"),
    ("F3", "back in the list"),
    ("v", "select"),
    ("v", "select another"),
    ("s", "star both"),
    ("Escape", "select none"),
    ("S", "oldest first"),
    ("S", "newest first"),
    ("U", "unread only"),
    ("U", "all"),
    ("V", "starred"),
    ("V", "all"),
    ("m", "read"),
    ("A", "all read"),
    ("u", "undo"),
    ("C-r", "redo"),
    ("u", "undo"),
    ("f", "filter"),
    ("航天", "by Han"),
    ("Escape", "no filter"),
    ("f", "filter"),
    ("ht", "by initials"),
    ("Enter", "filtered"),
    ("q", "not filtered"),
    ("/", "search"),
    ("航天", "sought"),
    ("Enter", "found"),
    ("n", "the next hit"),
    ("N", "the hit before"),
    ("B", "kept"),
    ("X", "a rule of what was sought"),
    ("Enter", "what it does"),
    ("Down", "the star"),
    ("Enter", "made"),
    ("q", "back from the search"),
    ("L", "the rules"),
    ("Enter", "one removed"),
    ("u", "undone"),
    ("u", "the rule undone too"),
    ("f", "filter"),
    ("is:dup", "what is the same story"),
    ("Enter", "filtered"),
    ("d", "reprints"),
    ("q", "back from the reprints"),
    ("q", "not filtered"),
    ("d", "of the same article"),
    ("q", "all"),
    ("c", "region picker"),
    ("bj", "北京 by initials"),
    ("Enter", "北京"),
    ("F", "a favourite"),
    ("w", "why here"),
    ("M", "move"),
    ("Escape", "not moved"),
    ("h", "the places"),
    ("l", "a branch opened"),
    (">", "wider"),
    ("<", "narrower"),
    ("Escape", "everything"),
    ("?", "help"),
    ("Space", "more help"),
    ("Escape", "no help"),
    (":", "palette"),
    ("ps", "a command by initials"),
    ("Enter", "themes"),
    ("Down", "another theme"),
    ("Down", "high contrast"),
    ("Escape", "the old theme"),
    ("E", "sources"),
    ("n", "rename"),
    ("Escape", "not renamed"),
    ("q", "back from the sources"),
    ("a", "add a source"),
    ("x y", "no address"),
    ("Enter", "what is wrong with it"),
    ("Escape", "nothing added"),
    ("i", "places of the catalogue"),
    ("cc", "长春 by initials"),
    ("Space", "chosen"),
    ("Escape", "none"),
    ("B", "no search to keep"),
    ("o", "browser"),
    ("y", "copied"),
    ("R", "refreshed"),
)
"""Keys as tmux calls them, and what the reader does with them."""

STEADY = 0.4
"""Seconds without a change after which a screen counts as painted."""


class Tmux:
    """A tmux server of our own with one window of 80x24, whose TERM is screen."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self._socket = str(folder / "tmux")
        self._environment = {**os.environ, "TERM": "xterm"}
        for name in ("COLORTERM", "NO_COLOR", "TMUX"):
            self._environment.pop(name, None)
        config = folder / "tmux.conf"
        config.write_text("set -g default-terminal screen\nset -g remain-on-exit on\n")
        self._run("-f", str(config), "new-session", "-d", "-x", "80", "-y", "24", *command)
        self._run("set", "status", "off")

    def _run(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-S", self._socket, *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True)
        return done.stdout

    def send(self, keys: str) -> None:
        """Type *keys*: a name of tmux's, or text."""
        is_name = keys.istitle() or keys.startswith(("C-", "F")) or len(keys) == 1
        # A semicolon would end tmux's own command.
        self._run("send-keys", *([] if is_name else ["-l"]), keys.replace(";", "\\;"))

    def screen(self, *, colours: bool) -> str:
        """Return the screen once it has come to rest."""
        time.sleep(0.3)
        before = ""
        for _look in range(40):
            now = self._run("capture-pane", "-p", *(["-e"] if colours else []))
            if now == before:
                return now
            before = now
            time.sleep(STEADY)
        return before

    def is_alive(self) -> bool:
        """Whether the program still runs."""
        return self._run("display-message", "-p", "#{pane_dead}").strip() == "0"

    def close(self) -> None:
        """End the server and what runs in it."""
        self._run("kill-server")


def screens(tmux: Tmux, *, colours: bool) -> Iterator[tuple[str, str]]:
    """Yield a heading and the screen for each of `KEYS`."""
    for number, (keys, what) in enumerate(KEYS):
        if keys:
            tmux.send(keys)
        yield f"{number}: {keys}  ({what})", tmux.screen(colours=colours)


def main() -> None:
    """Print the screens."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--colours", action="store_true")
    parser.add_argument("--config", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        database = shutil.copy(args.database, Path(name) / "zhnews.db")
        command = [sys.executable, "-m", "reader", "--db", str(database)]
        command += ["--config", str(args.config)] if args.config else []
        tmux = Tmux(Path(name), command)
        try:
            while not tmux.screen(colours=False).strip() and tmux.is_alive():
                pass  # it starts
            for heading, screen in screens(tmux, colours=args.colours):
                print(f"──── {heading}\n{screen.rstrip()}")
            print("alive" if tmux.is_alive() else "DEAD")
        finally:
            tmux.close()


if __name__ == "__main__":
    main()
