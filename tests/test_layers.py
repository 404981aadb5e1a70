"""The house's own rules: geo/ is pure, words live in the catalogues, nothing is left to `utils`."""

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from components.words.text import catalogue
from tests.serving import ROOT

PYTHON = [
    p
    for folder in ("geo", "components", "pages")
    for p in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in p.parts
]
SCRIPTS = sorted((ROOT / "components" / "browser").rglob("*.js"))
PERSIAN = re.compile("[\u0600-\u06ff]")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def those(paths: Iterable[Path], wrong: Callable[[Path], object]) -> dict[str, object]:
    """The files of which something is wrong, with what."""
    return {path.relative_to(ROOT).as_posix(): found for path in paths if (found := wrong(path))}


def test_geo_knows_nothing_of_streamlit_or_folium() -> None:
    drawn_by = {"streamlit", "folium", "streamlit_folium", "plotly", "branca"}
    assert (
        those(
            (ROOT / "geo").rglob("*.py"),
            lambda path: {name.split(".")[0] for name in imported(path)} & drawn_by,
        )
        == {}
    )


def test_nothing_is_imported_for_its_side_effect() -> None:
    """An import that names what it does not use is told to the linter by `X as X`, or by F401."""
    unused = r"import .*\b(\w+) as \1\b|F401"
    assert those(PYTHON, lambda path: re.findall(unused, path.read_text(encoding="utf-8"))) == {}


def test_no_persian_stands_in_code_or_in_the_browsers_scripts() -> None:
    """Folding, digits and the risky characters of a CSV are about letters, not words."""
    letters = {"folding.py", "text.py", "csv_text.py"}
    assert (
        those(
            [p for p in [*PYTHON, *SCRIPTS] if p.name not in letters],
            lambda path: PERSIAN.findall(path.read_text(encoding="utf-8")),
        )
        == {}
    )


def changed_warnings(path: Path) -> list[int]:
    """Lines that change filters of warnings and leave them changed: not within `catch_warnings`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    put_back = {
        call
        for block in ast.walk(tree)
        if isinstance(block, ast.With) and "catch_warnings" in ast.dump(block)
        for call in ast.walk(block)
    }
    return [
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith(("filterwarnings", "simplefilter"))
        and call not in put_back
    ]


def test_no_module_leaves_the_filters_of_warnings_changed() -> None:
    assert those(PYTHON, changed_warnings) == {}


def shown_strings(path: Path) -> list[str]:
    """String constants that are passed to what shows them to a reader."""
    shown = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = (
            node.func
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            else None
        )
        names_things = called is not None and called.attr in {"form", "switch_page", "get_option"}
        if (
            isinstance(node, ast.Call)
            and called
            and not names_things
            and isinstance(called.value, ast.Name)
            and called.value.id == "st"
        ):
            shown += [
                a.value
                for a in node.args
                if isinstance(a, ast.Constant) and isinstance(a.value, str)
            ]
            shown += [
                str(k.value.value)
                for k in node.keywords
                if k.arg in {"label", "help", "title", "page_title", "alt"}
                and isinstance(k.value, ast.Constant)
            ]
        if isinstance(node, ast.Dict):
            keys = {
                "title",
                "label",
                "caption",
                "note",
                "description",
                "empty",
                "say",
                "why",
                "close",
            }
            shown += [
                v.value
                for k, v in zip(node.keys, node.values, strict=True)
                if isinstance(k, ast.Constant)
                and k.value in keys
                and isinstance(v, ast.Constant)
                and isinstance(v.value, str)
            ]
    return [s for s in shown if re.search("[A-Za-z]{2}", s)]


def test_no_english_words_for_readers_stand_in_code() -> None:
    assert those(PYTHON, shown_strings) == {}


def test_no_english_words_for_readers_stand_in_the_browsers_scripts() -> None:
    """A word for a reader would be the text of an element or a label: a quoted phrase after a tag's
    attributes, or with a space in it.
    """

    def phrases(path: Path) -> list[str]:
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        found = re.findall(r'(?:}, |textContent = |aria-label": |title = )"([^"]*)"', code)
        return [p for p in found if re.search("[A-Za-z]{2}", p) and p != "#map"]

    assert those(SCRIPTS, phrases) == {}


def test_both_catalogues_have_the_same_texts_with_the_same_values_to_fill() -> None:
    persian, english = catalogue("fa"), catalogue("en")
    assert set(persian) == set(english)
    for key in persian:
        fields = [set(re.findall(r"\{(\w+)\}", language[key])) for language in (persian, english)]
        # Persian needs no Gregorian year beside a Jalali one
        assert fields[0] == fields[1] or key.startswith("date."), key


def test_persian_texts_use_persian_letters_digits_and_quotes() -> None:
    for key, text in catalogue("fa").items():
        plain = re.sub(r"\{\w+\}|CC BY 4\.0|ODbL 1\.0|EPSG:4326|UTF-8|SHA-256|IR-\d\d", "", text)
        assert not re.search('[يك٠-٩0-9"]', plain), key


def test_every_text_in_the_catalogues_is_used() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in [*PYTHON, *SCRIPTS, ROOT / "app.py"]
    ).replace("'", '"')
    for key in catalogue("en"):
        section, _, name = key.partition(".")
        stem = name.removesuffix(".one").removesuffix(".other")
        assert (
            f'"{section}.{stem}"' in code
            or f'f"{section}.' in code
            or f"`{section}." in code
            or re.search(rf'text\.fill\([\w.]+, "{section}"\)', code)
            or (section == "problem" and f'"{stem}"' in code)
        ), key


def test_files_are_small_and_named_for_what_they_hold() -> None:
    assert those(PYTHON, lambda path: path.stem in {"utils", "helpers", "misc", "common"}) == {}
    assert (
        those(
            PYTHON,
            lambda path: (
                (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400 and lines
            ),
        )
        == {}
    )


def test_no_two_rooms_style_the_same_class() -> None:
    """Each stylesheet of a room begins its rules with classes of its own; what all share stands in
    page.css.
    """
    owners: dict[str, set[str]] = {}
    for sheet in sorted((ROOT / "components" / "browser" / "styles").glob("*.css")):
        if sheet.name == "page.css":
            continue
        plain = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector in re.findall(r"([^{}]+)\{", plain):
            for part in selector.split(","):
                first = re.search(r"\.(ka-[\w-]+)", part)
                if first and "html" not in part:
                    owners.setdefault(first[1], set()).add(sheet.name)
    assert {name: sheets for name, sheets in owners.items() if len(sheets) > 1} == {}
