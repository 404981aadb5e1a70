"""What editors answered about a layout, the codes of its senders, and which database this is."""

import uuid

import sqlalchemy as sa
from alembic import op

from geo.registry.identity import mark_of

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of answers and of senders' codes; give the registry its identity."""
    op.create_table(
        "answers",
        *(
            sa.Column(column, sa.String(length), primary_key=True)
            for column, length in (("layout", 64), ("kind", 16), ("field", 32))
        ),
        sa.Column("text", sa.Text, primary_key=True),
        *(sa.Column(column, sa.Text, nullable=False) for column in ("answer", "who")),
        sa.Column("at", sa.String(20), nullable=False),
    )
    op.create_table(
        "codes",
        sa.Column("layout", sa.String(64), primary_key=True),
        sa.Column("province_iso", sa.String(8), primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("cluster_id", sa.Text, nullable=False),
    )
    identity = op.create_table("identity", sa.Column("token", sa.String(32), primary_key=True))
    token = uuid.uuid4().hex
    op.bulk_insert(identity, [{"token": token}])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {mark_of(token)}")
