import re
from urllib.parse import urlsplit

import pytest

from reader.data.build_catalogue import kind_and_url, without_home_pages
from reader.model import Source
from reader.news.catalogue import (
    CATALOGUE,
    by_host,
    places,
    provider,
    sources_around,
    sources_for,
    sources_in,
    sources_of,
)
from reader.regions.gazetteer import load
from reader.regions.lookup import require
from reader.text import addresses
from reader.text.addresses import holds_day

PROVINCES = (
    *("吉林", "辽宁", "黑龙江", "北京", "上海", "江苏", "浙江", "安徽"),
    *("福建", "山东", "河南", "湖北", "湖南", "广东", "四川", "陕西"),
)


@pytest.mark.parametrize("province", PROVINCES)
def test_a_province_has_sources_within_itself(province: str) -> None:
    region = require(province).id
    sources = sources_of(region)
    assert sources
    assert all(source.region and load().within(source.region, region) for source in sources)


def test_a_place_brings_its_own_and_what_is_around_it_is_apart() -> None:
    province, city = sources_of("420000"), sources_of("420100")
    assert province and city and not set(city) & set(province)
    assert sources_around("420100") == province
    assert set(city) < set(sources_around("420000")) and not set(sources_around("420000")) & set(
        province
    )
    assert sources_for(["420100"], around=True) == city + province
    assert sources_around("CN") == []


def test_every_prefecture_of_the_mainland_has_sources_of_its_own() -> None:
    zones = re.compile(r"71|\d\dC")
    cities = (id for id in load() if load()[id].level == "prefecture" and not zones.match(id))
    assert [id for id in cities if not sources_of(id)] == []


def test_sources_of_one_host_are_one_choice_with_the_name_that_they_share() -> None:
    def source(name: str, url: str) -> Source:
        return Source(url=url, name=name)

    city = source("松岸市政府 要闻", "http://a.example.cn/yw/")
    county = source("松岸市政府 县区", "http://a.example.cn/xq/")
    paper = source("松岸日报", "http://b.example.cn/")
    other = source("松岸晚报", "http://b.example.cn/wb/")
    assert by_host([city, paper, county, other]) == [
        ("松岸市政府", [city, county]),
        ("b.example.cn", [paper, other]),
    ]


def test_the_whole_country_has_feeds_of_no_region() -> None:
    sources = sources_of(None)
    assert any(source.kind == "feed" for source in sources)
    assert all(source.region is None for source in sources)
    assert sources_of("CN") == sources


def test_news_from_abroad_is_a_choice_of_its_own() -> None:
    sources = sources_of("INT")
    assert sources
    assert all(source.region is None for source in sources)
    assert not {source.url for source in sources} & {source.url for source in sources_of("CN")}


def test_the_places_to_choose_from_are_those_with_sources_the_country_first() -> None:
    ids = places()
    assert ids[:3] == ["CN", "INT", "110000"]
    assert all(sources_of(provider(id)) for id in ids)
    assert ids.index("420000") < ids.index("420100")
    assert {region.id for region in load().children(None)} < set(ids)


def test_a_place_without_sources_gets_those_around_it_and_none_comes_twice() -> None:
    assert sources_of("220102") == []
    assert provider("220102") == "220100"
    assert sources_for(["220102", "220100"]) == sources_of("220100")
    assert sources_around("220102") == sources_of("220000")
    assert sources_for(["420100", "INT"]) == sources_of("420100") + sources_of("INT")


def test_every_row_is_one_address_under_a_known_region() -> None:
    provinces = [region.id for region in load().children(None)]
    sources = [*sources_of(None), *sources_of("INT")]
    sources += [source for province in provinces for source in sources_in(province)]
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    assert len(sources) == len(lines) - 2  # the note on its origin and the heading
    assert len({source.url for source in sources}) == len(sources)
    for source in sources:
        assert source.name
        assert source.kind in ("feed", "page", "paper")
        assert urlsplit(source.url).scheme in ("http", "https")
        assert holds_day(source.url) == (source.kind == "paper")
        addresses.check(source.url)
        assert not set("<> ") & set(source.url)


def test_an_edition_takes_the_place_of_its_papers_home_page() -> None:
    form = {"template": "http://paper.example.cn/sarb/{date}/node_1.htm", "date_format": "%Y-%m/%d"}
    kind, url = kind_and_url({"name": "松岸日报", **form})
    assert (kind, url) == ("paper", "http://paper.example.cn/sarb/{%Y-%m}/{%d}/node_1.htm")
    edition = ("220100", "松岸日报", "paper", url)
    others = [
        ("220100", "松岸晚报数字报", "page", "http://paper.example.cn/sawb/"),
        ("220200", "松岸日报数字报", "page", "http://elsewhere.example.cn/"),
        ("220100", "松岸日报", "page", "http://www.example.cn/"),
        ("220100", "松岸日报", "feed", "http://paper.example.cn/rss"),
    ]
    homes = [
        ("220100", "松岸日报数字报", "page", "http://szb.example.cn/"),
        ("220000", "松岸日报", "page", "http://paper.example.cn/"),
    ]
    assert list(without_home_pages([*homes, *others, edition])) == [*others, edition]


def test_the_catalogue_says_that_nothing_in_it_was_verified() -> None:
    first = CATALOGUE.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#")
    assert "none verified live" in first
