import pytest

from reader.fetch.answer import MAX_RETRY_AFTER, charset, retry_after

NOON = 1_576_814_400.0  # Fri, 20 Dec 2019 04:00:00 GMT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("Fri, 20 Dec 2019 04:10:00 GMT", 600),
        ("Fri, 20 Dec 2019 03:00:00 GMT", 0),
        ("99999999999999999999", MAX_RETRY_AFTER),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_a_pause_is_seconds_or_a_date_and_a_week_at_most(text: str, seconds: int) -> None:
    assert retry_after(text, NOON) == seconds


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html;charset=gbk", "gbk"),
        ("text/html; Charset = 'utf-8'; x=1", "utf-8"),
        ("text/html", None),
    ],
)
def test_the_charset_is_what_the_type_declares(content_type: str, name: str | None) -> None:
    assert charset(content_type) == name
