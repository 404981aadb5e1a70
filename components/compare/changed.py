"""What changed in a View, worked out when it is asked for and kept.

The state compared with, its difference from now, the changes.
"""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from components.server.memory import Shelf, remembered
from components.server.registry import newest, registry
from components.server.site import data_folder, reference, selection
from components.words.text import TEHRAN
from geo.as_of import atlas_at, last_day_of
from geo.atlas import Atlas, Identity, make_atlas
from geo.changes import Changes, changes, version_then
from geo.indicators import DEFAULT
from geo.registry.difference import Difference, difference
from geo.registry.store import Registry, Version
from geo.selection import select
from geo.view import View

STATES_KEPT, CHANGES_KEPT = 2, 32
_versions = Shelf(1)


def today() -> datetime:
    """The time in Tehran."""
    return datetime.now(TEHRAN)


def versions_until(atlas: Atlas) -> list[Version]:
    """The version looked at and those before it, newest first.

    Asked of the database once a version.
    """
    store = _store()
    all_versions: list[Version] = _versions.recall(
        Identity(newest(store).token, ""), make=store.versions
    )
    return [v for v in all_versions if v.number <= atlas.number]


def changed(atlas: Atlas, view: View, cluster: str = "") -> Changes:
    """The changes that `view` asks for with `since`, up to its date.

    Of one cluster alone where one is named.

    Raises RegistryError when the registry cannot be had.
    """
    return _changed(
        atlas,
        replace(view, lang="fa", metric=DEFAULT, cluster="", sort="", compare=()),
        cluster,
    )


@remembered(CHANGES_KEPT)
def _changed(atlas: Atlas, view: View, cluster: str) -> Changes:
    number = version_then(view.since, versions_until(atlas), TEHRAN)
    then, differs = _state(atlas.present or atlas, number) if number else (None, None)
    now, was = [cluster], [cluster]
    if not cluster:
        now = selection(atlas, view).clusters["cluster_id"].tolist()
        then = atlas_at(then, view.as_of) if then and view.as_of else then
        was = (
            select(then, replace(view, version=number)).clusters["cluster_id"].tolist()
            if then
            else []
        )
    return changes(
        atlas.content,
        view.since,
        differs,
        now,
        was,
        number,
        last_day_of(view.as_of) if view.as_of else None,
    )


def changed_in_each(atlas: Atlas, view: View) -> list[Changes]:
    """The changes in each of the things that a View compares, in its order.

    Raises RegistryError when the registry cannot be had.
    """
    found = []
    for item in view.compare:
        kind, _, code = item.partition(":")
        own = (
            view
            if kind == "cluster"
            else replace(view, choices=MappingProxyType({**view.choices, kind: (code,)}))
        )
        found.append(changed(atlas, own, code if kind == "cluster" else ""))
    return found


@remembered(STATES_KEPT)
def _state(atlas: Atlas, number: int) -> tuple[Atlas, Difference]:
    """The Atlas as it was at a version, and how it differs from the one looked at."""
    if number == atlas.number:
        return atlas, Difference((), (), ())
    old = _store().snapshot(number)
    return make_atlas(reference(), old), difference(old, atlas.content, atlas.stages.index)


def _store() -> Registry:
    return registry(reference(), data_folder())
