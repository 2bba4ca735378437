"""Running a program of the reader's: through no shell, apart from the terminal, with an end.

Its input is a file and its output a pipe that is looked into now and then: so no thread waits for
it, and what it leaves running in the background, as programs of the clipboard do, holds nobody up.
When it has ended that can print no more.
"""

import asyncio
import os
import shlex
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from tempfile import TemporaryFile

from reader.errors import BadCommand, CommandMissing, ShellNeeded
from reader.text.clean import clean
from reader.text.printed import clean_output

PAUSE = 0.05
"""Seconds between two looks."""
CHUNK = 1 << 16
MOST = 1 << 20
"""Bytes of output from which on a program is stopped."""


def parse_command(line: str) -> list[str]:
    """Return the words of a command that was typed, as a shell parts them.

    Raises BadCommand, and ShellNeeded for what only a shell understands.
    """
    signs = shlex.shlex(line, punctuation_chars="|&;<>")
    signs.commenters = ""
    signs.whitespace_split = True
    try:
        for word in signs:
            if not word.strip("|&;<>"):
                raise ShellNeeded(sign=word, command=line)
        return shlex.split(line)
    except ValueError:
        raise BadCommand from None


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
                        self._printed += data[: MOST - len(self._printed)]
                        self.is_cut = len(self._printed) == MOST
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
