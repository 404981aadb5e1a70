"""What one server process shares among its visitors: the Atlas, the assets, the settings."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from components.assets import Assets, build_assets
from geo.atlas import Atlas, read_atlas
from geo.exports import column_headings
from geo.selection import Selection, select
from geo.view import View

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Site:
    """The Atlas as served."""

    atlas: Atlas
    assets: Assets
    data: Path

    @property
    def base(self) -> str:
        """The server's base path."""
        return base_path()

    def asset(self, name: str) -> str:
        """Absolute path of an asset on this server."""
        return f"{self.base}/{self.assets.path(name)}"


def base_path() -> str:
    """The path below which the server is reached: empty, or `/path`."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def data_folder() -> Path:
    """The folder of data: the setting ATLAS_DATA, else the shipped one."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data")


@cache
def site() -> Site:
    """The Site, read once. Raises DataError when the data cannot be used. ATLAS_PROVINCES names outlines of the user's own."""
    data = data_folder()
    own = os.environ.get("ATLAS_PROVINCES")
    atlas = read_atlas(data, Path(own) if own else None)
    return Site(atlas, build_assets(atlas, data), data)


_kept: dict[tuple[str, View], Selection] = {}
KEPT = 64
"""Selections kept for all visitors: a few megabytes."""


def selection(view: View) -> Selection:
    """What `view` shows, from those kept or anew."""
    atlas = site().atlas
    key = (atlas.version, view)
    found = _kept.get(key)
    if found is None:
        found = select(atlas, view)
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = found
    return found


@cache
def headings() -> pd.DataFrame:
    """The columns of the CSV."""
    return column_headings(site().data)
