"""The address that answers a search while it is typed: finds by kind, each with where it leads."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.bridge.addresses import SEARCH
from components.bridge.links import page_link
from components.bridge.panel import site_of
from components.contract.links import PageLink
from components.contract.search import Find, FindGroup, SearchAnswer
from components.contract.wire import json_of
from components.server.memory import remembered
from components.server.site import base_path, data_folder, reference
from components.words.names import in_language, item_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.errors import DataError
from geo.filters import FILTERS
from geo.registry.errors import RegistryError
from geo.search.index import KINDS, Hit, SearchIndex, search_index
from geo.search.place_names import PlaceName, clusters_by_place, read_place_names
from geo.view import COMPARED, View, read_view

KEPT = 2


class Searched:
    """What is searched at one version."""

    def __init__(self, atlas: Atlas) -> None:
        places = read_place_names(data_folder())
        self.atlas = atlas
        self.places = {p.code: p for p in places}
        self.index: SearchIndex = search_index(atlas, reference(), places)
        self.clusters_at = clusters_by_place(atlas, reference().gazetteer)


@remembered(KEPT)
def searched(atlas: Atlas) -> Searched:
    """The index of a version, made at its first search."""
    return Searched(atlas)


def answer(atlas: Atlas, query: str, view: View, kind: str = "") -> SearchAnswer:
    """Finds grouped by kind, in the reader's words.

    Each with where it leads, at the View's version and date, and what it is in a comparison.
    """
    text, where = Text(view.lang), searched(atlas)
    hits = where.index.find(query, kind=kind)
    groups = [
        FindGroup(
            k,
            text(f"search.{k}"),
            [_find(where, hit, view, text) for hit in hits if hit.kind == k],
        )
        for k in KINDS
        if any(hit.kind == k for hit in hits)
    ]
    none = text("search.none") if query.strip() else ""
    return SearchAnswer(groups, text("search.found", n=len(hits)) if hits else none)


def _find(where: Searched, hit: Hit, view: View, text: Text) -> Find:
    atlas = where.atlas
    if hit.kind == "place":
        return _place(where, where.places[hit.code], view, text)
    item = f"{hit.kind}:{hit.code}"
    name = item_name(atlas, text, item)
    note = ""
    if hit.kind == "cluster":
        record = atlas.clusters.iloc[atlas.row_of[hit.code]]
        province = str(atlas.provinces.at[record["province_iso"], f"name_{text.lang}"])
        note = text(
            "search.in",
            province=province,
            product=in_language(text, str(record["product_fa"]), str(record["product_en"])),
        )
    link = page_link(hit.kind, view, name, {hit.kind: hit.code})
    return _led(link, note, item if hit.kind in COMPARED else None)


def _led(link: PageLink, note: str, item: str | None = None) -> Find:
    return Find(link.label, link.href, link.action, note, item)


def _place(where: Searched, place: PlaceName, view: View, text: Text) -> Find:
    """A place leads to the map: to the clusters whose record names it, else to its province."""
    atlas, rows = where.atlas, where.clusters_at.get(place.code, [])
    put = {f.param: "" for f in FILTERS} | {"province": place.province_iso, "q": "", "cluster": ""}
    if rows:
        cities = [str(atlas.clusters[f"city_{text.lang}"].iloc[r]) for r in rows]
        put["q"] = min(filter(None, cities), key=len, default="")
    province = str(atlas.provinces.at[place.province_iso, f"name_{text.lang}"])
    note = (
        text("search.place_clusters", province=province, n=len(rows))
        if rows
        else text("search.place_none", province=province)
    )
    name = place.name_fa if text.is_rtl else place.name_en
    return _led(page_link("map", view, name, put), note)


def search_route() -> Route:
    """Answers /search?q=…&lang=…&kind=…&version=…&as_of=…; 503 while there is nothing to search."""

    async def serve(request: Request) -> Response:
        asked = request.query_params
        kind = asked.get("kind", "")

        def find() -> SearchAnswer:
            here = {name: asked[name] for name in ("lang", "version", "as_of") if name in asked}
            atlas = site_of(here).atlas
            return answer(
                atlas, asked.get("q", ""), read_view(here, atlas)[0], kind if kind in KINDS else ""
            )

        try:
            found, status = await run_in_threadpool(find), 200
        except (DataError, RegistryError):
            found, status = SearchAnswer([], ""), 503
        headers = {"Cache-Control": "no-store"}
        return Response(json_of(found), status, headers, media_type="application/json")

    return Route(f"{base_path()}/{SEARCH}", serve, methods=["GET"])
