"""What a server process shares among visitors: ground, registry, Atlases by version, assets."""

import gc
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from components.server import memory
from components.server.assets import AssetRoute, Assets, build_assets, build_facts
from components.server.memory import Shelf, remembered
from components.server.registry import newest, registry
from geo.as_of import atlas_at
from geo.atlas import Atlas, Identity, make_atlas
from geo.comparison import compare
from geo.comparison_table import Comparison
from geo.reference.csv_tables import column_headings
from geo.reference.reference import ReferenceData, read_reference
from geo.selection import Selection, select
from geo.view import View

ROOT = Path(__file__).parents[2]
SITES_KEPT = 3
SELECTIONS_KEPT, ROWS_KEPT = 64, 1_000_000
"""Selections for all visitors, and the rows that they may hold together: the larger the registry,
the fewer are kept.
"""
DATES_KEPT = 48
"""Atlases at dates: as many as a play through the years has steps, and some."""

asset_route = AssetRoute()
_sites = Shelf(SITES_KEPT)
_newest: list["Site"] = []
"""The Site of the newest version that was shown here; none before the first."""
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


@cache
def base_path() -> str:
    """The path below which the server is reached: empty, or `/path`."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def data_folder() -> Path:
    """The folder of data: the setting ATLAS_DATA, else the shipped one."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data")


@cache
def reference() -> ReferenceData:
    """What the records stand on, read once.

    Raises DataError when the data cannot be used. ATLAS_PROVINCES names outlines of the user's own.
    """
    own = os.environ.get("ATLAS_PROVINCES")
    return read_reference(data_folder(), Path(own) if own else None)


@cache
def code_assets() -> Assets:
    """Scripts, styles, font and outlines, made once."""
    assets = build_assets(reference().boundaries, data_folder())
    asset_route.add(assets, keep=True)
    return assets


def site(number: int = 0) -> Site:
    """The Site at a version of the registry, 0 for the newest.

    Raises DataError when the data cannot be used, RegistryError when the registry cannot be had and
    was not before, KeyError for a version that is not there.
    """
    store = registry(reference(), data_folder())
    wanted = newest(store)
    is_newest = number in (0, wanted.number)

    def make() -> Site:
        atlas = make_atlas(reference(), store.snapshot(number or wanted.number))
        return Site(atlas, build_facts(atlas))

    # before there is an Atlas, what the registry calls its version stands for it
    found = _sites.recall(
        Identity(wanted.token if is_newest else f"version {number}", ""), make=make
    )
    asset_route.add(found.facts)
    if is_newest:
        _newest[:] = [found]
    return found


def atlas_of(view: View) -> Atlas:
    """The Atlas that `view` looks at: at its version, as known at its date."""
    present = site(view.version).atlas
    return _at_date(present, view.as_of) if view.as_of else present


@remembered(DATES_KEPT)
def _at_date(present: Atlas, as_of: str) -> Atlas:
    return atlas_at(present, as_of)


def newest_facts() -> Assets | None:
    """The records' files of the newest version that was shown here; None before the first."""
    return _newest[0].facts if _newest else None


def settle() -> None:
    """Leave out of garbage collection what stays for good: modules, and what they hold.

    What collects (components/serving/housekeeping.py) stops everybody meanwhile.
    """
    global _loaded
    if len(sys.modules) != _loaded:
        _loaded = len(sys.modules)
        gc.freeze()


def forget() -> None:
    """Read everything anew at the next occasion, as after a change of settings."""
    base_path.cache_clear()
    reference.cache_clear()
    code_assets.cache_clear()
    headings.cache_clear()
    _newest.clear()
    memory.forget()


@remembered(ROWS_KEPT, lambda selection: max(selection.count, ROWS_KEPT // SELECTIONS_KEPT))
def selection(atlas: Atlas, view: View) -> Selection:
    """What `view` shows of `atlas`, the Atlas at its version and date."""
    return select(atlas, view)


@remembered(SELECTIONS_KEPT)
def comparison(atlas: Atlas, view: View) -> Comparison | None:
    """What `view` holds side by side."""
    return compare(atlas, view)


@cache
def headings() -> pd.DataFrame:
    """The columns of the CSV."""
    return column_headings(data_folder())
