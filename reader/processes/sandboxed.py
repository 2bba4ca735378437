"""The child of the sandbox: runs one function after the other on foreign bytes, confined.

Against runaways, on POSIX: CPU seconds for each step (the kernel ends the process), bytes of memory
(an allocation fails; macOS refuses that limit). On Windows the parent's patience is all there is.

Against a parser that somebody took over, as far as it goes:

- No network, on Linux where the kernel lets a process make a user and a network namespace of its
  own, as it does unless it was told not to (some containers, AppArmor).
- No file written, on POSIX. It can still empty or remove what its user can, and read it.
- No process of its own, on POSIX, unless its user is root, whom that limit does not bind.

Besides, its parent takes nothing from it but values of the type asked for.

Usage: python -m reader.processes.sandboxed SECONDS MEMORY
"""

import gc
import importlib
import os
import socket
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct, msgpack

from reader.errors import ZhnewsError
from reader.processes.child import FailedReply, Parent

# What a process in which foreign bytes are parsed cannot do.

_LOOPBACK = ("127.0.0.1", 9)


class Confinement(Struct, frozen=True):
    """Whether a process is kept from: memory without end, the network, writing files, processes."""

    memory: bool
    network: bool
    files: bool
    processes: bool


if sys.platform == "win32":

    def confine(memory: int) -> None:
        """Do nothing: Windows has no such limits."""

    def limit_cpu(seconds: int) -> None:
        """Do nothing, as above."""

    def confinement() -> Confinement:
        """Return that nothing holds."""
        return Confinement(memory=False, network=False, files=False, processes=False)

else:
    import contextlib
    import math
    import resource
    import time

    _CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # <linux/sched.h>

    def confine(memory: int) -> None:
        """Confine this process, for good, to *memory* bytes and to what the kernel allows."""
        if sys.platform == "linux":
            import ctypes  # not in the parent; `os.unshare` is there from Python 3.12 on

            ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
        for limit in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
            resource.setrlimit(limit, (0, 0))
        sys.dont_write_bytecode = True  # which would be cut off
        with contextlib.suppress(ValueError):  # macOS knows the limit but refuses it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def limit_cpu(seconds: int) -> None:
        """Let the kernel end this process when it has used *seconds* more."""
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, hard))

    def confinement() -> Confinement:
        """Try what this process can do."""
        return Confinement(
            memory=resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY,
            network=not _reaches_loopback(),
            files=resource.getrlimit(resource.RLIMIT_FSIZE)[0] == 0,
            processes=not _forks(),
        )

    def _reaches_loopback() -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(_LOOPBACK)  # sends nothing
            except OSError:
                return False
        return True

    def _forks() -> bool:
        try:
            child = os.fork()
        except OSError:
            return False
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True

# The child of the sandbox.

PARSERS = (
    "reader.extract.feed",
    "reader.extract.page",
    "reader.extract.links",
    "reader.extract.article.blocks",
    "reader.extract.article.masthead",
    "reader.pictures.pixels",
    "feedparser",
    "PIL.Image",
)
"""What is loaded when it is needed, and then can no longer leave its bytecode to the next child."""

_GARBAGE = 10_000
"""Objects made between two looks for cycles: a long feed makes a million, and none is in one."""


class Call(Struct, frozen=True):
    """A function, ``module:name``, and what it is called with."""

    function: str
    args: list[Any]
    kwargs: dict[str, Any]


class ReplyPart(Struct, frozen=True, tag=True):
    """What it returned, or one of the things that it yielded."""

    data: Raw


class End(Struct, frozen=True, tag=True):
    """That was all."""


class Broken(Struct, frozen=True, tag=True):
    """It raised what is none of our errors."""

    error: str
    trace: str


Reply = ReplyPart | End | FailedReply | Broken

_CALL = msgpack.Decoder(Call)


def main(seconds: int, memory: int) -> None:
    """Answer calls until there are no more."""
    gc.set_threshold(_GARBAGE)
    parent = Parent()
    compile_once(PARSERS)
    confine(memory)
    with suppress(EOFError):
        while True:
            replies = _answer(parent.receive(_CALL))
            limit_cpu(seconds)
            for reply in replies:
                parent.send(reply)
                limit_cpu(seconds)


def compile_once(modules: Iterable[str]) -> None:
    """Import those of *modules* whose bytecode is not kept yet, if it can be."""
    for name in () if sys.dont_write_bytecode else modules:
        with suppress(ImportError):  # an extra
            spec = find_spec(name)
            if spec is not None and spec.cached and not Path(spec.cached).exists():
                importlib.import_module(name)


def _answer(call: Call) -> Iterator[Reply]:
    try:
        module, _, name = call.function.partition(":")
        value = getattr(importlib.import_module(module), name)(*call.args, **call.kwargs)
        del call  # of much data one copy must do
        for part in value if isinstance(value, Iterator) else (value,):
            yield ReplyPart(Raw(msgpack.encode(part)))
        yield End()
    except ZhnewsError as error:
        yield FailedReply.of(error)
    except MemoryError:
        raise  # ends this process, and with it what it holds
    except Exception as error:  # which the parent logs
        yield Broken(type(error).__name__, traceback.format_exc())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
