"""Where everything that the package carries comes from."""

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).parents[1]
NOTICE = (TOP / "NOTICE.md").read_text("utf-8")


def test_every_file_of_data_is_named() -> None:
    names = {path.name for path in (TOP / "reader" / "data").iterdir()}
    code = {name for name in names if name.endswith(".py")} | {"README.md", "__pycache__"}
    assert names - code - {*re.findall(r"`([^`]+)`", NOTICE)} == set()


def test_every_licence_that_is_named_is_declared_and_carried() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {*project["license"].split(" AND ")}
    tables = re.findall(r"\| \[([\w.-]+)\]\((\S+)\) \|$", NOTICE, re.MULTILINE)
    assert {name for name, _text in tables} == declared
    carried = {file for pattern in project["license-files"] for file in TOP.glob(pattern)}
    assert {TOP / text for _name, text in tables if ":" not in text} <= carried
