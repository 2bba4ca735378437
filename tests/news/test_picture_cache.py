"""The cache of pictures: bounded, whole or absent, and harmless where it cannot be written."""

import os
from pathlib import Path

import pytest

from reader.news.pictures import PictureCache, Usage

URL = "https://news.example.cn/{}.jpg"


def old(folder: Path, seconds: int) -> None:
    """Make what is in *folder* so many seconds older."""
    for path in folder.iterdir():
        time = path.stat().st_mtime - seconds
        os.utime(path, (time, time))


def test_a_picture_is_found_by_its_address(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures")
    assert cache.get(URL) is None and not cache.has(URL)
    cache.put(URL, b"picture")
    assert cache.get(URL) == b"picture" and cache.has(URL)
    assert PictureCache(tmp_path / "pictures").get(URL) == b"picture"


def test_what_was_longest_not_looked_at_leaves_first(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, limit=1000)
    for number in range(3):
        cache.put(URL.format(number), bytes(300))
        old(tmp_path, 10)
    assert cache.get(URL.format(0))
    cache.put(URL.format(3), bytes(300))
    assert [cache.has(URL.format(number)) for number in range(4)] == [True, False, True, True]
    assert cache.usage() == Usage(3, 900)


def test_a_picture_beyond_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, limit_each=10)
    cache.put(URL, bytes(11))
    assert cache.usage() == Usage(0, 0)


def test_what_a_killed_process_left_counts_and_goes(tmp_path: Path) -> None:
    (tmp_path / "tmp1234").write_bytes(bytes(950))
    old(tmp_path, 10)
    cache = PictureCache(tmp_path, limit=1000)
    cache.put(URL, bytes(100))
    assert cache.usage() == Usage(1, 100)


def test_clearing_tells_what_there_was(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.put(URL, bytes(100))
    assert cache.clear() == Usage(1, 100)
    assert cache.get(URL) is None and cache.clear() == Usage(0, 0)


def test_a_folder_that_cannot_be_is_no_cache(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    cache = PictureCache(file / "pictures")
    cache.put(URL, b"picture")
    assert cache.get(URL) is None and cache.usage() == Usage(0, 0)


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache = PictureCache(tmp_path)
    cache.put(URL, b"picture")
    assert list(tmp_path.iterdir()) == []
