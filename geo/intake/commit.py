"""An examined file becomes a version of the registry: the one step of a load that writes."""

from sqlalchemy import Connection

from geo.intake.examined import Examined
from geo.registry.engine import writing
from geo.registry.memory import keep_answers, keep_codes
from geo.registry.progress import Progress, untold
from geo.registry.rights import Rights
from geo.registry.store import Entry, Registry, Version


def commit(
    registry: Registry,
    examined: Examined,
    by: Rights,
    at: str,
    note: str = "",
    progress: Progress = untold,
) -> Version | None:
    """Make the examined file a version, and keep how its layout is read.

    None when it changes nothing.

    Raises NotAllowedError, VersionMovedError, RegistryError, and whatever `progress` raises;
    nothing is kept then.
    """
    opened, compared, version = examined.opened, examined.comparison, None

    def keep(connection: Connection) -> None:
        keep_answers(connection, opened.layout, examined.terms.answers, by.who, at)
        keep_codes(connection, opened.layout, examined.codes)

    if not compared.is_empty:
        version = registry.commit(
            compared.old,
            compared.new,
            Entry("load", by, at, opened.file, opened.digest, note),
            keep,
            progress,
        )
    elif examined.terms.answers or examined.codes != {
        key: opened.memory.codes.get(key) for key in examined.codes
    }:
        with writing(registry.engine) as connection:
            keep(connection)
    if opened.mapping != tuple(opened.heading.fields):
        registry.remember_mapping(opened.layout, opened.mapping)
    return version
