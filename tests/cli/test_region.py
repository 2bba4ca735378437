import json

from tests.cli.conftest import Zhnews


def test_the_tree_shows_a_region_with_all_below_it(zhnews: Zhnews) -> None:
    lines = zhnews("region", "tree", "吉林省").out.splitlines()
    assert lines[0] == "吉林省 220000"
    assert "  长春市 220100" in lines
    assert "    榆树市 220182" in lines


def test_the_tree_of_the_country_begins_with_beijing(zhnews: Zhnews) -> None:
    regions = zhnews("region", "tree", "--json").json["regions"]
    assert regions[0] == {"id": "110000", "name": "北京市", "level": "province", "parent": None}
    assert sum(region["level"] == "province" for region in regions) == 34


def test_the_tree_counts_articles_upwards(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url, "--region", "长春")
    zhnews("fetch")
    lines = zhnews("region", "tree", "吉林省", "--counts").out.splitlines()
    assert lines[0] == "吉林省 220000  2/2"
    assert "  长春市 220100  2/2" in lines


def test_a_text_is_placed_with_its_reason(zhnews: Zhnews) -> None:
    result = zhnews("region", "of", "本报长春3月3日电 今天", "--json").json
    assert result["primary"] == "220100"
    assert "220100" in result["regions"]
    assert isinstance(result["reason"], str)


def test_records_are_placed_line_by_line(zhnews: Zhnews) -> None:
    records = [
        {
            "id": "a",
            "headline": "步道开放",
            "text": "本报长春3月3日电 步道今天开放。",
            "source": "",
        },
        {"id": 2, "headline": "书店开门", "text": "书店昨天开门。", "source": "220200"},
        {"id": None, "headline": "好天气"},
    ]
    stdin = "\n\n".join(json.dumps(record) for record in records).encode()
    lines = [json.loads(line) for line in zhnews("regions", "--json", stdin=stdin).out.splitlines()]
    assert [line["id"] for line in lines] == ["a", 2, None]
    assert [line["primary"] for line in lines] == ["220100", "220200", None]
    assert all(set(line) == {"format", "id", "primary", "regions", "reason"} for line in lines)
    rows = [line.split("\t") for line in zhnews("regions", stdin=stdin).out.splitlines()]
    assert [row[:-1] for row in rows] == [["a", "长春市"], ["2", "吉林市"], ["看不出"]]
