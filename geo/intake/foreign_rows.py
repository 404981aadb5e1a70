"""Rows that would change records of provinces that a load may not touch."""

from collections.abc import Iterable
from dataclasses import replace

from geo.basis.errors import Problem
from geo.intake.check import Checked
from geo.intake.gather import Layouts
from geo.intake.match import OTHER_PROVINCE, Matches
from geo.intake.terms import Terms
from geo.reference.reference import ReferenceData
from geo.registry.snapshot import Snapshot


def without_foreign_rows(
    checked: Checked,
    matches: Matches,
    old: Snapshot,
    layout: Layouts,
    terms: Terms,
    reference: ReferenceData,
) -> tuple[Checked, Matches]:
    """Refuse rows that would change a record of a province this load may not touch."""
    allowed = terms.allowed
    if allowed is None:
        return checked, matches
    province_of = dict(
        zip(old.clusters["cluster_id"].tolist(), old.clusters["province_iso"].tolist(), strict=True)
    )
    moved = {
        pair.row: pair.province_iso
        for pair in matches.likely
        if pair.why == OTHER_PROVINCE and pair.province_iso not in allowed
    }
    refused: list[Problem] = []
    for row, province in zip(
        checked.records.index.tolist(), checked.records["province_iso"].tolist(), strict=True
    ):
        theirs = moved.get(row) or province_of.get(matches.ids.get(row, ""), province)
        if province not in allowed or theirs not in allowed:
            wrong = theirs if theirs not in allowed else province
            refused.append(
                layout.problem(
                    "province_other", row, "province_iso", wrong, allowed=_names(reference, allowed)
                )
            )
    gone = {p.row for p in refused}
    kept = replace(
        checked,
        records=checked.records[~checked.records.index.isin(gone)],
        refused=tuple(sorted({*checked.refused, *(r for r in gone if r is not None)})),
        problems=(*checked.problems, *refused),
    )
    return kept, matches.without({row for row in gone if row is not None})


def _names(reference: ReferenceData, provinces: Iterable[str]) -> str:
    """The names of provinces, a line in each language."""
    facts = reference.names.facts.loc[sorted(provinces)]
    return "\n".join("; ".join(facts[f"name_{lang}"]) for lang in ("fa", "en"))
