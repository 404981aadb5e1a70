"""Stories kept in the registry: each under an id that its link names.

They are no records: keeping one makes no version of these.

A story has versions of its own: what takes its place, and its removal, are further ones, and any
can be brought back.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from geo.registry.engine import reading, writing
from geo.registry.rights import Rights
from geo.registry.store import Registry, note, storable
from geo.registry.story import Story, read_story, write_story
from geo.registry.tables import story_versions

LISTED_MOST = 300
"""Earlier versions that are listed, the latest ones."""


@dataclass(frozen=True)
class KeptStory:
    """A version of a story on file.

    author: whose story it is. by: who made this version. at: UTC.
    """

    story_id: str
    number: int
    title: str
    author: str
    by: str
    at: str
    is_removed: bool = False


_ABOUT = [
    story_versions.c[name]
    for name in ("story_id", "number", "title", "author", "by", "at", "is_removed")
]
_newest = (
    select(story_versions.c.story_id, func.max(story_versions.c.number).label("number"))
    .group_by(story_versions.c.story_id)
    .subquery()
)
_IS_NEWEST = (story_versions.c.story_id == _newest.c.story_id) & (
    story_versions.c.number == _newest.c.number
)


def kept_stories(registry: Registry) -> list[KeptStory]:
    """All stories as they are, the latest first. Raises RegistryError."""
    query = select(*_ABOUT).join(_newest, _IS_NEWEST).where(~story_versions.c.is_removed)
    with reading(registry.engine) as connection:
        return [
            KeptStory(*row)
            for row in connection.execute(
                query.order_by(story_versions.c.at.desc(), story_versions.c.story_id)
            )
        ]


def earlier_stories(registry: Registry) -> list[KeptStory]:
    """Versions that were replaced or removed, the latest first. Raises RegistryError."""
    query = (
        select(*_ABOUT)
        .outerjoin(_newest, _IS_NEWEST)
        .where(_newest.c.number.is_(None), ~story_versions.c.is_removed)
    )
    with reading(registry.engine) as connection:
        return [
            KeptStory(*row)
            for row in connection.execute(
                query.order_by(story_versions.c.row.desc()).limit(LISTED_MOST)
            )
        ]


def kept_story(registry: Registry, story_id: str) -> Story | None:
    """The story of that id as it is, None where there is none. Raises RegistryError."""
    with reading(registry.engine) as connection:
        found = _at(connection, story_id)
    return None if found is None or found[0].is_removed else read_story(found[1].encode(), story_id)


def keep_story(registry: Registry, story: Story, by: Rights, at: str, story_id: str = "") -> str:
    """Keep a story, in the place of the one of that id where one is given and there; its id.

    Raises NotAllowedError, RegistryError.
    """
    wanted = story_id or uuid.uuid4().hex[:12]
    with writing(registry.engine) as connection:
        _add(connection, wanted, story.title, write_story(story).decode(), by, at, "story kept")
    return wanted


def remove_story(registry: Registry, story_id: str, by: Rights, at: str) -> None:
    """Take a story off the list; its versions stay.

    Nothing happens where there is none. Raises NotAllowedError, RegistryError.
    """
    with writing(registry.engine) as connection:
        found = _at(connection, story_id)
        if found is not None and not found[0].is_removed:
            _add(
                connection,
                story_id,
                found[0].title,
                found[1],
                by,
                at,
                "story removed",
                is_removed=True,
            )


def bring_back_story(registry: Registry, story_id: str, number: int, by: Rights, at: str) -> None:
    """Make a story again what its version `number` was.

    Raises KeyError where there is no such version, NotAllowedError, RegistryError.
    """
    with writing(registry.engine) as connection:
        found = _at(connection, story_id, number)
        if found is None:
            raise KeyError(number)
        _add(connection, story_id, found[0].title, found[1], by, at, "story brought back")


def _at(
    connection: Connection, story_id: str, number: int | None = None
) -> tuple[KeptStory, str] | None:
    """A version of a story, the newest where no number is given, and its content."""
    query = (
        select(*_ABOUT, story_versions.c.content)
        .where(story_versions.c.story_id == story_id)
        .order_by(story_versions.c.number.desc())
    )
    row = connection.execute(
        query if number is None else query.where(story_versions.c.number == number)
    ).first()
    return None if row is None else (KeptStory(*row[:-1]), str(row[-1]))


def _add(
    connection: Connection,
    story_id: str,
    title: str,
    content: str,
    by: Rights,
    at: str,
    action: str,
    *,
    is_removed: bool = False,
) -> None:
    """One more version, where the story is theirs."""
    there = _at(connection, story_id)
    if there is not None:
        by.require_story_of(there[0].author)
    who = storable(by.who)
    row = {
        "story_id": story_id,
        "number": there[0].number + 1 if there else 1,
        "author": there[0].author if there else who,
        "by": who,
        "at": at,
    }
    connection.execute(
        insert(story_versions),
        row | {"title": storable(title), "content": content, "is_removed": is_removed},
    )
    note(connection, at, by.who, action, f"{story_id} {title}".strip())
