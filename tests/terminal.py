"""A real terminal for tests: a program in a pty, its bytes kept and its screen drawn by pyte."""

import os
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pyte


class Terminal:
    """Runs *command* in a pty of *columns* by *rows*.

    `raw` holds every byte the program wrote; `lines` is what its screen shows now.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.raw = b""
        self._cooked = False
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        # Not the size of another terminal, which readline puts into the environment of pytest.
        around = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LINES"}}
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env={**around, "TERM": "xterm-256color", **(env or {})},
            timeout=None,
        )

    @property
    def pid(self) -> int:
        """The program's process id."""
        return int(self._child.pid)

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row: of a wide character the second cell has no text."""
        screen = self._screen
        columns = range(screen.columns)
        return ["".join(screen.buffer[y][x].data for x in columns) for y in range(screen.lines)]

    @property
    def text(self) -> str:
        """The screen as one string, blanks that fill up wide characters taken out."""
        return "\n".join(self.lines)

    @property
    def is_stopped(self) -> bool:
        """Whether the program is suspended."""
        state = subprocess.run(("ps", "-o", "stat=", "-p", str(self.pid)), capture_output=True)
        return state.stdout.startswith(b"T")

    def wipe(self) -> None:
        """Forget what the screen shows, as where another program wrote over it."""
        self._screen.reset()

    def send(self, keys: str) -> None:
        """Type *keys*."""
        self._child.send(keys)

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Read until the screen shows *text*. Raises AssertionError after *seconds*."""
        self.wait_until(lambda: text in self.text, seconds, text)

    def wait_until(self, done: Callable[[], bool], seconds: float = 60, what: str = "") -> None:
        """Read until *done*. Raises AssertionError after *seconds* or when the program ended."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"{what!r} never came:\n{self.text}")

    def wait_for_end(self, seconds: float = 60) -> int:
        """Read until the program ends; give its exit status, negative for a signal."""
        end = time.monotonic() + seconds
        while self._read():
            if time.monotonic() > end:
                self.kill(signal.SIGKILL)
                raise AssertionError(f"did not end:\n{self.text}")
        flags = termios.tcgetattr(self._child.child_fd)[3]
        self._cooked = bool(flags & termios.ECHO and flags & termios.ICANON)
        self._child.close()
        status = self._child.exitstatus
        return -int(self._child.signalstatus) if status is None else int(status)

    def kill(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def is_cooked(self) -> bool:
        """Whether the terminal echoes and edits lines again, as a shell expects it to."""
        return self._cooked

    def close(self) -> None:
        """End the program if it still runs."""
        self._child.close(force=True)

    def _read(self) -> bool:
        """Read what comes within a moment; False when the program has ended."""
        try:
            data = self._child.read_nonblocking(65536, timeout=0.1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True
