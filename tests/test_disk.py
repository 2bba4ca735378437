"""Reading no more than a limit."""

import io
from pathlib import Path

import pytest

from reader import disk
from reader.errors import FileMissing, FileUnreadable, InputTooLarge, NotAFile, PathTooLong

MEGABYTE = 1 << 20


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(MEGABYTE))
    assert len(disk.read_file(file, 1)) == MEGABYTE
    file.write_bytes(bytes(MEGABYTE + 2))
    assert len(disk.read_beginning(file, 1)) == MEGABYTE + 1
    with pytest.raises(InputTooLarge, match=r"a\.txt"):
        disk.read_file(file, 1)


def test_a_stream_is_read_up_to_its_limit() -> None:
    assert len(disk.read_stream(io.BytesIO(bytes(MEGABYTE)), 1, "甲")) == MEGABYTE
    with pytest.raises(InputTooLarge, match="甲"):
        disk.read_stream(io.BytesIO(bytes(MEGABYTE + 1)), 1, "甲")


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"abcd\nef\n", [b"abcd\n", b"ef\n"]),
        (b"abcde\nef", [b"abcde", b"ef"]),
        (b"abcdefghijklm\nef", [b"abcde", b"ef"]),
        (b"abcdefghi", [b"abcde"]),
        (b"\n\n", [b"\n", b"\n"]),
        (b"", []),
    ],
)
def test_of_a_line_beyond_the_limit_the_beginning_is_given(data: bytes, lines: list[bytes]) -> None:
    assert list(disk.read_lines(io.BytesIO(data), 4)) == lines


def test_what_the_system_says_is_said_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, error in (
        (tmp_path / "none", FileMissing),
        (tmp_path / "file" / "below", FileMissing),
        (tmp_path / ("长" * 200), PathTooLong),
        (tmp_path / "a\0b", FileUnreadable),
        (tmp_path, NotAFile),
    ):
        with pytest.raises(error):
            disk.read_beginning(path, 1)


def test_of_a_path_that_is_too_long_the_beginning_is_shown() -> None:
    with pytest.raises(PathTooLong) as caught:
        disk.read_beginning(Path("/" + "a" * 300), 1)
    assert caught.value.params == {"path": "/" + "a" * 79}


def test_a_name_of_any_bytes_can_be_shown() -> None:
    assert disk.portable("早市\udcff\x1b") == "早市\\udcff"
