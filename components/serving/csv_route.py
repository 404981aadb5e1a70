"""The addresses of the sheets: each as a CSV, under the View that its parameters name."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components.bridge.marked_csv import csv_name
from components.bridge.panel import site_of
from components.bridge.sheets import PATH, PageTable, sheet_csv
from components.server.site import atlas_of, base_path, reference
from components.serving.page_tables import PAGE_TABLES
from components.words.address_problems import status_of, text_of, words_of
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.errors import DataError, Problem
from geo.exact_view import exact_view, query_of
from geo.file_names import slug
from geo.filters import MAX_TEXT
from geo.registry.errors import RegistryError
from geo.view import View


def csv_route() -> Route:
    """Answers a sheet.

    In plain words: 404 for one, a cluster or a version that is not there, 400 for parameters that
    are unknown or missing, 503 while the registry cannot be had.
    """

    async def serve(request: Request) -> Response:
        text = text_of(request.query_params)
        try:
            file, content = await run_in_threadpool(
                _made, request.path_params["name"], request.query_params.multi_items()
            )
        except DataError as error:
            return PlainTextResponse("\n".join(words_of(error, text)), status_code=status_of(error))
        except RegistryError as error:
            return PlainTextResponse(text.registry_trouble(error), status_code=503)
        headers = {
            "Content-Disposition": f'attachment; filename="{file}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    return Route(f"{base_path()}/{PATH}/{{name}}", serve, methods=["GET"])


def _made(name: str, asked: list[tuple[str, str]]) -> tuple[str, bytes]:
    """File name, in plain ASCII, and content.

    Raises DataError for an unknown name or parameter, and where the sheet's subject is missing.
    """
    table = PAGE_TABLES.get(name)
    if table is None:
        allowed = ", ".join(sorted(PAGE_TABLES))
        raise DataError([Problem("sheet_unknown", "", value=name[:MAX_TEXT], allowed=allowed)])
    query = query_of(asked)
    view = exact_view(query, site_of(query).atlas)
    atlas, text = atlas_of(view), Text(view.lang)
    _check_subject(table, view, atlas)
    is_of_cluster = table.about == "cluster"
    what = f"{name}_{slug(view.cluster, reference().sounds)}" if is_of_cluster else name
    content = sheet_csv(table(atlas, view, text), text, is_invented=atlas.is_invented)
    return csv_name(what, atlas, view), content


def _check_subject(table: PageTable, view: View, atlas: Atlas) -> None:
    about = table.about
    if not about:
        return
    named = (view.cluster,) if about == "cluster" and view.cluster else view.chosen(about)
    if not named:
        example = {
            "province": atlas.provinces.index,
            "trade": atlas.trades.index,
            "cluster": list(atlas.row_of),
        }[about]
        raise DataError(
            [
                Problem(
                    "parameter_missing",
                    "",
                    column=about,
                    allowed="".join(f"{about}={code}" for code in example[:1]),
                )
            ]
        )
    if len(named) > 1:
        raise DataError([Problem("parameter_one", "", column=about, value=", ".join(named))])
