"""Reading no more than a limit, and writing whole files or none."""

import errno
import io
import os
from pathlib import Path
from typing import IO

import pytest

from reader import disk
from reader.errors import FileMissing, FileUnwritable, InputError

MEGABYTE = 1 << 20


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(MEGABYTE))
    assert len(disk.read_file(file, 1)) == MEGABYTE
    file.write_bytes(bytes(MEGABYTE + 2))
    assert len(disk.read_beginning(file, 1)) == MEGABYTE + 1
    with pytest.raises(InputError, match=r"a\.txt"):
        disk.read_file(file, 1)


def test_a_stream_is_read_up_to_its_limit() -> None:
    assert len(disk.read_stream(io.BytesIO(bytes(MEGABYTE)), 1, "甲")) == MEGABYTE
    with pytest.raises(InputError, match="甲"):
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
    for path, kind in (
        (tmp_path / "none", "file_missing"),
        (tmp_path / "file" / "below", "file_missing"),
        (tmp_path / ("长" * 200), "file_unreadable"),
        (tmp_path / "a\0b", "file_unreadable"),
        (tmp_path, "is_a_folder"),
    ):
        with pytest.raises(InputError) as raised:
            disk.read_beginning(path, 1)
        assert raised.value.kind == kind


def test_of_a_path_that_is_too_long_the_beginning_is_shown() -> None:
    with pytest.raises(InputError, match="… 的路径太长，系统打不开。") as caught:
        disk.read_beginning(Path("/" + "a" * 300), 1)
    assert caught.value.params == {"path": "/" + "a" * 79}


def test_a_name_of_any_bytes_can_be_shown() -> None:
    assert disk.portable("早市\udcff\x1b") == "早市\\udcff"


# Writing.


def writing(text: str) -> disk.Write:
    def write(file: IO[bytes]) -> None:
        file.write(text.encode())

    return write


def failing(error: Exception) -> disk.Write:
    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise error

    return write


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    made = [disk.create(tmp_path / "早市 1.0.md", writing(str(n))) for n in range(3)]
    assert [path.name for path in made] == ["早市 1.0.md", "早市 1.0 (2).md", "早市 1.0 (3).md"]
    assert [path.read_text() for path in made] == ["0", "1", "2"]
    assert sorted(tmp_path.iterdir()) == sorted(made)


def test_a_file_that_is_named_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file, link = tmp_path / "a.md", tmp_path / "b.md"
    file.write_text("old")
    link.symlink_to(file)
    disk.overwrite(link, writing("new"))
    assert file.read_text() == "new" and link.is_symlink()
    with pytest.raises(KeyError):
        disk.overwrite(file, failing(KeyError()))
    assert file.read_text() == "new"
    disk.overwrite(Path(os.devnull), writing("x"))
    assert sorted(tmp_path.iterdir()) == [file, link]


@pytest.mark.parametrize("write", [disk.create, disk.overwrite])
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (errno.ENOSPC, "磁盘满了，没有写入 {path}，请腾出空间再试。"),
        (errno.EDQUOT, "磁盘满了，没有写入 {path}，请腾出空间再试。"),
        (errno.EROFS, "无法写入 {path}，请检查它的权限。"),
    ],
)
def test_what_cannot_be_written_leaves_nothing(
    tmp_path: Path, write: object, fault: int, sentence: str
) -> None:
    assert callable(write)
    path = tmp_path / "a.md"
    with pytest.raises(FileUnwritable) as raised:
        write(path, failing(OSError(fault, "")))
    assert str(raised.value) == sentence.format(path=path)
    assert not [*tmp_path.iterdir()]


def test_a_folder_in_place_of_a_file_is_said(tmp_path: Path) -> None:
    for use in (
        lambda: disk.overwrite(tmp_path, writing("x")),
        lambda: disk.read_file(tmp_path, 1),
    ):
        with pytest.raises(InputError, match=f"{tmp_path} 是文件夹"):
            use()


def test_a_folder_that_is_gone_or_forbidden_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=f"找不到 {tmp_path}/usb，"):
        disk.create(tmp_path / "usb" / "a.md", writing("x"))
    (tmp_path / "file").touch()
    with pytest.raises(FileMissing, match="file，"):
        disk.create(tmp_path / "file" / "a.md", writing("x"))
