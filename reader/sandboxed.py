"""The child of the sandbox: runs one function after the other on foreign bytes, confined.

Usage: python -m reader.sandboxed SECONDS MEMORY
"""

import gc
import importlib
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct, msgpack

from reader.confinement import confine, limit_cpu
from reader.errors import ZhnewsError
from reader.parent import Parent
from reader.wire import Failed

PARSERS = (
    "reader.extract.feed",
    "reader.extract.page",
    "reader.extract.links",
    "reader.extract.paper",
    "reader.extract.article.blocks",
    "reader.extract.html.breadcrumb",
    "reader.pictures.sixels",
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


class Part(Struct, frozen=True, tag=True):
    """What it returned, or one of the things that it yielded."""

    data: Raw


class End(Struct, frozen=True, tag=True):
    """That was all."""


class Broken(Struct, frozen=True, tag=True):
    """It raised what is none of our errors."""

    error: str
    trace: str


Reply = Part | End | Failed | Broken

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
            yield Part(Raw(msgpack.encode(part)))
        yield End()
    except ZhnewsError as error:
        yield Failed.of(error)
    except MemoryError:
        raise  # ends this process, and with it what it holds
    except Exception as error:  # which the parent logs
        yield Broken(type(error).__name__, traceback.format_exc())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
