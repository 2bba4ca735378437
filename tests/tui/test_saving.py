"""Saving articles by a key."""

from pathlib import Path

import pytest

from reader.model import Draft
from reader.settings import config, paths
from reader.settings.config import Config, Export
from tests.tui.conftest import MakeApp, Over
from tests.tui.driving import SIZE, settle, shown

NAME = "2026-11-23 澜湾市图书馆延长夜间开放时间（0）"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(paths, "picture_folder", lambda: tmp_path / "pictures")
    (tmp_path / "out").mkdir()
    return tmp_path


def saved(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_the_folder_is_asked_for_once_and_kept_in_the_config(
    make_app: MakeApp, home: Path
) -> None:
    app, folder = make_app(), home / "zhnews"
    (home / "config.toml").write_text("# mine\n")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter", "enter")
        await settle(pilot)
        assert saved(folder) == [f"{NAME}.md"]
        assert "已保存到 ~/zhnews/2026-11-23" in shown(app)
        assert (folder / f"{NAME}.md").read_text().startswith("# 澜湾市图书馆")
        assert config.load(home / "config.toml").export.folder == "~/zhnews"
        await pilot.press("e", "enter")
        await settle(pilot)
        assert saved(folder) == [f"{NAME} (2).md", f"{NAME}.md"]


async def test_what_is_selected_is_saved_in_the_form_that_was_chosen_last(
    make_app: MakeApp, home: Path
) -> None:
    app = make_app(Config(export=Export("~/out")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "v", "e")
        assert "选中的 2 篇 · Markdown" in shown(app) and "列表的" not in shown(app)
        await pilot.press(*"epub", "enter")
        await settle(pilot)
        await pilot.press("escape", "e", "enter")
        await settle(pilot)
        assert saved(home / "out") == ["2026-11-23 全部.epub", NAME.replace("（0）", "（2）.epub")]


async def test_the_list_is_saved_by_place_and_day(make_app: MakeApp, home: Path) -> None:
    app = make_app(Config(export=Export("~/out")))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", *"列表的", "enter")
        await settle(pilot)
        [file] = (home / "out").iterdir()
        text = file.read_text()
        assert text.count("记者 林小满") == 12 and text.startswith("# 全部\n")
        assert "吉林 › 延边" in text and "2026年11月21日" in text


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("../../etc/passwd", "2026-11-23 ..／..／etc／passwd.md"),
        ("CON", "2026-11-23 CON.md"),
        ("a\x00b" + "长" * 300, "2026-11-23 ab" + "长" * 35 + ".md"),
        ("-rf $(x); rm . .", "2026-11-23 -rf $(x); rm.md"),
    ],
)
async def test_hostile_headlines_stay_in_the_folder(
    make_app: MakeApp, over: Over, home: Path, headline: str, name: str
) -> None:
    library = over(Draft(headline=headline, guid="1", url="https://a.example/1"))
    app = make_app(Config(export=Export("~/out")), over=library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter")
        await settle(pilot)
        assert saved(home / "out") == [name]


@pytest.mark.parametrize(
    ("folder", "said"), [("~/usb", "{home}/usb"), ("~nobody-here", "~nobody-here")]
)
async def test_a_folder_that_is_gone_is_said_and_not_made(
    make_app: MakeApp, home: Path, folder: str, said: str
) -> None:
    app = make_app(Config(export=Export(folder)))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter")
        await settle(pilot)
        assert f"找不到 {said.format(home=home)}，" in shown(app) and not (home / "usb").exists()


async def test_a_folder_that_cannot_be_made_is_said_and_not_kept(
    make_app: MakeApp, home: Path
) -> None:
    (home / "file").touch()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "enter", "ctrl+u", *"~/file/a", "enter")
        await settle(pilot)
        assert "无法写入" in shown(app) and not (home / "config.toml").exists()
