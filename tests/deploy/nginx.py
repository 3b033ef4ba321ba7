"""nginx with the very configuration that docs/deploy.md shows."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.http.listener import bound_socket
from tests.bot.http.served import DEADLINE_SECONDS, wait_for

_AROUND = """
daemon off;
pid {folder}/pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


def shown_configuration(repository: Path, name: str) -> str:
    """The block of docs/deploy.md that is marked as tested under that name."""
    text = (repository / "docs" / "deploy.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- tested: {name} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


def required_nginx() -> str:
    """The nginx of this machine; without one the test is skipped, or fails where ONRECORD_REQUIRE_NGINX is 1."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        if os.environ.get("ONRECORD_REQUIRE_NGINX") == "1":
            pytest.fail("no nginx on the path")
        pytest.skip("no nginx on the path")
    return found


@contextmanager
def behind_nginx(server: str, ports: Mapping[int, int], folder: Path) -> Iterator[str]:
    """The address of nginx with that server, which finds onrecord on other ports than it is written."""
    program = required_nginx()
    with bound_socket("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    # Browsers ask each site for its icon, which is the site's own affair.
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port}; location = /favicon.ico {{ return 204; }}")
    for written, real in ports.items():
        assert f"127.0.0.1:{written}/" in server
        server = server.replace(f"127.0.0.1:{written}/", f"127.0.0.1:{real}/")
    configuration = folder / "nginx.conf"
    configuration.write_text(_AROUND.format(folder=folder, server=server), encoding="utf-8")
    said = folder / "said"
    with said.open("wb") as log:
        process = subprocess.Popen([program, "-p", str(folder), "-c", str(configuration)], stderr=log)
    try:
        wait_for(lambda: process.poll() is not None or _listens(port))
        assert process.poll() is None, said.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(DEADLINE_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
