"""What takes the text that is copied: a program, or the terminal by OSC 52.

In tmux, OSC 52 reaches the terminal only where ``set-clipboard`` is ``on``, which is not the
default: tmux is asked itself, and passes the text on, also over SSH. Elsewhere over SSH a program
would copy to the other machine.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from shutil import which

_PATIENCE = 1.0
"""Seconds that a program may take."""
_DEAF = ("linux", "dumb")
"""Terminals, by TERM, that know no OSC 52: the console is one."""

_VTE = "7700"
"""The VTE, the widget of GNOME Terminal and others, from which on it may know OSC 52 (vte#2495)."""


def copied_by_program(text: str, environ: Mapping[str, str]) -> bool:
    """Copy *text* by a program; False where there is none here, or none that works."""
    for argv in _programs(environ):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                argv,
                input=text.encode(),
                stdout=subprocess.DEVNULL,  # which those hold that go on in the background
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
            return True
    return False


def is_deaf(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take nothing that is copied."""
    return (
        environ.get("TERM", "") in _DEAF
        or environ.get("VTE_VERSION", "9999") < _VTE
        or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def _programs(environ: Mapping[str, str]) -> Sequence[Sequence[str]]:
    """Return the commands that may take a text on their standard input, the best first."""
    programs: list[Sequence[str]] = []
    if environ.get("TMUX"):
        programs.append(("tmux", "load-buffer", "-w", "-"))
    elif not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if environ.get("WAYLAND_DISPLAY"):
            programs.append(("wl-copy",))
        if environ.get("DISPLAY"):
            programs += [("xclip", "-selection", "clipboard"), ("xsel", "--input", "--clipboard")]
        if sys.platform == "darwin":
            programs.append(("pbcopy",))
    return [argv for argv in programs if which(argv[0], path=environ.get("PATH"))]
