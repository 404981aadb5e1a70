"""Who may change which records.

Asked by the registry itself, below every way in: whatever a page, a file or a command says, this
decides.

Whoever runs a command has the database and with it all rights; a page passes the rights of the
editor who is signed in.
"""

from dataclasses import dataclass

from geo.registry.errors import NotAllowedError
from geo.registry.snapshot import OWNED, Row, Snapshot, owner_of, source_of, touched_clusters


@dataclass(frozen=True)
class Rights:
    """Somebody who changes the registry.

    provinces: those whose records may be changed (ISO codes); all when None.
    """

    who: str
    provinces: frozenset[str] | None

    @classmethod
    def to_all(cls, who: str) -> "Rights":
        """The rights to everything."""
        return cls(who, None)

    def require_all(self) -> None:
        """Raises NotAllowedError where these are not the rights to everything."""
        if self.provinces is not None:
            raise NotAllowedError("everything")

    def require_change(self, old: Snapshot, new: Snapshot) -> None:
        """Raises NotAllowedError where the record of another province would not stay as it is.

        Both count: a record that is of another province, and one that would become so.
        """
        if self.provinces is None:
            return
        others = _provinces_touched(old, new) - self.provinces
        if others:
            raise NotAllowedError("provinces", frozenset(others))

    def require_story_of(self, author: str) -> None:
        """Raises NotAllowedError where a story is another's and these are not all rights."""
        if self.provinces is not None and self.who != author:
            raise NotAllowedError("story")


def _provinces_touched(old: Snapshot, new: Snapshot) -> set[str]:
    """Provinces, before and after, of the records that are not the same in both.

    Empty text for rows that belong to no record.
    """
    touched = touched_clusters(old, new) | _naming(
        set(old.rows("sources")) ^ set(new.rows("sources")), old, new
    )
    provinces: set[str] = set()
    known: set[object] = set()
    for content in (old, new):
        of = dict(
            zip(
                content.clusters["cluster_id"].tolist(),
                content.clusters["province_iso"].tolist(),
                strict=True,
            )
        )
        provinces |= {of[cluster] for cluster in touched & of.keys()}
        known |= of.keys()
    return provinces | ({""} if touched - known else set())


def _naming(sources: set[Row], *contents: Snapshot) -> set[str]:
    """Ids of the clusters with rows that name one of these sources."""
    named = {owner_of(row) for row in sources}
    return (
        {
            owner_of(row)
            for content in contents
            for name in OWNED
            for row in content.rows(name)
            if source_of(row) in named
        }
        if named
        else set()
    )
