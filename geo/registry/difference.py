"""What differs between two versions of the registry: record by record, field by field."""

from dataclasses import dataclass

import pandas as pd

from geo.registry.change import Change, FieldChange, cell_text
from geo.registry.records import RECORD_COLUMNS, as_dicts, widen
from geo.registry.snapshot import Snapshot, touched_clusters


@dataclass(frozen=True)
class Difference:
    """From one version to another.

    changed: records whose fields, or whose history alone (no fields), are not the same.
    """

    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    removed: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions hold the same records."""
        return not (self.added or self.changed or self.removed)


def difference(old: Snapshot, new: Snapshot, stages: pd.Index) -> Difference:
    """What `new` has that `old` has not, and the other way round."""
    before, after = ({r["cluster_id"]: r for r in as_dicts(widen(s, stages))} for s in (old, new))
    touched = touched_clusters(old, new)
    changed = []
    for cluster in sorted(touched & before.keys() & after.keys()):
        was, now = before[cluster], after[cluster]
        fields = tuple(
            FieldChange(c, cell_text(was[c]), cell_text(now[c]))
            for c in RECORD_COLUMNS
            if cell_text(was[c]) != cell_text(now[c])
            and not (_says_again(c, was) and _says_again(c, now))
        )
        changed.append(Change(cluster, now["name_fa"], now["province_iso"], 0, fields))
    return Difference(
        added=tuple(_whole(after[c]) for c in sorted(after.keys() - before.keys())),
        changed=tuple(changed),
        removed=tuple(_whole(before[c]) for c in sorted(before.keys() - after.keys())),
    )


def _whole(record: dict[str, str]) -> Change:
    return Change(record["cluster_id"], record["name_fa"], record["province_iso"], 0)


def _says_again(column: str, record: dict[str, str]) -> bool:
    """Whether this is the high end of what is one number."""
    return column.endswith("_high") and cell_text(record[column]) == cell_text(
        record[column.removesuffix("_high")]
    )
