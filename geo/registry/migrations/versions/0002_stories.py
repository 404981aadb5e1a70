"""Stories."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of stories."""
    op.create_table(
        "stories",
        sa.Column("story_id", sa.String(32), primary_key=True),
        *(sa.Column(column, sa.Text, nullable=False) for column in ("title", "author")),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
