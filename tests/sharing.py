"""Children of the sandbox that serve one test after the other, for starting one takes long."""

from collections import defaultdict
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from reader.processes.child import Child

P = ParamSpec("P")
T = TypeVar("T")

_free = defaultdict[tuple[str, ...], list[Child]](list)


class SharedChild(Child):
    """A child that waits for the next test where it would be ended, if its last talk went well."""

    def __init__(self, *command: str) -> None:
        super().__init__(*command)
        self._command = command
        self._is_sound = True

    async def in_thread(self, talk: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self._is_sound = False
        result = await super().in_thread(talk, *args, **kwargs)
        self._is_sound = True
        return result

    async def end(self) -> None:
        if self._is_sound:
            _free[self._command].append(self)
        else:
            await super().end()


def start(*command: str) -> Child:
    """Return a child that a test has left, else a new one."""
    return _free[command].pop() if _free[command] else SharedChild(*command)


async def end_all() -> None:
    """End the children that no test uses."""
    for children in _free.values():
        for child in children:
            await Child.end(child)
