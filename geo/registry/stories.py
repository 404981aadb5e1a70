"""Stories kept in the registry: each under an id that its link names. They are no records: keeping one makes no version."""

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from geo.registry.engine import reading, writing
from geo.registry.store import Registry, note
from geo.registry.tables import stories
from geo.story import Story, read_story, write_story


@dataclass(frozen=True)
class Kept:
    """A story on file. at: UTC, when it was last kept."""

    story_id: str
    title: str
    author: str
    at: str


def kept_stories(registry: Registry) -> list[Kept]:
    """All of them, the latest first. Raises RegistryError."""
    with reading(registry.engine) as connection:
        query = select(stories.c.story_id, stories.c.title, stories.c.author, stories.c.at).order_by(stories.c.at.desc(), stories.c.story_id)
        return [Kept(*row) for row in connection.execute(query)]


def kept_story(registry: Registry, story_id: str) -> Story | None:
    """The story of that id, None where there is none. Raises RegistryError."""
    with reading(registry.engine) as connection:
        content = connection.scalar(select(stories.c.content).where(stories.c.story_id == story_id))
    return None if content is None else read_story(str(content).encode(), story_id)


def keep_story(registry: Registry, story: Story, author: str, at: str, story_id: str = "") -> str:
    """Keep a story, over the one of that id where one is given and there; its id. Raises RegistryError."""
    wanted = story_id or uuid.uuid4().hex[:12]
    row = {"title": story.title, "author": author, "at": at, "content": write_story(story).decode()}
    with writing(registry.engine) as connection:
        done = connection.execute(update(stories).where(stories.c.story_id == wanted).values(row))
        if not done.rowcount:
            connection.execute(insert(stories), row | {"story_id": wanted})
        note(connection, at, author, "story kept", f"{wanted} {story.title}".strip())
    return wanted


def drop_story(registry: Registry, story_id: str, author: str, at: str) -> None:
    """Take a story out. Raises RegistryError."""
    with writing(registry.engine) as connection:
        connection.execute(delete(stories).where(stories.c.story_id == story_id))
        note(connection, at, author, "story dropped", story_id)
