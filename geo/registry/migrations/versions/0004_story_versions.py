"""Stories keep their history: what was replaced or removed stays as a version."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of stories' versions, and take the stories kept so far as their first."""
    op.create_table(
        "story_versions",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("story_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(column, sa.Text, nullable=False) for column in ("title", "author", "by")),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("is_removed", sa.Boolean, nullable=False),
        sa.UniqueConstraint("story_id", "number", name="story_version"),
    )
    kept = sa.table(
        "stories", *(sa.column(c) for c in ("story_id", "title", "author", "at", "content"))
    )
    new = sa.table(
        "story_versions",
        *(
            sa.column(c)
            for c in ("story_id", "number", "title", "author", "by", "at", "content", "is_removed")
        ),
    )
    first = sa.select(
        kept.c.story_id,
        sa.literal(1),
        kept.c.title,
        kept.c.author,
        kept.c.author,
        kept.c.at,
        kept.c.content,
        sa.false(),
    )
    op.execute(sa.insert(new).from_select(list(new.c.keys()), first))
    op.drop_table("stories")
