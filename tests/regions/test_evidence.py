import pytest

from reader.regions.evidence import find_dateline


@pytest.mark.parametrize(
    ("text", "press", "seat"),
    [
        ("云州社长春3月3日电 步道开放", "云州社", "长春"),
        ("云州社长春3月3日电(记者常立)步道开放", "云州社", "长春"),
        ("【云州日报讯】步道开放", "", ""),
        ("云州日报讯 步道开放", "云州日报", ""),
        ("云州网客户端长春消息:步道开放", "云州网客户端", "长春"),
        ("步道开放\n云州社长春3月3日电 游人", "云州社", "长春"),
        ("一\n二\n云州社长春3月3日电 游人", "云州社", "长春"),
        ("一\n二\n三\n云州社长春3月3日电 游人", "", ""),
        ("步道开放,云州社长春3月3日电 游人", "", ""),
        ("", "", ""),
    ],
)
def test_one_of_the_first_lines_says_who_reports_from_where(
    text: str, press: str, seat: str
) -> None:
    line = find_dateline(text)
    assert text[line.start : line.seat] == press
    assert text[line.seat : line.end].startswith(seat)
    assert (line.end > 0) is bool(press)
