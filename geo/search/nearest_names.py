"""What a value that the atlas does not know was probably meant to be.

Texts are folded, and letters may be wrong.
"""

from rapidfuzz import fuzz, process

from geo.atlas import Atlas
from geo.basis.folding import name_key
from geo.reference.provinces import ProvinceNames

ALIKE = 70
"""Percent of likeness from which on a name is offered."""
MOST = 5


def near_provinces(names: ProvinceNames, written: str) -> list[str]:
    """Codes of the provinces whose name in some spelling is nearest to `written`, nearest first."""
    return _nearest(names.by_key, written)


def near_trades(atlas: Atlas, written: str) -> list[str]:
    """ISIC divisions by their code without its zero, or the names nearest to `written`."""
    by_key = {
        name_key(str(row[f"name_{lang}"])): str(code)
        for code, row in atlas.trades.iterrows()
        for lang in ("fa", "en")
    }
    code = name_key(written).zfill(2)
    return [code] if code in atlas.trades.index else _nearest(by_key, written)


def near_clusters(atlas: Atlas, written: str, name: str = "") -> list[str]:
    """Ids of the clusters nearest to `written` by id or name.

    `name` is what a record of that id was called when there was one.
    """
    ids = atlas.clusters["cluster_id"]
    by_key = {
        name_key(n): str(c)
        for column in ("name_en", "name_fa")
        for n, c in zip(atlas.clusters[column], ids, strict=True)
        if n
    }
    by_name = _nearest(by_key, name or written)
    by_id = _nearest({name_key(c): c for c in ids}, written)
    return list(dict.fromkeys([*by_name, *by_id] if name else [*by_id, *by_name]))[:MOST]


def _nearest(by_key: dict[str, str], written: str) -> list[str]:
    key = name_key(written)
    if not key:
        return []
    if key in by_key:
        return [by_key[key]]
    found = process.extract(
        key, list(by_key), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3 * MOST
    )
    return list(dict.fromkeys(by_key[match] for match, *_ in found))[:MOST]
