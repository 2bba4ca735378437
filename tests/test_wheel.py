import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from reader.settings import paths

ROOT = paths.default_config().parent
UV = os.environ.get("UV") or shutil.which("uv")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked into a folder."""
    if UV is None:
        pytest.skip("building a wheel needs uv")
    folder = tmp_path_factory.mktemp("wheel")
    command = [UV, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    [wheel] = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_carries_the_config_of_the_top(unpacked: Path) -> None:
    carried = unpacked / "reader" / "data" / "config.toml"
    assert carried.read_bytes() == (ROOT / "config.toml").read_bytes()


def test_the_wheel_carries_all_data_that_the_program_reads(unpacked: Path) -> None:
    def data(package: Path) -> set[str]:
        files = (file for file in (package / "data").rglob("*") if file.is_file())
        return {file.relative_to(package).as_posix() for file in files}

    not_read = re.compile(
        r"data/((README|NOTICE)\.md|licences/.*|screen-.*\.svg|build_\w+\.py|regions_\w+\.toml|zhnews\.1)|.*\.(po|pyc)"
    )
    needed = {name for name in data(ROOT / "reader") if not not_read.fullmatch(name)}
    assert data(unpacked / "reader") == needed | {"data/config.toml"}


def test_the_wheel_brings_the_man_page(unpacked: Path) -> None:
    [page] = unpacked.glob("zhnews-*.data/data/share/man/man1/zhnews.1")
    assert page.read_bytes() == (ROOT / "reader" / "data" / "zhnews.1").read_bytes()


def test_the_wheel_reads_its_own_config_and_samples(unpacked: Path) -> None:
    code = (
        "from reader.settings import config, paths\n"
        "from reader.news.samples import samples_dir\n"
        "assert config.load(paths.default_config()) == config.Config()\n"
        "print(paths.default_config())\n"
        "print(samples_dir())\n"
    )
    environment = os.environ | {"PYTHONPATH": str(unpacked)}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=unpacked,
    )
    data = unpacked / "reader" / "data"
    assert ran.stdout.splitlines() == [str(data / "config.toml"), str(data / "samples")]
