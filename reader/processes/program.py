"""Programs of the reader's, the browser among them: through no shell, apart from the terminal.

Its input is a file and its output a pipe that is looked into now and then: so no thread waits for
it, and what it leaves running in the background, as programs of the clipboard do, holds nobody up.
When it has ended that can print no more.

The browser is started by a process of its own, ``python -m reader.processes.program``, which has no
terminal and whose output goes nowhere; so whatever it prints is not written over the screen.
"""

import asyncio
import os
import re
import shlex
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from subprocess import PIPE, STDOUT, Popen
from tempfile import TemporaryFile

from reader.errors import BadAddress, CommandMissing, ZhnewsError
from reader.i18n import N_
from reader.text.clean import clean, clean_code, safe_url

# Running a program of the reader's.

PAUSE = 0.05
"""Seconds between two looks."""
CHUNK = 1 << 16
OUTPUT_LIMIT = 1 << 20
"""Bytes of output from which on a program is stopped."""


def parse_command(line: str) -> list[str]:
    """Return the words of a command that was typed, as a shell parts them.

    Raises ZhnewsError for what only a shell understands.
    """
    signs = shlex.shlex(line, punctuation_chars="|&;<>")
    signs.commenters = ""
    signs.whitespace_split = True
    try:
        for word in signs:
            if not word.strip("|&;<>"):
                raise ZhnewsError(
                    N_("命令不经过 shell，不认识 {sign}；要用它，请写 sh -c '{command}'。"),
                    kind="bad_command",
                    sign=word,
                    command=line,
                )
        return shlex.split(line)
    except ValueError:
        raise ZhnewsError(N_("这个命令的引号没有成对。"), kind="bad_command") from None


class Program:
    """A program, which starts at once: the command *argv* with *data* as its standard input.

    Raises CommandMissing.
    """

    def __init__(self, argv: Sequence[str], data: bytes) -> None:
        with TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            try:
                program = str(Path(argv[0]).expanduser())
                self._process = Popen(
                    (program, *argv[1:]),
                    bufsize=0,
                    stdin=file,
                    stdout=PIPE,
                    stderr=STDOUT,
                    start_new_session=True,
                )
            except (OSError, ValueError, RuntimeError):  # a NUL in a word; no such ~user
                raise CommandMissing(name=clean(argv[0])) from None
        self._printed = bytearray()
        self.is_cut = False
        """Whether it was stopped because it printed too much."""

    @property
    def text(self) -> str:
        """What it has printed so far, cleaned."""
        return clean_output(self._printed.decode("utf-8", "replace"))

    @property
    def status(self) -> int | None:
        """Its exit status, negative after a signal; None: it runs."""
        return self._process.returncode

    async def run(self, on_output: Callable[[], None]) -> None:
        """Wait for its end, and call *on_output* whenever it has printed something.

        It is killed if this is cancelled, with all that it started.
        """
        assert self._process.stdout is not None
        with self._process.stdout as stdout:
            os.set_blocking(stdout.fileno(), False)
            try:
                while not self.is_cut:
                    is_over = self._process.poll() is not None  # first: then all of it is read
                    data = stdout.read(CHUNK)
                    if data:
                        self._printed += data[: OUTPUT_LIMIT - len(self._printed)]
                        self.is_cut = len(self._printed) == OUTPUT_LIMIT
                        on_output()
                    elif is_over:
                        break
                    await asyncio.sleep(0 if data else PAUSE)
            finally:
                self.stop()

    def stop(self) -> None:
        """Kill it with all that it started, if it has not ended."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


# What programs print, as text.

_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, moving the cursor
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # strings
    r"|\x1b[ -/]*[0-~]"
)
"""Escape sequences (ECMA-48, 5)."""


def clean_output(text: str) -> str:
    """Return what a program printed, by its lines, as a terminal would have shown it in the end.

    Escape sequences vanish whole; of a line that was written over, the last writing stays.
    """
    lines = _ESCAPE.sub("", text.replace("\r\n", "\n")).split("\n")
    return clean_code("\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines))


# The web browser.

TEXT_MODE = ("elinks", "links", "lynx", "w3m", "www-browser")
"""Browsers that need the terminal for themselves, which they would take from the screen."""
LOOK, PAUSES = 0.05, 60
"""Seconds between two looks whether the browser has ended, and how many are taken: some browsers
go on until they are closed."""


async def open_page(url: str) -> None:
    """Open *url* in the reader's browser, without blocking the screen.

    Raises BadAddress for anything but http and https, and ZhnewsError where there is none, also
    where it is one of `TEXT_MODE` or ends with an error.
    """
    address = safe_url(url)
    if not address:
        raise BadAddress(url=url)
    process = _start(address)
    for _look in range(PAUSES):
        if process.poll() is not None:
            break
        await asyncio.sleep(LOOK)
    if process.returncode:
        raise ZhnewsError(
            N_("找不到浏览器，请复制网址另外打开，或设置环境变量 BROWSER。"), kind="no_browser"
        )


def _start(address: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        (sys.executable, "-P", "-m", "reader.processes.program", address),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Without a terminal's name, webbrowser looks for no browser that needs a terminal.
        env={name: value for name, value in os.environ.items() if name != "TERM"},
        start_new_session=True,
    )


def main() -> int:
    """Open the address that is the argument; 0 if that went well."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return 1
    return int(PurePath(browser.name).name in TEXT_MODE or not browser.open(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
