"""The address at which open screens ask whether the registry has a newer version."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components.bridge.addresses import VERSION
from components.server.registry import newest, registry
from components.server.site import base_path, data_folder, reference
from geo.registry.errors import RegistryError


def version_route() -> Route:
    """Answers {"version": token} of the newest version known here; 503 while none is."""

    async def serve(_request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        try:
            found = await run_in_threadpool(lambda: newest(registry(reference(), data_folder())))
        except RegistryError:
            return JSONResponse({"version": None}, status_code=503, headers=headers)
        return JSONResponse({"version": found.token}, headers=headers)

    return Route(f"{base_path()}/{VERSION}", serve, methods=["GET"])
