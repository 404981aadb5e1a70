"""The registry's tables.

Content is kept over time: a row holds from version `since` on, up to and without version `until`.

Texts that are not on file are empty, numbers NULL. Dates are Jalali as they were reported: `1391`,
`1391-07` or `1391-07-15`; empty is undated.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

CONTENT: dict[str, tuple[str, ...]] = {
    "clusters": (
        "cluster_id", "name_fa", "name_en", "province_iso", "city_fa", "city_en", "lon", "lat",
        "product_fa", "product_en", "isic_division", "note_fa", "note_en", "source_id",
    ),
    "stage_events": (
        "cluster_id", "stage", "date", "precision", "recorded", "as_reported", "basis_fa",
        "basis_en", "source_id",
    ),
    "observations": (
        "cluster_id", "indicator", "low", "high", "unit", "as_of", "recorded", "source_id",
    ),
    "sources": ("source_id", "title", "url"),
    "tags": ("cluster_id", "kind", "tag", "source_id"),
}  # fmt: skip
"""Columns of content by table.

The first names what a row belongs to: a change rewrites all rows of that one.
"""
NUMBERS = frozenset({"lon", "lat", "low", "high"})


def _content(name: str) -> Table:
    columns = [
        Column(c, Float) if c in NUMBERS else Column(c, Text, nullable=False) for c in CONTENT[name]
    ]
    return Table(
        name,
        metadata,
        Column("row", Integer, primary_key=True),
        Column("since", Integer, nullable=False),
        Column("until", Integer),
        *columns,
        Index(f"{name}_of", CONTENT[name][0]),
    )


content = {name: _content(name) for name in CONTENT}

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("token", String(32), nullable=False, unique=True),
    Column("at", String(20), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("author", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("restored", Integer),
)
"""One row an accepted change. at: UTC, ISO 8601. kind: shipped, load, edit, restore, demo.

Counts are of clusters.
"""

layouts = Table(
    "layouts",
    metadata,
    Column("layout", String(64), primary_key=True),
    Column("mapping", Text, nullable=False),
)
"""How an editor mapped the columns of a layout: JSON, a list of fields in the order of the columns.
"""

answers = Table(
    "answers",
    metadata,
    Column("layout", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("field", String(32), primary_key=True),
    Column("text", Text, primary_key=True),
    Column("answer", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(20), nullable=False),
)
"""What an editor answered about files of a layout (geo/registry/questions.py): of which field,
about which text, folded. at: UTC, ISO 8601.
"""

codes = Table(
    "codes",
    metadata,
    Column("layout", String(64), primary_key=True),
    Column("province_iso", String(8), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("cluster_id", Text, nullable=False),
)
"""What the senders of a layout call their records: their own code in a province, and the record
that had it last.
"""

identity = Table("identity", metadata, Column("token", String(32), primary_key=True))
"""One row, made with the tables: tells this database from any other that may come to stand in its
place.
"""

log = Table(
    "log",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)
"""Who did what: sign-ins, failed ones too, and every change."""

story_versions = Table(
    "story_versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("story_id", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("is_removed", Boolean, nullable=False),
    UniqueConstraint("story_id", "number", name="story_version"),
)
"""Ordered lists of Views for meetings, every version of each: the highest number is the story as it
is, unless it is removed.

content: JSON, as of geo/registry/story.py. author: who kept it first, whose story it is. by: who
made this version. at: UTC.
"""
