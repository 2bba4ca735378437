import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import EmptyInput, FileMissing, InputError, NotText
from reader.extract import decode
from reader.model import ArticleHead, Outcome, Source
from reader.news.refresh import folders
from reader.news.refresh.folders import folder_source, region_of, scan
from reader.news.refresh.run import refresh
from reader.news.samples import open_paths
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.view import View
from tests.news.pages import PARAGRAPH

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def refreshed(store: Store) -> Outcome:
    [outcome] = [o async for o in refresh(store, store.sources.all(), settings=Fetch())]
    return outcome


def heads(store: Store) -> list[ArticleHead]:
    return store.articles.heads(store.articles.ids(View()))


def write(path: Path, headline: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{headline}\n\n2026-05-18 09:30:00  |  来源:江城晚报  |  编辑:林夏\n\n"
    path.write_text(text + f"  {PARAGRAPH}\n\n  {PARAGRAPH}\n", encoding="utf-8")
    return path


def keys(root: Path, region: str | None = None) -> dict[str, str | None]:
    failures: list[InputError] = []
    return {file.key: region_of(file.key, region) for file in scan(root, failures.append)}


def test_a_folder_is_searched_to_its_depth_for_what_can_be_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "deep/er/c.md", "d.markdown", "e.htm"):
        write(tmp_path / name, "江边来了候鸟")
    for name in (".hidden.txt", ".git/f.txt", "picture.png", "notes.pdf"):
        write(tmp_path / name, "不该读到")
    assert list(keys(tmp_path)) == ["a.HTML", "b.txt", "d.markdown", "deep/er/c.md", "e.htm"]


def test_a_file_named_itself_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    assert list(keys(write(tmp_path / ".news.text", "江边来了候鸟"))) == [".news.text"]


async def test_a_folder_may_be_deeper_than_calls_can_be_nested(
    store: Store, tmp_path: Path
) -> None:
    folders = [tmp_path / ("d/" * depth) for depth in range(1, 1200)]
    for folder in folders:
        folder.mkdir()
    file = write(folders[-1] / "a.txt", "江边来了候鸟")
    store.sources.add(folder_source(tmp_path))
    assert (await refreshed(store)).new == 1
    file.unlink()
    for folder in reversed(folders):  # nested calls, as those of pytest, could not remove them
        folder.rmdir()


def test_a_path_that_the_system_does_not_open_is_said_to_be_too_long(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="… 的路径太长，系统打不开。") as caught:
        folder_source(tmp_path / ("d" * 3000))
    assert len(str(caught.value)) < 120


def test_what_is_neither_a_file_nor_a_folder_is_no_source(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", Path(os.devnull)):
        with pytest.raises(InputError, match=" 不是普通的文件，无法读取。"):
            folder_source(path)


async def test_the_files_of_a_folder_are_stored_some_at_a_time_and_counted(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "BATCH", 2)
    for name in "abcde":
        write(tmp_path / f"{name}.txt", f"{name}：江边来了候鸟")
    (tmp_path / "a.txt").write_bytes(PNG)
    store.sources.add(folder_source(tmp_path))
    told: list[tuple[int, int, int]] = []

    def hear(done: int, total: int) -> None:
        told.append((done, total, store.articles.count()))

    asked = refresh(store, store.sources.all(), settings=Fetch(), on_progress=hear)
    [outcome] = [outcome async for outcome in asked]
    assert told == [(2, 5, 1), (4, 5, 3), (5, 5, 4)]
    assert (outcome.status, outcome.new) == ("error", 4)
    assert outcome.problem is not None
    assert outcome.problem.params["name"] == "a.txt"
    assert store.sources.all()[0].problem == outcome.problem


async def test_a_very_long_text_is_an_article_of_its_beginning(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "LINES", 4)
    store.sources.add(folder_source(write(tmp_path / "a.txt", "江边来了候鸟")))
    await refreshed(store)
    draft = store.articles.get(heads(store)[0].id).draft
    assert (draft.cut, draft.body) == (True, ())


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "inner" / "a.txt", "江边来了候鸟")
    (tmp_path / "inner" / "again").symlink_to(tmp_path)
    assert list(keys(tmp_path)) == ["inner/a.txt"]


def test_subfolders_named_after_regions_place_their_files(tmp_path: Path) -> None:
    for name in ("a.txt", "吉林/b.txt", "吉林/长春/c.txt", "吉林/长春/旧闻/d.txt", "杂记/e.txt"):
        write(tmp_path / name, "江边来了候鸟")
    assert keys(tmp_path) == {
        "a.txt": None,
        "吉林/b.txt": "220000",
        "吉林/长春/c.txt": "220100",
        "吉林/长春/旧闻/d.txt": "220100",
        "杂记/e.txt": None,
    }


def test_a_subfolder_counts_as_a_region_only_within_the_sources_own(tmp_path: Path) -> None:
    for name in ("江城/a.txt", "杭州/b.txt"):
        write(tmp_path / name, "江边来了候鸟")
    assert keys(tmp_path, "220000") == {"江城/a.txt": "220200", "杭州/b.txt": "220000"}


def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\x1b[31m.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert list(keys(tmp_path)) == [r"bad\xff[31m.txt".replace(r"\xff", r"\udcff")]


def test_the_source_of_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="nothing"):
        folder_source(tmp_path / "nothing")
    with pytest.raises(FileMissing), open_paths([tmp_path, tmp_path / "nothing"]):
        pass


@pytest.mark.parametrize(
    ("data", "error"), [(b"\x89PNG\r\n\x1a\n\0", NotText), (b" \n", EmptyInput)]
)
def test_a_file_named_by_hand_that_is_no_text_is_said_at_once(
    tmp_path: Path, data: bytes, error: type[InputError]
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(error), open_paths([file]):
        pass
    with open_paths([tmp_path]) as library:
        assert library.sources.all()


def test_the_source_of_a_closed_path_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(InputError, match="loop"):
        folder_source(tmp_path / "loop")


async def test_a_folder_gives_its_articles(store: Store, tmp_path: Path) -> None:
    write(tmp_path / "吉林" / "吉林" / "a.txt", "江边来了候鸟")
    store.sources.add(folder_source(tmp_path))
    outcome = await refreshed(store)
    assert (outcome.status, outcome.new, outcome.problem) == ("ok", 1, None)
    [head] = heads(store)
    assert (head.headline, head.region, head.source) == ("江边来了候鸟", "220200", "江城晚报")


async def test_only_changed_files_are_read_again(store: Store, tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", "江边来了候鸟"), write(tmp_path / "b.txt", "早市开张")
    store.sources.add(folder_source(tmp_path))
    await refreshed(store)
    before = {head.headline: head.id for head in heads(store)}
    store.marks.star([before["江边来了候鸟"]])
    assert (await refreshed(store)).status == "not_modified"
    write(first, "江边来了一千只候鸟")
    looks = second.stat()
    second.write_bytes(b"\x00" * looks.st_size)  # would be an error if it were opened
    os.utime(second, ns=(looks.st_atime_ns, looks.st_mtime_ns))
    outcome = await refreshed(store)
    assert (outcome.status, outcome.new, outcome.updated) == ("ok", 0, 1)
    edited = next(head for head in heads(store) if head.id == before["江边来了候鸟"])
    assert edited.headline == "江边来了一千只候鸟"
    assert edited.starred


async def test_the_article_of_a_vanished_file_stays(store: Store, tmp_path: Path) -> None:
    gone = write(tmp_path / "a.txt", "江边来了候鸟")
    store.sources.add(folder_source(tmp_path))
    await refreshed(store)
    gone.unlink()
    assert (await refreshed(store)).problem is None
    assert store.articles.count() == 1


async def test_files_that_cannot_be_read_are_named_and_the_rest_is_read(
    store: Store, tmp_path: Path
) -> None:
    write(tmp_path / "c.txt", "江边来了候鸟")
    (tmp_path / "a.txt").write_bytes(PNG)
    store.sources.add(folder_source(tmp_path))
    outcome = await refreshed(store)
    assert (outcome.status, outcome.new) == ("error", 1)
    assert outcome.problem is not None
    assert (outcome.problem.kind, outcome.problem.params["name"]) == ("parse", "a.txt")
    (tmp_path / "b.txt").write_bytes(PNG)
    outcome = await refreshed(store)
    assert outcome.problem is not None
    assert outcome.problem.params == {"count": 2, "name": "a.txt"}
    assert store.sources.all()[0].problem == outcome.problem


async def test_a_vanished_folder_is_a_problem_and_its_articles_stay(
    store: Store, tmp_path: Path
) -> None:
    file = write(tmp_path / "news" / "a.txt", "江边来了候鸟")
    store.sources.add(folder_source(tmp_path / "news"))
    await refreshed(store)
    file.unlink()
    file.parent.rmdir()
    outcome = await refreshed(store)
    assert outcome.problem is not None
    assert outcome.problem.kind == "file_missing"
    assert store.articles.count() == 1


async def test_paths_of_the_command_line_are_read_into_memory(tmp_path: Path) -> None:
    with open_paths([write(tmp_path / "a.txt", "江边来了候鸟"), tmp_path]) as library:
        assert library.store.path is None
        assert not library.samples
        assert [source.title for source in library.sources.all()] == ["a.txt", tmp_path.name]
        assert library.ids(View()).tolist() == []
        outcomes = [
            o async for o in refresh(library.store, library.sources.all(), settings=Fetch())
        ]
        assert sum(outcome.new for outcome in outcomes) == 2


async def test_a_file_in_a_declared_charset_is_read_in_it(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "江邊來了候鳥")
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    store.sources.add(Source(url=str(path), kind="folder", charset="gb18030"))
    await refreshed(store)
    assert heads(store)[0].headline == "江邊來了候鳥"
