"""Regular expressions that are compiled when they are first used, not when they are read.

Any room may need one before the first paint.
"""

import re
from typing import Any, cast


class _LazyPattern:
    """Stands for a pattern; what is asked of it is the pattern's own, and asked for once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of *source*, compiled when it is first used.

    For what the start of the program reads: compiling takes up to some milliseconds each, and the
    first screen needs few of them. It is used by its methods: `re` itself does not take it.
    Raises re.error then, and not here.
    """
    return cast("re.Pattern[str]", _LazyPattern(source, flags))
