from urllib.parse import urlsplit

import pytest

from reader.news.catalogue import CATALOGUE, sources_of
from reader.regions.gazetteer import load
from reader.regions.labels import require

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


def test_a_province_brings_its_cities_sources_and_a_city_only_its_own() -> None:
    province, city = sources_of("420000"), sources_of("420100")
    assert 0 < len(city) < len(province)
    assert set(city) < set(province)


def test_the_whole_country_has_feeds_of_no_region() -> None:
    sources = sources_of(None)
    assert any(source.kind == "feed" for source in sources)
    assert all(source.region is None for source in sources)
    assert sources_of("CN") == sources


def test_every_row_is_one_address_under_a_known_region() -> None:
    regions = [None, *(region.id for region in load().children(None))]
    sources = [source for region in regions for source in sources_of(region)]
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    assert len(sources) == len(lines) - 2  # the note on its origin and the heading
    assert len({source.url for source in sources}) == len(sources)
    for source in sources:
        assert source.name
        assert source.kind in ("feed", "page")
        assert urlsplit(source.url).scheme in ("http", "https")
        assert not set("{}<> ") & set(source.url)


def test_the_catalogue_says_that_nothing_in_it_was_verified() -> None:
    first = CATALOGUE.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("#")
    assert "none verified live" in first
