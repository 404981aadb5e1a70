"""Rows that say they are a record that an earlier row is."""

from collections.abc import Mapping

import pandas as pd

from geo.basis.errors import Problem
from geo.basis.folding import name_key
from geo.intake.files.account import row_in_sheet
from geo.intake.match import is_own
from geo.intake.read_columns import Layout


def check_doubles(
    frame: pd.DataFrame, layout: Layout, together: Mapping[int, int]
) -> list[Problem]:
    """Rows that say they are a record that an earlier row is; codes of the sender's own that stand
    twice in a province are forgotten.
    """
    problems = []
    names, ids, provinces = (frame[c].tolist() for c in ("name_fa", "cluster_id", "province_iso"))
    by_name = [(province, name_key(name)) for province, name in zip(provinces, names, strict=True)]
    by_id = [
        value if is_own(value) else (value, province)
        for value, province in zip(ids, provinces, strict=True)
    ]
    useless = set(_codes_of_rows(frame["cluster_id"], together)) if together else set()
    problems += [
        layout.problem(
            "code_differs", n, "cluster_id", str(frame.at[n, "cluster_id"]), level="warning"
        )
        for n in sorted(useless)
    ]
    for field, values, keys in (("cluster_id", ids, by_id), ("name_fa", names, by_name)):
        first: dict[object, int] = {}
        for n, value, key in zip(frame.index.tolist(), values, keys, strict=True):
            if not value:
                continue
            if key not in first:
                first[key] = n
            elif n in together and together[n] == together.get(first[key]):
                continue
            elif field == "name_fa" or isinstance(key, str):
                problems.append(
                    layout.problem(
                        "name_twice" if field == "name_fa" else "id_twice",
                        n,
                        field,
                        value,
                        allowed=str(row_in_sheet(first[key])),
                    )
                )
            else:
                problems.append(
                    layout.problem(
                        "code_twice",
                        n,
                        field,
                        value,
                        allowed=str(row_in_sheet(first[key])),
                        level="warning",
                    )
                )
                useless |= {n, first[key]}
    frame.loc[frame.index.isin(useless), "cluster_id"] = ""
    return problems


def _codes_of_rows(codes: pd.Series, together: Mapping[int, int]) -> list[int]:
    """Rows of one cluster whose codes, of the sender's own, differ: they number the rows."""
    told: dict[int, set[str]] = {}
    for n, code in codes.items():
        if n in together and code and not is_own(code):
            told.setdefault(together[n], set()).add(code)
    return [
        int(n)
        for n, code in codes.items()
        if n in together and code and not is_own(code) and len(told[together[n]]) > 1
    ]
