"""Shells complete commands, options, sources and places, and run nothing that a name holds."""

import shutil
import subprocess

import pytest

from reader.cli.main import COMMANDS
from reader.model import Source
from reader.store.store import Store
from tests.cli.conftest import Zhnews

ASK = """
zhnews() { [ "$*" = "completions sources" ] && printf "%s\\n" 松江晚报 江城日报 2; }
eval "$1"
shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_zhnews
printf "%s\\n" "${COMPREPLY[@]}"
"""


def completed(script: str, *words: str) -> set[str]:
    """Return what bash proposes for the last of *words*."""
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK, "bash", script, "zhnews", *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_what_is_typed(zhnews: Zhnews) -> None:
    script = zhnews("completions", "bash").out
    assert set(COMMANDS) <= completed(script, "")
    assert completed(script, "fe") == {"fetch", "feed", "feeds"}
    assert completed(script, "fetch", "--of") == {"--offline"}
    assert completed(script, "list", "--un") == {"--unread"}
    assert completed(script, "config", "e") == {"edit"}
    assert completed(script, "fetch", "--source", "") == {"松江晚报", "江城日报", "2"}
    assert completed(script, "fetch", "--source", "松") == {"松江晚报"}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_what_they_are_given(zhnews: Zhnews, shell: str) -> None:
    script = zhnews("completions", shell).out
    assert "--offline" in script or "-l offline" in script
    assert "zhnews completions places" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, encoding="utf-8", check=True)


def test_places_are_told_by_names_that_mean_one(zhnews: Zhnews) -> None:
    places = zhnews("completions", "places").out.splitlines()
    assert {"吉林", "长春", "延吉市"} <= set(places) and "鼓楼区" not in places
    assert len(places) == len(set(places))


def test_sources_are_told_by_words_that_every_shell_takes_as_they_are(zhnews: Zhnews) -> None:
    assert zhnews("completions", "sources").out.strip() == ""
    assert not (zhnews.home / "data").exists()  # to ask makes no database
    names = ("松江晚报", "松江晚报 城市新闻", "$(touch x)", "a;b", "'", "江城·日报", "松江晚报")
    with Store.open(zhnews.home / "data/zhnews/zhnews.db") as store:
        for number, name in enumerate(names):
            store.sources.add(Source(url=f"https://a.example/{number}", title=name))
    told = zhnews("completions", "sources").out.splitlines()
    assert sorted(told) == ["2", "3", "4", "5", "松江晚报", "江城·日报"]


def test_an_unknown_shell_is_refused(zhnews: Zhnews) -> None:
    ran = zhnews("completions", "csh")
    assert (ran.status, ran.out) == (2, "") and "bash" in ran.err
