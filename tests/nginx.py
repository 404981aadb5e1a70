"""A real nginx for the tests: Debian's program with a configuration, a folder and ports of its own,
as whoever runs the tests.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import ROOT

SITE = ROOT / "deploy" / "nginx.conf"
NEEDED = "The tests need nginx. On Debian or Ubuntu: sudo apt-get install nginx-light"
_AROUND = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


def site(atlas: str, port: int) -> str:
    """deploy/nginx.conf for a test: the atlas at `atlas` (host:port), plain HTTP on `port`.

    What is taken out stands in it exactly once.
    """
    text = SITE.read_text(encoding="utf-8")
    plain, secure = text.index("server {\n    listen 80;"), text.index("server {\n    listen 443")
    text = text[:plain] + text[secure:]
    changes = {
        "server 127.0.0.1:8501": f"server {atlas}",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "server_name atlas.example.org;": "",
    }
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return "\n".join(
        line
        for line in text.splitlines()
        if "ssl_certificate" not in line and "Strict-Transport-Security" not in line
    )


@contextmanager
def nginx(configuration: str, port: int) -> Iterator[None]:
    """nginx with `configuration`, which stands at the level of http, until it answers at `port`.

    What it said is in the error should it not start.
    """
    program = shutil.which(
        "nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin"
    )
    assert program, NEEDED
    with tempfile.TemporaryDirectory(prefix="atlas-nginx-") as folder:
        Path(folder, "nginx.conf").write_text(
            _AROUND.format(folder=folder, site=configuration), encoding="utf-8"
        )
        command = [program, "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            for _ in range(200):
                if server.poll() is not None:
                    raise RuntimeError(
                        (server.stderr.read() if server.stderr else b"").decode(errors="replace")
                    )
                try:
                    socket.create_connection(("127.0.0.1", port), 0.5).close()
                    break
                except OSError:
                    time.sleep(0.02)
            yield
        finally:
            server.terminate()
            server.wait(10)
