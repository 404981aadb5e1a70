"""The one HTML file: the facts that its screen is made of, and the program that shows them."""

import json
import re
import zlib
from typing import Any

from components.briefing.proof.differences import Difference, changed, unlike
from geo.basis.errors import DataError, Problem

_FACTS = re.compile(r'(<script type="application/json" id="facts">)(.*?)(</script>)', re.DOTALL)
_OPENING = ("presents", "slide")
"""Where the file begins is the reader's own."""
LONGEST = 120


def unlike_pages(found: bytes, expected: bytes) -> list[Difference]:
    """Where the file `found` differs. Raises DataError where it holds no facts."""
    (page, facts), (right, wanted) = _parts(found), _parts(expected)
    names = [name for name, *_ in wanted.get("columns", [])]
    differences = _unlike_rows(facts, wanted, names)
    mine, theirs = (
        {k: v for k, v in all_.items() if k not in ("rows", *_OPENING)} for all_ in (facts, wanted)
    )
    differences += unlike("fact", dict(_flat(mine)), dict(_flat(theirs)), "name")
    return differences + ([changed("program")] if page != right else [])


def _parts(content: bytes) -> tuple[str, dict[str, Any]]:
    """The document without its facts, and these."""
    page = content.decode("utf-8", "replace").replace("\r\n", "\n")
    found = _FACTS.search(page)
    try:
        facts = json.loads(found[2]) if found else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise DataError([Problem("file_damaged", "html")])
    return _FACTS.sub(r"\1\3", page), facts


def _unlike_rows(
    facts: dict[str, Any], wanted: dict[str, Any], names: list[str]
) -> list[Difference]:
    found, rows = facts.get("rows"), wanted["rows"]
    if (
        not isinstance(found, list)
        or len(found) != len(rows)
        or not all(isinstance(row, list) and len(row) == len(names) for row in found)
    ):
        return [
            changed(
                "row", str(len(found) if isinstance(found, list) else "-"), str(len(rows)), row="*"
            )
        ]
    return [
        changed(
            "cell", _text(one), _text(right), row=_text(row[names.index("cluster_id")]), column=name
        )
        for row, wants in zip(found, rows, strict=True)
        for name, one, right in zip(names, row, wants, strict=True)
        if one != right or type(one) is not type(right)
    ]


def _flat(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Every text and number of nested lists and tables, by where it stands."""
    if isinstance(value, dict):
        return [
            pair
            for key, part in value.items()
            for pair in _flat(part, f"{name}.{key}" if name else str(key))
        ]
    if isinstance(value, list) and any(isinstance(part, (dict, list)) for part in value):
        return [pair for n, part in enumerate(value) for pair in _flat(part, f"{name}[{n}]")]
    return [(name, _text(value))]


def _text(value: Any) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return (
        shown
        if len(shown) <= LONGEST
        else f"{shown[:LONGEST]}… {zlib.crc32(shown.encode(errors='replace')):08x}"
    )
