"""How scores decide which regions an article is about."""

import pytest

from reader.regions.evidence import Evidence, Part
from reader.regions.place import Scores

JILIN, CHANGCHUN, SIPING, CHAOYANG = "220000", "220100", "220300", "220104"
LIAONING = "210000"


def scores(part: Part, **weights: float) -> Scores:
    """Scores of one piece of evidence a region: ``_220100=4``."""
    return Scores(Evidence(id.strip("_"), part, weight, "") for id, weight in weights.items())


@pytest.mark.parametrize(
    ("weights", "regions"),
    [
        ({"_220000": 1.0}, [JILIN]),
        ({"_220000": 0.9}, []),
        ({"_220000": 10.0, "_210000": 4.0}, [JILIN, LIAONING]),
        ({"_220000": 10.0, "_210000": 3.9}, [JILIN]),
        ({"_220000": 7.0, "_220100": 3.0}, [CHANGCHUN]),
        ({"_220000": 7.0, "_220100": 2.9}, [JILIN]),
        ({"_220100": 3.0, "_220300": 2.0}, [CHANGCHUN]),
        ({"_220100": 3.0, "_220300": 2.1}, [CHANGCHUN, SIPING]),
        ({"_220000": 10.0, "_220100": 1.0, "_220300": 1.0}, [JILIN]),
        ({"_220000": 3.0, "_220100": 3.0, "_220300": 3.0}, [JILIN, CHANGCHUN, SIPING]),
        ({"_220000": 2.9, "_220100": 3.0, "_220300": 3.0}, [CHANGCHUN, SIPING]),
        ({"_220104": 4.0}, [CHAOYANG]),
        ({"_220100": 1.0, "_220300": 1.0, "_220400": 1.0}, [CHANGCHUN, SIPING, "220400"]),
        ({"_220100": 1.0, "_220300": 1.0, "_220400": 1.0, "_220500": 1.0}, [JILIN]),
    ],
)
def test_the_heaviest_regions_stand_out(weights: dict[str, float], regions: list[str]) -> None:
    assert scores(Part.HEADLINE, **weights).standing_out() == regions


def test_of_several_parts_that_no_headline_names_the_whole_is_meant() -> None:
    assert scores(Part.LEAD, _220100=3.0, _220300=3.0).standing_out() == [JILIN]


@pytest.mark.parametrize(
    ("weights", "where"),
    [
        ({"_220000": 1.0}, None),
        ({"_220000": 0.9, "CN": 0.5}, "CN"),
        ({"_220000": 2.0, "CN": 2.0}, None),
        ({"_220000": 2.0, "CN": 2.1}, "CN"),
        ({"_220000": 2.0, "CN": 2.1, "INT": 2.1}, "CN"),
        ({"_220000": 2.0, "CN": 2.1, "INT": 2.2}, "INT"),
        ({"_220000": 2.0, "_210000": 1.0, "_370000": 1.0}, None),
        ({"_220000": 1.9, "_210000": 1.0, "_370000": 1.0}, "CN"),
        ({"_220000": 6.0, "_210000": 1.0, "_370000": 1.0, "CN": 0.1}, None),
        ({"_220000": 5.9, "_210000": 1.0, "_370000": 1.0, "CN": 0.1}, "CN"),
        ({"_220000": 1.0, "_210000": 1.0}, None),
        ({}, None),
    ],
)
def test_an_article_about_no_place_is_about_the_country_or_abroad(
    weights: dict[str, float], where: str | None
) -> None:
    assert scores(Part.LEAD, **weights).elsewhere() == where


def test_three_provinces_in_the_headline_are_no_whole_country() -> None:
    assert scores(Part.HEADLINE, _220000=1.0, _210000=1.0, _370000=1.0).elsewhere() is None


def test_what_a_text_says_again_and_again_counts_four_times_at_most() -> None:
    often = [Evidence(JILIN, Part.TEXT, 1.5, "吉林")] * 9
    assert Scores([*often, Evidence(LIAONING, Part.LEAD, 10.0, "辽宁")]).standing_out() == [
        LIAONING,
        JILIN,
    ]
    assert Scores([*often, Evidence(LIAONING, Part.LEAD, 10.1, "辽宁")]).standing_out() == [
        LIAONING
    ]
