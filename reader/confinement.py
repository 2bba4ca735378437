"""What a process in which foreign bytes are parsed cannot do.

Against runaways, on POSIX: CPU seconds for each step (the kernel ends the process), bytes of memory
(an allocation fails; macOS refuses that limit). On Windows the parent's patience is all there is.

Against a parser that somebody took over, as far as it goes:

- No network, on Linux where the kernel lets a process make a user and a network namespace of its
  own, as it does unless it was told not to (some containers, AppArmor).
- No file written, on POSIX. It can still empty or remove what its user can, and read it.
- No process of its own, on POSIX, unless its user is root, whom that limit does not bind.

Besides, its parent takes nothing from it but values of the type asked for (`reader.wire`).
"""

import os
import socket
import sys

from msgspec import Struct

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
