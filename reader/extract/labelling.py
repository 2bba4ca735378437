"""Labels that a page states by the names of its elements: ``<div class="author">张三</div>``."""

from dataclasses import replace

from reader.extract.flow import Flow, Line
from reader.extract.names import is_person, is_press
from reader.extract.naming import label_of

_LONGEST = 16
"""Characters: a longer line in a box that is named so says more than a name."""
_FITS = {"作者": is_person, "来源": is_press}


def label(flow: Flow) -> Flow:
    """Give *flow* with such names read as if their label stood before them."""
    flow.lines[:] = [_labelled(flow, line) for line in flow.lines]
    return flow


def _labelled(flow: Flow, line: Line) -> Line:
    if not 1 < len(line.text) <= _LONGEST or line.is_link:
        return line
    name = label_of(flow.boxes[line.box].names)
    if not name or not _FITS[name](line.text):
        return line
    return replace(line, runs=((f"{name}：", ()), (line.text, ())))
