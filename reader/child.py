"""A child process as its parent has it; the child's end is `reader.parent`.

They talk by the child's standard input and output. The child ends at the end of its input, so it
never outlives its parent.
"""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from subprocess import DEVNULL, PIPE, Popen
from typing import ParamSpec, TypeVar

from msgspec import msgpack

from reader import wire

P = ParamSpec("P")
T = TypeVar("T")


class Child:
    """A child, which starts at once.

    Whatever waits for it does so in a thread that is its own. An event loop thus knows nothing of
    the process, and has nothing to say when it dies.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        """Start *module*, whose main function talks by `reader.parent`, in a Python of its own."""
        # -P: a module in the folder where the reader stands must not pass for ours.
        command = (sys.executable, "-P", "-m", module, *arguments)
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._thread = ThreadPoolExecutor(1)

    @property
    def is_over(self) -> bool:
        """Whether the child has ended."""
        return self._process.poll() is not None

    async def in_thread(self, talk: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *talk*, which waits for the child, in the child's thread.

        The child is killed where this is cancelled, and so *talk* ends too.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, lambda: talk(*args, **kwargs))
        except asyncio.CancelledError:
            self.kill()
            raise

    def send(self, request: bytes) -> None:
        """Send an encoded *request*. Raises BrokenPipeError where the child ended."""
        assert self._process.stdin is not None
        wire.write(self._process.stdin, request)

    def receive(self, decoder: msgpack.Decoder[T]) -> T:
        """Wait for the next thing that the child sends.

        Raises EOFError where it ended, ValueError for what it may not send.
        """
        assert self._process.stdout is not None
        return decoder.decode(wire.read(self._process.stdout))

    def kill(self) -> None:
        """Make the child end, and so whatever waits for it."""
        self._process.kill()

    async def end(self) -> None:
        """End the child, whatever it does; nothing can be asked of it any more."""
        self.kill()
        ended = asyncio.get_running_loop().run_in_executor(self._thread, self._process.communicate)
        self._thread.shutdown(wait=False)
        await asyncio.wait([ended])  # which goes on where this is cancelled
