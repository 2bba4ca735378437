import builtins
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli import output
from reader.settings import paths
from tests.cli.conftest import Zhnews


def test_the_config_in_use_is_named(zhnews: Zhnews) -> None:
    assert zhnews("config", "path").out == f"{paths.default_config()}\n"
    own = zhnews.file("config/zhnews/config.toml", "")
    assert zhnews("config", "path", "--json").json == {"path": str(own), "default": False}


def test_a_right_config_is_said_to_be_right(zhnews: Zhnews) -> None:
    assert zhnews("config", "check").out == f"{paths.default_config()} 没有问题。\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[[source]]\nurl = "https://a.example.cn/"\nregion = "乌有乡"', 3, "乌有乡"),
        ('[[source]]\nname = "a"\nurl = "news.example.cn/feed"', 3, "news.example.cn/feed"),
        (
            '[[source]]\nurl = "http://a.cn/"\n[[source]]\nurl = "http://x:y@a.cn/"',
            4,
            "http://a.cn/",
        ),
        ('[ui]\n\ntheme = "没有的配色"', 3, "没有的配色"),
        ('[keys]\n"article.star" = "s"\n"article.none" = "f9"', 3, "article.none"),
        ('[keys]\n"article.star" = "hyper+q"', 2, "hyper+q"),
    ],
)
def test_what_only_the_user_of_a_setting_can_judge_is_checked_too(
    zhnews: Zhnews, text: str, line: int, word: str
) -> None:
    config = zhnews.file("bad.toml", text)
    ran = zhnews("config", "check", "--config", config)
    assert ran.status == 2
    assert f"{config} 第 {line} 行" in ran.err
    assert word in ran.err


OWN = """# 我的设置
language = "zh"   # 中文

[fetch]
every = "1h"  # 一小时
# 别太快

# 屏幕
[ui]
measure = 36
"""


@pytest.fixture
def own(zhnews: Zhnews) -> Path:
    return zhnews.file("config/zhnews/config.toml", OWN)


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("fetch.every", "2h", 'every = "1h"', 'every = "2h"'),
        ("ui.measure", "30", "measure = 36", "measure = 30"),
        ("language", "en", 'language = "zh"', 'language = "en"'),
        ("fetch.timeout", "5", "# 别太快\n", "# 别太快\ntimeout = 5\n"),
        (
            "keys.article.star",
            "s,f9",
            "measure = 36\n",
            'measure = 36\n\n[keys]\n"article.star" = "s,f9"\n',
        ),
        (
            "notify.command",
            '["mail", "-s"]',
            "measure = 36\n",
            'measure = 36\n\n[notify]\ncommand = ["mail", "-s"]\n',
        ),
        # What looks like a number is the text that the setting takes.
        ("keep.articles", "1000", "measure = 36\n", 'measure = 36\n\n[keep]\narticles = "1000"\n'),
        (
            "keep.regions.吉林",
            "9d",
            "measure = 36\n",
            'measure = 36\n\n[keep]\nregions = {"吉林" = "9d"}\n',
        ),
    ],
)
def test_a_setting_is_changed_and_everything_else_stays_as_it_is_written(
    zhnews: Zhnews, own: Path, key: str, value: str, before: str, after: str
) -> None:
    ran = zhnews("config", "set", key, value)
    assert (ran.status, ran.out) == (0, f"{own} 改好了。\n")
    assert before in OWN
    assert own.read_text("utf-8") == OWN.replace(before, after)
    assert [each.name for each in own.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("ui.measure", "999", "“measure”不能大于 120"),
        ("ui.measure", "宽", "“measure”要写成：整数"),
        ("ui.theme", "没有的配色", "没有的配色"),
        ("fetch.job", "3", "没有“job”这个设置"),
        ("notify.quiet", "10pm", "22:00-07:00"),
        ("keys.article.none", "f9", "article.none"),
        ("source.0.url", "https://a.example.cn/", "config edit"),
        ("language.x", "y", "config edit"),
        ("", "y", "没有“”这个设置"),
        ("ui.measure", "30\nx = 1", "“measure”要写成：整数"),
    ],
)
def test_a_setting_that_would_be_wrong_is_not_taken(
    zhnews: Zhnews, own: Path, key: str, value: str, said: str
) -> None:
    text = f'{OWN}[[source]]\nurl = "https://a.example.cn/"\n'
    own.write_text(text, "utf-8")
    ran = zhnews("config", "set", key, value)
    assert (ran.status, ran.out) == (2, "") and said in ran.err and "config-" not in ran.err
    assert own.read_text("utf-8") == text
    assert [each.name for each in own.parent.iterdir()] == ["config.toml"]


def test_the_first_setting_makes_a_config_that_says_all_that_the_shipped_one_says(
    zhnews: Zhnews,
) -> None:
    ran = zhnews("config", "set", "fetch.jobs", "7", "--json")
    own = zhnews.home / "config/zhnews/config.toml"
    assert ran.json == {"path": str(own), "changed": True}
    text = paths.default_config().read_text("utf-8").replace("jobs = 100", "jobs = 7")
    assert own.read_text("utf-8") == text
    # A new one stands beside its example, not under the heading of the next table.
    zhnews("config", "set", "keep.regions.吉林", "9d")
    example = '#regions = { "吉林" = "180d" }\n'
    assert own.read_text("utf-8") == text.replace(example, example + 'regions = {"吉林" = "9d"}\n')


def test_a_link_to_the_config_stays_a_link(zhnews: Zhnews, own: Path) -> None:
    kept = own.rename(zhnews.home / "dotfile.toml")
    kept.chmod(0o640)
    own.symlink_to(kept)
    zhnews("config", "set", "ui.measure", "30")
    assert own.is_symlink() and "measure = 30" in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("set",), "缺少"),
        (("set", "ui.measure"), "缺少"),
        (("path", "x"), "x"),
        (("edit", "x"), "x"),
    ],
)
def test_what_is_missing_or_too_much_is_said(
    zhnews: Zhnews, argv: tuple[str, ...], said: str
) -> None:
    ran = zhnews("config", *argv)
    assert (ran.status, ran.out) == (2, "") and said in ran.err


@pytest.fixture
def editor(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the editor run scripts on the file, one each time it is opened."""
    folder = zhnews.home / "an editor"

    def use(*scripts: str) -> None:
        for number, script in enumerate(scripts):
            zhnews.file(f"an editor/{number}", script)
        script = f'for each in "{folder}"/*; do . "$each"; rm "$each"; exit; done'
        monkeypatch.setenv("VISUAL", f"sh -c '{script}' edit")

    # Within single quotes: the words of the command are parted as a shell would, by none.
    return use


def write(text: str) -> str:
    return f"cat > \"$1\" <<'END'\n{text}\nEND\n"


def test_what_was_edited_is_taken_if_nothing_is_wrong(
    zhnews: Zhnews, own: Path, editor: Callable[..., None]
) -> None:
    editor(write("[ui]\nmeasure = 20"))
    assert zhnews("config", "edit").out == f"{own} 改好了。\n"
    assert own.read_text("utf-8") == "[ui]\nmeasure = 20\n"
    editor("true")
    assert zhnews("config", "edit").out == "没有改动。\n"


@pytest.mark.parametrize(
    ("answers", "left"), [(["", "d"], OWN), (["", ""], "[ui]\nmeasure = 20\n"), (["d"], OWN)]
)
def test_a_fault_is_said_at_its_line_and_one_goes_on_or_discards(
    zhnews: Zhnews,
    own: Path,
    editor: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    left: str,
) -> None:
    given = iter(answers)
    monkeypatch.setattr(output, "is_interactive", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda prompt: next(given))
    editor(write("[ui]\n\nmeasure = 999"), write("[ui]\nmeasure ="), write("[ui]\nmeasure = 20"))
    ran = zhnews("config", "edit")
    assert f"{own} 第 3 行：“measure”不能大于 120。" in ran.err and ran.status == 0
    assert own.read_text("utf-8") == left
    assert [each.name for each in own.parent.iterdir()] == ["config.toml"]


def test_where_nobody_can_be_asked_a_fault_is_said_and_nothing_taken(
    zhnews: Zhnews, own: Path, editor: Callable[..., None]
) -> None:
    editor(write("[ui]\nmeasure = 999"))
    ran = zhnews("config", "edit")
    assert ran.status == 2 and f"{own} 第 2 行" in ran.err
    assert own.read_text("utf-8") == OWN


def test_a_broken_config_can_be_edited(
    zhnews: Zhnews, own: Path, editor: Callable[..., None]
) -> None:
    own.write_text("[ui", "utf-8")
    assert zhnews("config", "path").status == 0
    assert "第 1 行" in zhnews("config", "set", "ui.measure", "30").err
    editor(write(OWN.strip()))
    assert zhnews("config", "edit").status == 0
    assert own.read_text("utf-8") == OWN


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nowhere/edit", "找不到编辑器 /nowhere/edit"),
        ("vi '", "找不到编辑器"),
        ("false", "失败了（退出状态 1）"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    zhnews: Zhnews, own: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.setenv("VISUAL", command)
    ran = zhnews("config", "edit")
    assert ran.status == 1 and said in ran.err
    assert own.read_text("utf-8") == OWN
