"""What changed in a View, worked out when it is asked for and kept: the state compared with, its difference from now, the changes."""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from components.records import newest, registry
from components.site import data_folder, ground, selection
from components.text import TEHRAN
from geo.atlas import Atlas, make_atlas
from geo.changes import Changes, changes, version_then
from geo.registry.difference import Difference, difference
from geo.registry.store import Registry, Version
from geo.selection import Selection, select
from geo.view import View

STATES_KEPT, CHANGES_KEPT = 2, 32
_versions: dict[str, list[Version]] = {}
_states: dict[tuple[str, int], tuple[Atlas, Difference]] = {}
_changes: dict[tuple[str, str, View], Changes] = {}


def today() -> datetime:
    """The time in Tehran."""
    return datetime.now(TEHRAN)


def versions_until(atlas: Atlas) -> list[Version]:
    """The version looked at and those before it, newest first; asked of the database once a version."""
    store = _store()
    token = newest(store).token
    if token not in _versions:
        _versions.clear()
        _versions[token] = store.versions()
    return [v for v in _versions[token] if v.number <= atlas.number]


def changed(atlas: Atlas, chosen: Selection, cluster: str = "") -> Changes:
    """The changes that the View asks for with `since`, of one cluster alone where one is named. Raises RegistryError when the registry cannot be had."""
    view = chosen.view
    key = (atlas.version, cluster, replace(view, lang="fa", metric="per_million", cluster="", sort="", compare=()))
    if key not in _changes:
        number = version_then(view.since, versions_until(atlas), TEHRAN)
        then, differs = _state(atlas, number) if number else (None, None)
        was = [cluster] if cluster else select(then, replace(view, version=number)).clusters["cluster_id"] if then else []
        now = [cluster] if cluster else chosen.clusters["cluster_id"]
        while len(_changes) >= CHANGES_KEPT:
            _changes.pop(next(iter(_changes)), None)
        _changes[key] = changes(atlas.content, view.since, differs, list(now), list(was), number)
    return _changes[key]


def changed_in_each(atlas: Atlas, view: View) -> list[Changes]:
    """The changes in each of the things that a View compares, in its order. Raises RegistryError when the registry cannot be had."""
    found = []
    for item in view.compare:
        kind, _, code = item.partition(":")
        own = view if kind == "cluster" else replace(view, choices=MappingProxyType({**view.choices, kind: (code,)}))
        found.append(changed(atlas, selection(replace(own, cluster="", sort="")), code if kind == "cluster" else ""))
    return found


def _state(atlas: Atlas, number: int) -> tuple[Atlas, Difference]:
    """The Atlas as it was at a version, and how it differs from the one looked at."""
    if number == atlas.number:
        return atlas, Difference((), (), ())
    key = (atlas.version, number)
    if key not in _states:
        old = _store().snapshot(number)
        while len(_states) >= STATES_KEPT:
            _states.pop(next(iter(_states)), None)
        _states[key] = (make_atlas(ground(), old), difference(old, atlas.content, atlas.stages.index))
    return _states[key]


def _store() -> Registry:
    return registry(ground(), data_folder())
