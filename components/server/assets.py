"""What the browser fetches besides Streamlit: Leaflet, our scripts and styles, font, outlines.

Everything is served from memory under a folder named by the digest of all of it, so a browser may
keep it for ever.
"""

import gzip
import hashlib
import io
import json
import mimetypes
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_noto_sans_arabic
import geopandas as gpd
import xstatic.pkg.leaflet
from fontTools import subset
from fontTools.ttLib import TTFont
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.server.map_data import map_files
from geo.atlas import Atlas
from geo.reference.boundaries import Boundaries

BROWSER = Path(__file__).parents[1] / "browser"
FOREVER = "public, max-age=31536000, immutable"
FONT = "noto-sans-arabic.woff2"
FONT_CACHE = Path(__file__).parents[2] / ".cache"
_FONT_CHARACTERS = [
    *range(0x20, 0x7F),
    0xA0,
    0xAB,
    0xBB,
    0xB7,
    0xD7,
    *range(0x600, 0x700),
    0x200C,
    0x200D,
    0x200E,
    0x200F,
    0x2013,
    0x2014,
    0x2026,
]


@dataclass(frozen=True)
class Assets:
    """Files by name, and the digest that stands in their addresses."""

    files: dict[str, bytes]
    digest: str

    def path(self, name: str) -> str:
        """Address of a file, relative to the root of the server."""
        return f"assets/{self.digest}/{name}"


class AssetRoute:
    """Serves Assets at their addresses.

    Those given last, and some before them for pages that are still open.
    """

    KEPT = 6

    def __init__(self) -> None:
        self._answers: dict[str, Callable[[Request], Awaitable[Response]]] = {}
        self._digests: list[str] = []
        self._adding = threading.Lock()

    def add(self, assets: Assets, *, keep: bool = False) -> None:
        """Serve these too; with `keep`, for as long as the server runs.

        Those given again count as given last.
        """
        with self._adding:
            if assets.digest in self._digests:
                self._digests.append(self._digests.pop(self._digests.index(assets.digest)))
                return
            self._answers |= {
                assets.path(name): packed_response(name, content)
                for name, content in assets.files.items()
            }
            if not keep:
                self._digests.append(assets.digest)
            while len(self._digests) > self.KEPT:
                gone = f"assets/{self._digests.pop(0)}/"
                self._answers = {
                    path: answer
                    for path, answer in self._answers.items()
                    if not path.startswith(gone)
                }

    def route(self, base: str) -> Route:
        """The route, below the path `base`; an address of another digest is not found."""

        async def serve(request: Request) -> Response:
            answer = self._answers.get(
                f"assets/{request.path_params['digest']}/{request.path_params['name']}"
            )
            return Response(status_code=404) if answer is None else await answer(request)

        return Route(f"{base}/assets/{{digest}}/{{name}}", serve, methods=["GET", "HEAD"])


def packed_response(name: str, content: bytes) -> Callable[[Request], Awaitable[Response]]:
    """What serves `content` from memory, compressed once, for a browser to keep for ever.

    Its address must change when it does.
    """
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    kind = _media_type(name)
    packed = content if name.endswith("woff2") else gzip.compress(content, 6, mtime=0)

    async def serve(request: Request) -> Response:
        if packed is not content and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
        return Response(content, media_type=kind, headers=headers)

    return serve


def _media_type(name: str) -> str:
    known = {
        ".js": "text/javascript",
        ".woff2": "font/woff2",
        ".geojson": "application/geo+json",
        ".json": "application/json",
    }
    return (
        known.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    )


def build_assets(boundaries: Boundaries, data: Path) -> Assets:
    """All files that do not change with the records."""
    leaflet = Path(xstatic.pkg.leaflet.BASE_DIR)
    face = (
        f'@font-face{{font-family:"Noto Sans Arabic";src:url("{FONT}")'
        ' format("woff2");font-weight:100 900;font-display:swap}\n'.encode()
    )
    files = {
        path.name: path.read_bytes()
        for path in sorted(BROWSER.iterdir())
        if path.suffix in {".js", ".css"}
    }
    symbols = files.pop("symbols.css")
    files["atlas.css"] = b"".join(
        path.read_bytes() for path in sorted((BROWSER / "styles").glob("*.css"))
    )
    for sheet in ("atlas.css", "atlas_map.css"):
        files[sheet] = face + symbols + files[sheet]
    files |= {
        "leaflet.js": (leaflet / "leaflet.js").read_bytes(),
        "leaflet.css": (leaflet / "leaflet.css").read_bytes(),
        FONT: typeface(),
        "overview.geojson": _outlines(boundaries.overview),
        "fine.geojson": _outlines(boundaries.fine),
        "neighbours.geojson": (data / "boundaries" / "neighbours.geojson").read_bytes(),
    }
    return Assets(files, _digest(files))


def build_facts(atlas: Atlas) -> Assets:
    """The files that hold the records, for the map."""
    files = map_files(atlas)
    return Assets(files, _digest(files))


def _digest(files: dict[str, bytes]) -> str:
    return hashlib.sha256(
        b"".join(name.encode() + content for name, content in files.items())
    ).hexdigest()[:16]


def _outlines(shapes: gpd.GeoSeries) -> bytes:
    frame = gpd.GeoDataFrame(
        {"iso_code": shapes.index}, geometry=shapes.to_numpy(), crs="EPSG:4326"
    )
    return json.dumps(json.loads(frame.to_json(drop_id=True)), separators=(",", ":")).encode()


def source_file() -> Path:
    """Noto Sans Arabic as its makers publish it, variable in weight and width."""
    return next((Path(fontpkg_noto_sans_arabic.__file__).parent / "files").glob("*.ttf"))


@cache
def typeface() -> bytes:
    """Noto Sans Arabic (OFL 1.1) cut down to Persian and Latin, as WOFF2.

    Made once, then read from .cache.
    """
    source = source_file()
    digest = hashlib.sha256(source.read_bytes() + repr(_FONT_CHARACTERS).encode())
    kept = FONT_CACHE / f"{digest.hexdigest()[:16]}.woff2"
    if kept.is_file():
        return kept.read_bytes()
    options = subset.Options()
    options.layout_features = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_FONT_CHARACTERS)
    cutter.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    try:
        FONT_CACHE.mkdir(exist_ok=True)
        kept.write_bytes(out.getvalue())
    except OSError:  # a read-only installation makes it anew at each start
        pass
    return out.getvalue()
