"""What is kept of an Atlas, for whom, and how much of it."""

import ast
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from components.server import memory
from components.server.memory import Shelf, key_of, remembered
from components.words.text import Text
from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.view import View
from tests.serving import ROOT

COMPONENTS = sorted((ROOT / "components").rglob("*.py"))


@pytest.mark.parametrize("records", ["0a1b2c", ("0a1b2c", ""), 7, None])
def test_nothing_is_kept_under_a_version_alone(records: object) -> None:
    with pytest.raises(TypeError):
        key_of(records, View())  # type: ignore[arg-type]


def test_a_view_is_kept_only_with_the_atlas_of_its_date_and_version(atlas: Atlas) -> None:
    then = atlas_at(atlas, "1393")
    assert key_of(then, View(as_of="1393")) != key_of(atlas, View())
    for records, view in (
        (atlas, View(as_of="1393")),
        (then, View()),
        (then, View(as_of="1394")),
        (replace(atlas, number=2), View(version=1)),
    ):
        with pytest.raises(ValueError, match="looked at in an Atlas"):
            key_of(records, view)


def test_the_language_of_the_words_is_part_of_the_key(atlas: Atlas) -> None:
    assert key_of(atlas, Text("fa")) == key_of(atlas, Text("fa")) != key_of(atlas, Text("en"))


def test_what_is_asked_again_is_made_once_and_at_each_date_anew(atlas: Atlas) -> None:
    made: list[str] = []

    @remembered()
    def dated(of: Atlas, text: str) -> str:
        made.append(of.as_of)
        return f"{of.as_of} {text}"

    then = atlas_at(atlas, "1393")
    assert [dated(atlas, "a"), dated(then, "a"), dated(atlas, "a"), dated(then, "a")] == [
        " a",
        "1393 a",
        " a",
        "1393 a",
    ]
    assert made == ["", "1393"]


def test_the_least_recently_asked_for_is_given_up_first(atlas: Atlas) -> None:
    shelf = Shelf(room=3, weigh=len)
    for text in ("a", "b", "a", "cc"):
        shelf.recall(atlas, text, make=lambda text=text: text)  # type: ignore[misc]
    assert len(shelf) == 2
    assert shelf.recall(atlas, "a", make=lambda: "made anew") == "a"
    assert shelf.recall(atlas, "b", make=lambda: "made anew") == "made anew"


def test_what_is_heavier_than_all_the_room_is_still_given_and_kept_alone(atlas: Atlas) -> None:
    shelf = Shelf(room=3, weigh=len)
    assert shelf.recall(atlas, "a", make=lambda: "a") == "a"
    assert shelf.recall(atlas, "heavier", make=lambda: "heavier") == "heavier"
    assert len(shelf) == 1


def test_two_readers_who_ask_for_the_same_at_once_wait_for_one_making(atlas: Atlas) -> None:
    shelf, begun, go_on, made = Shelf(room=3), threading.Event(), threading.Event(), []

    def make() -> str:
        begun.set()
        go_on.wait(10)
        made.append("once")
        return "made"

    readers = [
        threading.Thread(target=lambda: shelf.recall(atlas, "slow", make=make)) for _ in range(2)
    ]
    readers[0].start()
    assert begun.wait(10)
    readers[1].start()
    assert shelf.recall(atlas, "another", make=lambda: "at once") == "at once"
    go_on.set()
    for reader in readers:
        reader.join(10)
    assert made == ["once"]


def test_a_making_that_fails_is_tried_again_by_the_next(atlas: Atlas) -> None:
    shelf = Shelf(room=3)
    with pytest.raises(ZeroDivisionError):
        shelf.recall(atlas, "x", make=lambda: 1 // 0)
    assert shelf.recall(atlas, "x", make=lambda: 1) == 1


def test_forgetting_empties_every_shelf_also_of_what_is_being_made(atlas: Atlas) -> None:
    shelf = Shelf(room=3)
    shelf.recall(atlas, "x", make=memory.forget)
    assert len(shelf) == 0


def names_of(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_else_in_the_components_keeps_what_comes_of_an_atlas(path: Path) -> None:
    """No cache of another kind takes an Atlas, a View or a Selection, and no version stands as a
    key.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    cached = [
        f
        for f in functions
        if any(
            names_of(d) & {"cache", "lru_cache", "cache_data", "cache_resource"}
            for d in f.decorator_list
        )
    ]
    assert not [
        f.name
        for f in cached
        if names_of(f.args) & {"Atlas", "Site", "View", "Selection", "Snapshot"}
    ]
    keys = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)]
    keys += [
        node.left
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and any(isinstance(o, ast.In | ast.NotIn) for o in node.ops)
    ]
    keys += [
        a.value
        for a in ast.walk(tree)
        if isinstance(a, ast.Assign)
        and any(isinstance(t, ast.Name) and "key" in t.id for t in a.targets)
    ]
    assert not [
        ast.unparse(key)
        for key in keys
        if any(
            isinstance(n, ast.Attribute) and n.attr in {"version", "token"} for n in ast.walk(key)
        )
    ]
