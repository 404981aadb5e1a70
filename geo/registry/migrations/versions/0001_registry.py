"""Content over time, versions, layouts of files, the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXTS = {
    "clusters": (
        "cluster_id name_fa name_en province_iso city_fa city_en product_fa product_en"
        " isic_division note_fa note_en source_id"
    ),
    "stage_events": (
        "cluster_id stage date precision recorded as_reported basis_fa basis_en source_id"
    ),
    "observations": "cluster_id indicator unit as_of recorded source_id",
    "sources": "source_id title url",
    "tags": "cluster_id kind tag source_id",
}
NUMBERS = {"clusters": ("lon", "lat"), "observations": ("low", "high")}


def upgrade() -> None:
    """Make the first tables: records with the versions they are in, versions, who did what."""
    for name, texts in TEXTS.items():
        op.create_table(
            name,
            sa.Column("row", sa.Integer, primary_key=True),
            sa.Column("since", sa.Integer, nullable=False),
            sa.Column("until", sa.Integer),
            *(sa.Column(column, sa.Text, nullable=False) for column in texts.split()),
            *(sa.Column(column, sa.Float) for column in NUMBERS.get(name, ())),
        )
        op.create_index(f"{name}_of", name, [texts.split()[0]])
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("token", sa.String(32), nullable=False, unique=True),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        *(sa.Column(column, sa.Text, nullable=False) for column in ("author", "file_name")),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        *(
            sa.Column(column, sa.Integer, nullable=False)
            for column in ("added", "changed", "removed", "unchanged")
        ),
        sa.Column("restored", sa.Integer),
    )
    op.create_table(
        "layouts",
        sa.Column("layout", sa.String(64), primary_key=True),
        sa.Column("mapping", sa.Text, nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("entry", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
