import pytest

from tests.extract.listing import items, listing

DAYS = [f"2024-05-0{day}" for day in (6, 5, 4, 3, 2)]


def times(middle: str) -> list[str | None]:
    return [entry.published for entry in listing(middle).entries]


@pytest.mark.parametrize(
    "form",
    [
        '<li><a href="/a/1234{n}.html">{title}</a> (05-{day})</li>',
        '<li><i>05-{day}</i><a href="/a/1234{n}.html">{title}</a></li>',
        '<li><span>云州融媒</span><a href="/a/1234{n}.html">{title}</a>[05-{day}]<b>9</b></li>',
        '<dt><a href="/a/1234{n}.html">{title}</a></dt><dd>2024年5月{day}日</dd>',
        '<tr><td>·</td><td><a href="/a/1234{n}.html">{title}</a></td><td>2024/5/{day}</td></tr>',
        '<li><a href="/a/1234{n}.html">{title}<span>2024-05-{day}</span></a></li>',
        '<li><a href="/a/1234{n}.html"><span>[05-{day}]</span>{title}</a></li>',
        '<li><p>{day}</p><p>2024-05</p><h3><a href="/a/1234{n}.html">{title}</a></h3></li>',
        '<li><b>{day}</b><i>5月</i><a href="/a/1234{n}.html">{title}</a></li>',
        '<li><b>05-{day}</b> <i>2024</i><a href="/a/1234{n}.html">{title}</a></li>',
        '·<a href="/a/1234{n}.html">{title}</a> 2024-05-{day}<br>',
        '<a href="/a/1234{n}.html">{title}</a>(05/{day}) ',
        '<li><a href="/a/202405{day}/{n}.html">{title}</a></li>',
        '<li data-time="2024-05-{day}"><a href="/a/1234{n}.html">{title}</a><b>前天</b></li>',
    ],
)
def test_the_day_of_an_item(form: str) -> None:
    around = ("<table>", "</table>") if form.startswith("<tr") else ("<ul>", "</ul>")
    assert times(items(form).join(around)) == DAYS


def test_an_attribute_is_more_precise_than_what_is_shown() -> None:
    form = (
        '<article><h2><a href="/a/1234{n}.html">{title}</a></h2>'
        '<time datetime="2024-05-{day}T08:15:00+08:00">5月{day}日</time></article>'
    )
    assert times(items(form)) == [f"{day}T08:15:00+08:00" for day in DAYS]


def test_what_is_no_date_of_publication_is_left() -> None:
    form = '<li><a href="/a/1234{n}.html">{title}</a><p>公告称，5月{day}日起停水</p><i>12</i></li>'
    assert times(f"<ul>{items(form)}</ul>") == [None] * 5
