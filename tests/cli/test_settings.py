import pytest

from reader import paths
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
        ('[[source]]\nurl = "a\\u0000b"', 2, "“ab”要写成 http://"),
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
