"""The contract with the browser: dataclasses, and what is sent of them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pytest

from components.contract.wire import Panel, declarations, json_of
from components.server.assets import BROWSER
from tests.contract import DECLARED, classes, panels, written


@dataclass(frozen=True)
class Inner:
    """Something inside."""

    class_: int
    more_rows: Sequence[str | None]


@dataclass(frozen=True)
class Outer:
    """What a script would receive."""

    kind: Literal["one", "two"]
    at: tuple[float, float]
    inner: Mapping[str, Inner]
    none: Inner | None
    said: str = ""
    link: Inner | None = None
    on: bool = False


def test_a_field_is_sent_under_its_browser_name_and_a_default_is_left_out() -> None:
    inner = Inner(0, ["خوشه", None])
    sent = {"kind": "one", "at": [1, 2], "inner": {"a_b": {"class": 0, "moreRows": ["خوشه", None]}}}
    least = Outer("one", (1, 2), {"a_b": inner}, None)
    assert json.loads(json_of(least)) == sent | {"none": None}
    most = Outer("one", (1, 2), {"a_b": inner}, None, "said", inner, True)
    assert set(json.loads(json_of(most))) - set(sent) == {"none", "said", "link", "on"}


@dataclass(frozen=True)
class Tagged:
    """One of a union, told from the others by its tag."""

    kind: Literal["tagged"] = field(default="tagged", init=False)


def test_a_tag_that_its_class_sets_is_always_sent() -> None:
    assert json.loads(json_of(Tagged())) == {"kind": "tagged"}
    assert '  kind: "tagged";' in declarations([Tagged]).splitlines()


def test_what_is_not_of_the_contract_is_not_sent() -> None:
    with pytest.raises(TypeError):
        json_of({"rows": object()})


def test_a_dataclass_is_declared_as_its_script_sees_it() -> None:
    assert declarations([Inner, Outer]).splitlines() == [
        "/** Something inside. */",
        "export interface Inner {",
        "  class: number;",
        "  moreRows: (string | null)[];",
        "}",
        "",
        "/** What a script would receive. */",
        "export interface Outer {",
        '  kind: "one" | "two";',
        "  at: [number, number];",
        "  inner: Record<string, Inner>;",
        "  none: Inner | null;",
        "  said?: string;",
        "  link?: Inner;",
        "  on?: boolean;",
        "}",
    ]


def test_the_declarations_beside_the_scripts_are_those_of_the_dataclasses() -> None:
    assert DECLARED.read_text(encoding="utf-8") == written(), "python -m tests.contract"


@pytest.mark.parametrize("panel", panels(), ids=lambda panel: panel.script())
def test_a_panel_has_a_script_that_says_what_it_receives(panel: type[Panel]) -> None:
    script = (BROWSER / f"{panel.script()}.js").read_text(encoding="utf-8")
    said = rf'@param {{Shown<import\("./contract.js"\)\.{panel.__name__}\b.*\}} shown \*/'
    assert re.search(rf"{said}\nexport (async )?function render", script)


def test_each_name_of_the_contract_is_of_one_class() -> None:
    names = [each.__name__ for each in classes()]
    assert sorted(names) == sorted(set(names) - {"Record"}), "the second would add to the first"
