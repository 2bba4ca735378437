from reader.model import Draft
from reader.text.article import byline, stamp


def test_the_items_come_in_the_order_of_a_credits_line() -> None:
    draft = Draft(
        headline="题",
        published="2019-12-20T15:56:19+08:00",
        source="澜湾日报",
        author="林小满",
        editor="周一木",
        responsible_editor="何静",
        photographer="罗一帆",
    )
    assert byline(draft, "别处") == [
        "2019-12-20 15:56",
        "澜湾日报",
        "记者 林小满",
        "摄影 罗一帆",
        "编辑 周一木",
        "责编 何静",
    ]


def test_what_is_not_stated_is_left_out_and_the_source_stands_in() -> None:
    assert byline(Draft(headline="题"), "澜湾日报") == ["澜湾日报"]
    assert byline(Draft(headline="题", page="01版 要闻"), "澜湾日报") == ["澜湾日报 01版 要闻"]


def test_a_label_that_a_feed_put_into_the_name_is_not_said_twice() -> None:
    assert byline(Draft(headline="题", author="记者林小满")) == ["记者 林小满"]


def test_a_date_alone_stays_as_it_is() -> None:
    assert stamp("2019-12-20") == "2019-12-20"
