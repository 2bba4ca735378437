import json

from reader.extract.contract import as_dict, feed_as_dict
from reader.model import Block, Draft, Feed, Image, Link, ListItem, Masthead, Span


def test_a_draft_is_shown_as_the_contract_says() -> None:
    draft = Draft(
        headline="标题",
        published="2024-05-06",
        editor="田一",
        blocks=(
            Block(
                "paragraph", "见图", (Span(0, 1, "strong"), Span(1, 2, "link", "http://a.example"))
            ),
            Block("figure", "说明", image=Image("http://a.example/1.jpg", "说明", "李一")),
            Block("list", "一\n二"),
            Block("list", "三\n四", items=(ListItem(number=3), ListItem(1))),
            Block("heading", "五", level=2),
        ),
        notes=("声明",),
        pages=("http://a.example/2",),
        masthead=Masthead("频道", (Link("南平", ""),), "0999-1234567", None),
    )
    shown = as_dict(draft)
    assert list(shown) == [
        *("headline", "published", "source", "author", "editor", "responsible_editor"),
        *(
            "photographer",
            "original_title",
            "kicker",
            "subtitle",
            "body",
            "blocks",
            "images",
            "notes",
            "pages",
            "masthead",
        ),
    ]
    assert shown["source"] is None
    assert shown["body"] == ["见图", "一", "二", "三", "四", "五"]
    assert shown["blocks"] == [
        {
            "kind": "paragraph",
            "text": "见图",
            "spans": [
                {"start": 0, "end": 1, "style": "strong"},
                {"start": 1, "end": 2, "style": "link", "url": "http://a.example"},
            ],
        },
        {
            "kind": "figure",
            "text": "说明",
            "image": {"url": "http://a.example/1.jpg", "caption": "说明", "credit": "李一"},
        },
        {"kind": "list", "text": "一\n二"},
        {"kind": "list", "text": "三\n四", "items": [{"number": 3}, {"depth": 1}]},
        {"kind": "heading", "text": "五", "level": 2},
    ]
    assert shown["images"] == [shown["blocks"][1]["image"]]
    assert shown["masthead"] == {
        "channel": "频道",
        "cities": [{"name": "南平", "url": ""}],
        "hotline": "0999-1234567",
        "email": None,
    }
    assert json.loads(json.dumps(shown)) == shown


def test_a_feed_is_shown_with_its_entries_in_order() -> None:
    first = Draft(headline="一", url="http://a.example/1", published="2024-05-06", summary="摘要")
    shown = feed_as_dict(Feed(title="源", entries=(first, Draft(headline="二"))))
    assert shown["title"] == "源"
    assert [entry["title"] for entry in shown["entries"]] == ["一", "二"]
    assert shown["entries"][0]["link"] == "http://a.example/1"
    assert shown["entries"][0]["published"] == "2024-05-06"
    assert shown["entries"][0]["summary"] == "摘要"
    assert shown["entries"][1]["author"] is None
