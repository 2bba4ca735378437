"""The notes below an article."""

import pytest

from reader.extract.article.zones import read_notes

NOTICE = "本文为云州网原创，转载请注明出处。"


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ([NOTICE], [NOTICE]),
        ([NOTICE, NOTICE], [NOTICE]),
        (["分享", NOTICE], [NOTICE]),
        ([*["分享"] * 11, NOTICE], [NOTICE]),
        ([*["分享"] * 12, NOTICE], []),
        (["云州网版权声明：", "文" * 16, "字" * 16], ["云州网版权声明：", "文" * 16, "字" * 16]),
        (["云州网版权声明：", "文" * 15, "字" * 16], ["云州网版权声明："]),
        (["文" * 16], []),
        (["相关新闻", NOTICE], []),
        (["Copyright © 云州网", NOTICE], []),
        (["声明" + "！" * 2], ["声明！！"]),
        (["声明" + "！" * 3], []),
        ([], []),
    ],
)
def test_notices_and_declarations_are_notes(lines: list[str], notes: list[str]) -> None:
    assert read_notes(lines) == tuple(notes)
