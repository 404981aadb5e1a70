"""What one server process shares among its visitors: the ground, the registry, the Atlas at each version asked for, the assets."""

import gc
import os
import sys
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from components.assets import AssetRoute, Assets, build_assets, build_facts
from components.records import newest, registry
from geo.as_of import atlas_at
from geo.atlas import Atlas, make_atlas
from geo.comparison import Comparison, compare
from geo.exports import column_headings
from geo.ground import Ground, read_ground
from geo.selection import Selection, select
from geo.view import View

ROOT = Path(__file__).parent.parent
SITES_KEPT = 3
SELECTIONS_KEPT, ROWS_KEPT = 64, 1_000_000
"""Selections for all visitors, and the rows that they may hold together: the larger the registry, the fewer are kept."""
DATES_KEPT = 48
"""Atlases at dates: as many as a play through the years has steps, and some."""

asset_route = AssetRoute()
_sites: dict[str, "Site"] = {}
_selections: dict[tuple[str, View], Selection] = {}
_comparisons: dict[tuple[str, View], Comparison | None] = {}
_dates: dict[tuple[str, str], Atlas] = {}
_building = threading.Lock()
_loaded = 0


@dataclass(frozen=True)
class Site:
    """The Atlas at one version, as served."""

    atlas: Atlas
    facts: Assets

    @property
    def token(self) -> str:
        """What names the version."""
        return self.atlas.content.token

    def asset(self, name: str) -> str:
        """Absolute path of an asset on this server."""
        assets = self.facts if name in self.facts.files else code_assets()
        return f"{base_path()}/{assets.path(name)}"


def base_path() -> str:
    """The path below which the server is reached: empty, or `/path`."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def data_folder() -> Path:
    """The folder of data: the setting ATLAS_DATA, else the shipped one."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data")


@cache
def ground() -> Ground:
    """What the records stand on, read once. Raises DataError when the data cannot be used. ATLAS_PROVINCES names outlines of the user's own."""
    own = os.environ.get("ATLAS_PROVINCES")
    return read_ground(data_folder(), Path(own) if own else None)


@cache
def code_assets() -> Assets:
    """Scripts, styles, font and outlines, made once."""
    assets = build_assets(ground().boundaries, data_folder())
    asset_route.add(assets, keep=True)
    return assets


def site(number: int = 0) -> Site:
    """The Site at a version of the registry, 0 for the newest.

    Raises DataError when the data cannot be used, RegistryError when the registry cannot be had and was not before, KeyError for a version
    that is not there.
    """
    store = registry(ground(), data_folder())
    wanted = newest(store)
    key = wanted.token if number in (0, wanted.number) else f"version {number}"
    found = _sites.get(key)
    if found is None:
        with _building:
            found = _sites.get(key)
            if found is None:
                atlas = make_atlas(ground(), store.snapshot(number or wanted.number))
                found = Site(atlas, build_facts(atlas))
                asset_route.add(found.facts)
                while len(_sites) >= SITES_KEPT:
                    _sites.pop(next(iter(_sites)))
                _sites[key] = found
    return found


def atlas_of(view: View) -> Atlas:
    """The Atlas that `view` looks at: at its version, as known at its date."""
    present = site(view.version).atlas
    if not view.as_of:
        return present
    key = (present.version, view.as_of)
    found = _dates.get(key)
    if found is None:
        found = atlas_at(present, view.as_of)
        while len(_dates) >= DATES_KEPT:
            _dates.pop(next(iter(_dates)), None)
        _dates[key] = found
    return found


def newest_facts() -> Assets | None:
    """The records' files of the newest version that was shown here; None before the first."""
    return next(reversed(_sites.values())).facts if _sites else None


def settle() -> None:
    """Leave out of garbage collection what stays for good: the modules loaded so far and what they hold.

    Streamlit collects after every run of a page, and on the way from one page to another the reader waits for it.
    """
    global _loaded
    if len(sys.modules) != _loaded:
        _loaded = len(sys.modules)
        gc.freeze()


def forget() -> None:
    """Read everything anew at the next occasion, as after a change of settings."""
    ground.cache_clear()
    code_assets.cache_clear()
    headings.cache_clear()
    _sites.clear()
    _selections.clear()
    _comparisons.clear()
    _dates.clear()


def selection(view: View) -> Selection:
    """What `view` shows, from those kept or anew."""
    atlas = atlas_of(view)
    key = (atlas.version, view)
    found = _selections.get(key)
    if found is None:
        found = select(atlas, view)
        while _selections and not _has_room(found):
            _selections.pop(next(iter(_selections)), None)
        _selections[key] = found
    return found


def _has_room(found: Selection) -> bool:
    kept = list(_selections.values())
    return len(kept) < SELECTIONS_KEPT and sum(s.count for s in kept) + found.count <= ROWS_KEPT


def comparison(view: View) -> Comparison | None:
    """What `view` holds side by side, from those kept or anew."""
    atlas = atlas_of(view)
    key = (atlas.version, view)
    if key not in _comparisons:
        while len(_comparisons) >= SELECTIONS_KEPT:
            _comparisons.pop(next(iter(_comparisons)), None)
        _comparisons[key] = compare(atlas, view)
    return _comparisons[key]


@cache
def headings() -> pd.DataFrame:
    """The columns of the CSV."""
    return column_headings(data_folder())
