"""What is exported and loaded again makes no difference: for any valid registry, in CSV and in
XLSX, in both languages.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.exports.formats import FORMATS, About
from geo.exports.registry_rows import registry_headings, registry_rows
from geo.intake.examined import Examined
from geo.intake.opening import ImportContext
from geo.invented.registry import invented_snapshot
from geo.reference.reference import ReferenceData
from geo.registry.difference import difference
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.conftest import DATA
from tests.registry.contents import TODAY, TWO
from tests.registry.loading import take
from tests.registry.strategies import snapshots

HEADINGS = registry_headings(DATA)


def exported(reference: ReferenceData, snapshot: Snapshot, extension: str, lang: str) -> bytes:
    mark = "ساختگی" if snapshot.is_invented else ""
    about = About(
        "گواه",
        "نسخه ۳؛ مکان‌ها: GeoNames",
        "درباره",
        (("", "نسخه ۳"), ("نسخه", "مکان‌ها: GeoNames")),
        {"version": "3"},
    )
    return FORMATS[extension].write(
        registry_rows(reference, snapshot),
        HEADINGS,
        lang,
        mark=mark,
        mark_heading="ساختگی؟",
        about=about,
    )


def nothing_differs(found: Examined, reference: ReferenceData) -> None:
    assert [(p.code, p.column, p.value) for p in found.problems if p.level == "error"] == []
    assert (*found.comparison.missing, *found.comparison.undecided) == ()
    assert found.comparison.is_empty, [
        (c.row, c.fields) for c in (*found.comparison.added, *found.comparison.changed)
    ]
    assert difference(found.comparison.old, found.comparison.new, reference.stages.index).is_empty


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_shipped_records_come_back_as_they_were(
    reading: ImportContext, shipped: Snapshot, extension: str, lang: str
) -> None:
    found = take(
        reading,
        shipped,
        exported(reading.reference, shipped, extension, lang),
        f"x.{extension}",
        is_whole=True,
    )
    nothing_differs(found, reading.reference)
    assert found.comparison.unchanged == 153


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_thousand_invented_records_come_back_as_they_were(
    reading: ImportContext, extension: str
) -> None:
    made = replace(invented_snapshot(reading.reference, DATA, 1000, 5, TODAY), is_invented=True)
    nothing_differs(
        take(reading, made, exported(reading.reference, made, extension, "fa"), "x", is_whole=True),
        reading.reference,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    snapshot=snapshots().filter(lambda s: len(s.clusters) > 0),
    extension=st.sampled_from(["csv", "xlsx"]),
    lang=st.sampled_from(["fa", "en"]),
)
@example(snapshot=TWO, extension="csv", lang="fa")
@example(snapshot=TWO, extension="xlsx", lang="en")
def test_any_registry_comes_back_as_it_was(
    reading: ImportContext, snapshot: Snapshot, extension: str, lang: str
) -> None:
    found = take(
        reading,
        snapshot,
        exported(reading.reference, snapshot, extension, lang),
        f"x.{extension}",
        is_whole=True,
    )
    nothing_differs(found, reading.reference)
    assert found.comparison.unchanged == len(snapshot.clusters)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    snapshot=snapshots().filter(lambda s: len(s.clusters) > 0),
    extension=st.sampled_from(["csv", "xlsx"]),
)
def test_an_export_fills_an_empty_registry_with_the_same_present(
    reading: ImportContext, snapshot: Snapshot, extension: str
) -> None:
    content = exported(reading.reference, snapshot, extension, "fa")
    first = take(reading, snapshot_from({}), content, f"x.{extension}")
    assert len(first.comparison.added) == len(snapshot.clusters)
    nothing_differs(
        take(reading, first.comparison.new, content, f"x.{extension}", is_whole=True),
        reading.reference,
    )
