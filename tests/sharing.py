"""Children of the sandbox that serve one test after the other, for starting one takes long."""

from collections import defaultdict

from reader.child import Child

_free = defaultdict[tuple[str, ...], list[Child]](list)


class SharedChild(Child):
    """A child that waits for the next test where it would be ended, unless it was killed."""

    def __init__(self, *command: str) -> None:
        super().__init__(*command)
        self._command = command
        self._is_killed = False

    def kill(self) -> None:
        self._is_killed = True
        super().kill()

    async def end(self) -> None:
        if self._is_killed or self.is_over:
            await super().end()
        else:
            _free[self._command].append(self)


def start(*command: str) -> Child:
    """Return a child that a test has left, else a new one."""
    while _free[command]:
        child = _free[command].pop()
        if not child.is_over:
            return child
    return SharedChild(*command)


async def end_all() -> None:
    """End the children that no test uses."""
    for children in _free.values():
        for child in children:
            await Child.end(child)
