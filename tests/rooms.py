"""The rooms of the code and the imports between them, read from the files.

`python -m tests.rooms` writes their picture, docs/rooms.svg.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.serving import ROOT

FOLDERS = ("geo", "components", "pages")
PICTURE = ROOT / "docs" / "rooms.svg"
Arrows = Mapping[str, frozenset[str]]
"""By room, the rooms that its files import."""


def files() -> Iterator[Path]:
    """The Python files of the rooms.

    Migrations tell what the database once was, and rest on nothing.
    """
    for folder in FOLDERS:
        yield from (
            path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
        )


def module_of(path: Path) -> str:
    """The dotted name of a file."""
    name = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def imported(path: Path, modules: frozenset[str]) -> set[str]:
    """Our modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                inner if (inner := f"{node.module}.{alias.name}") in modules else node.module
                for alias in node.names
            }
    return found & modules


def room_of(module: str) -> str:
    """The folder that a module stands in."""
    return module.rpartition(".")[0] or module


@cache
def arrows() -> Arrows:
    """The imports between rooms."""
    modules = frozenset(module_of(path) for path in files())
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in files():
        here = module_of(path) if path.name != "__init__.py" else f"{module_of(path)}.__init__"
        found[room_of(here)] |= {room_of(there) for there in imported(path, modules)} - {
            room_of(here)
        }
    found.pop("components", None)  # a folder of rooms, with no file of its own
    return {name: frozenset(rooms) for name, rooms in sorted(found.items())}


def circle(drawn: Arrows) -> list[str]:
    """Rooms, each of which imports the next and the last the first; none where imports run one
    way.
    """
    done: set[str] = set()

    def walk(room: str, way: list[str]) -> list[str]:
        if room in way:
            return way[way.index(room) :]
        if room in done:
            return []
        for there in sorted(drawn.get(room, ())):
            if found := walk(there, [*way, room]):
                return found
        done.add(room)
        return []

    return next((found for room in drawn if (found := walk(room, []))), [])


def floors(drawn: Arrows) -> list[list[str]]:
    """Rooms by how high they stand: each imports lower ones only.

    Raises ValueError where imports run in a circle.
    """
    if circle(drawn):
        raise ValueError(circle(drawn))
    heights: dict[str, int] = {}

    def height(room: str) -> int:
        if room not in heights:
            heights[room] = 1 + max((height(there) for there in drawn.get(room, ())), default=-1)
        return heights[room]

    found: defaultdict[int, list[str]] = defaultdict(list)
    for room in drawn:
        found[height(room)].append(room)
    return [sorted(found[n]) for n in sorted(found)]


def picture(drawn: Arrows) -> str:
    """The rooms as an SVG, floor upon floor; an arrow for each import that no other arrow already
    tells of.
    """
    wide, high, gap, label = 180, 30, 46, 'font-family="sans-serif" font-size="13"'
    levels = floors(drawn)
    width, height = max(map(len, levels)) * (wide + 20) + 20, len(levels) * (high + gap) + 20
    at = {
        room: (
            (width - len(level) * (wide + 20)) / 2 + 10 + n * (wide + 20),
            height - (floor + 1) * (high + gap) + gap - 10,
        )
        for floor, level in enumerate(levels)
        for n, room in enumerate(level)
    }
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' role="img"><title>Rooms and their imports</title>'
    ]
    lines.append(f'<rect width="{width}" height="{height}" fill="#fff"/>')
    for room, theirs in drawn.items():
        x, y = at[room]
        for there in sorted(direct(drawn, theirs)):
            to_x, to_y = at[there]
            lines.append(
                f'<path d="M{x + wide / 2:.0f} {y + high:.0f}L{to_x + wide / 2:.0f} {to_y:.0f}"'
                ' stroke="#8a94a6" fill="none"/>'
            )
    for room, (x, y) in at.items():
        lines.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide}" height="{high}" rx="4" fill="#f3f5f9"'
            ' stroke="#5b6b8c"/>'
        )
        lines.append(
            f'<text x="{x + wide / 2:.0f}" y="{y + 20:.0f}" text-anchor="middle"'
            f" {label}>{room.replace('.', '/')}</text>"
        )
    return "\n".join([*lines, "</svg>", ""])


def direct(drawn: Arrows, theirs: frozenset[str]) -> frozenset[str]:
    """Of the rooms that one imports, those that none of the others imports."""

    def below(room: str) -> set[str]:
        return set(drawn.get(room, ())).union(*(below(there) for there in drawn.get(room, ())))

    return theirs - set().union(*(below(room) for room in theirs))


if __name__ == "__main__":
    PICTURE.write_text(picture(arrows()), encoding="utf-8")
