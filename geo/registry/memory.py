"""What the registry keeps of a layout of columns.

What editors answered about its files, and what its senders call their records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, tuple_

from geo.registry.engine import reading, writing
from geo.registry.questions import LONGEST, Answer, Asked
from geo.registry.store import BATCH, Registry, note
from geo.registry.tables import answers, codes


@dataclass(frozen=True)
class Memory:
    """What is kept of a layout.

    answers: by what was asked; codes: the record that a sender's code in a province stands for.
    """

    answers: Mapping[Asked, Answer] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)


def memory_of(registry: Registry, layout: str) -> Memory:
    """What is kept of a layout. Raises RegistryError."""
    with reading(registry.engine) as connection:
        given = connection.execute(select(answers).where(answers.c.layout == layout))
        known = {
            Asked(row.kind, row.field, row.text): Answer(row.answer, row.who, row.at)
            for row in given
        }
        called = connection.execute(
            select(codes.c.province_iso, codes.c.code, codes.c.cluster_id).where(
                codes.c.layout == layout
            )
        )
        return Memory(known, {(row.province_iso, row.code): row.cluster_id for row in called})


def keep_answers(
    connection: Connection, layout: str, given: Mapping[Asked, str], who: str, at: str
) -> None:
    """Keep what was answered, in the place of earlier answers, on a connection that writes."""
    rows = [
        {
            "layout": layout,
            "kind": what.kind,
            "field": what.field,
            "text": what.text,
            "answer": answer,
            "who": who,
            "at": at,
        }
        for what, answer in given.items()
        if len(what.text) <= LONGEST
    ]
    for row in rows:
        same = (
            answers.c.layout == layout,
            answers.c.kind == row["kind"],
            answers.c.field == row["field"],
            answers.c.text == row["text"],
        )
        connection.execute(delete(answers).where(*same))
    if rows:
        connection.execute(insert(answers), rows)
        note(connection, at, who, "answers kept", f"{len(rows)}")


def keep_codes(connection: Connection, layout: str, called: Mapping[tuple[str, str], str]) -> None:
    """Keep what senders call their records, by province and code, on a connection that writes."""
    kept = list(called.items())
    for start in range(0, len(kept), BATCH):
        batch = kept[start : start + BATCH]
        keys = tuple_(codes.c.province_iso, codes.c.code)
        connection.execute(
            delete(codes).where(codes.c.layout == layout, keys.in_([key for key, _ in batch]))
        )
        rows = [
            {"layout": layout, "province_iso": province, "code": code, "cluster_id": cluster}
            for (province, code), cluster in batch
        ]
        connection.execute(insert(codes), rows)


def forget_answers(
    registry: Registry, layout: str, what: Iterable[Asked], who: str, at: str
) -> None:
    """Forget answers, so that the next file of the layout is asked about again.

    Raises RegistryError.
    """
    gone = list(what)
    with writing(registry.engine) as connection:
        for one in gone:
            same = (
                answers.c.layout == layout,
                answers.c.kind == one.kind,
                answers.c.field == one.field,
                answers.c.text == one.text,
            )
            connection.execute(delete(answers).where(*same))
        note(connection, at, who, "answers forgotten", f"{len(gone)}")
