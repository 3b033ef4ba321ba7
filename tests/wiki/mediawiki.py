"""A real MediaWiki with the extension: Debian's package, its database a file, served by PHP itself."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

CODE = Path("/usr/share/mediawiki")
EXTENSION = Path(__file__).parents[2] / "wiki" / "mediawiki" / "OnRecord"
START_SECONDS = 30
PASSWORD = "a long password of no worth"

# What the tests change stands in a file of its own, which each request reads anew.
_ADDED_SETTINGS = """
$given = json_decode( file_get_contents( __DIR__ . '/settings.json' ), true );
foreach ( $given['extensions'] as $name ) {{ wfLoadExtension( $name ); }}
wfLoadExtension( 'OnRecord', {extension} );
wfLoadSkin( 'Vector' );
$wgDefaultSkin = 'vector';
$wgShowExceptionDetails = true;
$wgRateLimits = [];
$wgJobRunRate = 0;
$wgFavicon = 'data:,';
foreach ( $given['settings'] as $name => $value ) {{ $GLOBALS[$name] = $value; }}
"""


@dataclass(frozen=True, slots=True)
class Wiki:
    """A running wiki; `folder` holds its settings and its database."""

    folder: Path
    address: str

    def configure(self, *, extensions: tuple[str, ...] = (), **settings: Any) -> None:  # noqa: ANN401
        """Set these variables of LocalSettings.php, and none besides, from the next request on."""
        given = {"extensions": list(extensions), "settings": settings}
        written = self.folder / "settings.new"
        written.write_text(json.dumps(given), encoding="utf-8")
        written.replace(self.folder / "settings.json")

    def begin_anew(self) -> None:
        """Nothing is configured, and nothing kept: another test's service may have been at the same port."""
        self.configure()
        with self._kept() as database:
            # The wiki makes the table when it first keeps something.
            if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'objectcache'").fetchone():
                database.execute("DELETE FROM objectcache WHERE keyname LIKE '%:onrecord:%'")
            database.commit()

    def kept_until(self, kind: str) -> int:
        """When the one thing of that kind that the extension keeps runs out, in seconds since 1970."""
        query = "SELECT exptime FROM objectcache WHERE keyname LIKE ?"
        with self._kept() as database:
            ((until,),) = database.execute(query, (f"%:onrecord:{kind}:%",)).fetchall()
        return int(datetime.strptime(until, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp())

    def _kept(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self.folder / "database" / "wikicache.sqlite", timeout=START_SECONDS))

    def write(self, title: str, wikitext: str) -> str:
        """The address of the page with that text, which an editor saved."""
        _run(self.folder, "maintenance/edit.php", "--user", "Admin", title, given=wikitext)
        return self.page(title)

    def save_again(self, title: str) -> None:
        """Save the page's text with a line more, as a browser sends it: MediaWiki composes what it is sent."""
        text = self.asked(action="parse", page=title, prop="wikitext")["parse"]["wikitext"]
        edited = self.asked(action="edit", title=title, text=f"{text}\n\nMore.", token="+\\")["edit"]
        assert edited["result"] == "Success"

    def page(self, title: str) -> str:
        return f"{self.address}/index.php?{urlencode({'title': title})}"

    def purge(self, title: str) -> None:
        """Let the page be made anew, as an editor can."""
        purged = self.asked(action="purge", titles=title, forcelinkupdate="1")["purge"]
        assert [page["title"] for page in purged if page.get("purged")] == [title]

    def shown(self, title: str) -> str:
        """The page as a reader gets it."""
        answer = httpx.get(self.page(title), timeout=START_SECONDS, trust_env=False)
        return answer.raise_for_status().text

    def html(self, wikitext: str, title: str = "Trial", **more: str) -> str:
        """What the wiki makes of the text, without a page of it being saved."""
        parsed = self.asked(action="parse", title=title, text=wikitext, prop="text", disablelimitreport="1", **more)
        return str(parsed["parse"]["text"])

    def html_by_command(self, wikitext: str) -> str:
        """The same from another process than those that serve the wiki."""
        return _run(self.folder, "maintenance/parse.php", given=wikitext)

    def seconds_cached(self, wikitext: str) -> int:
        """How long the wiki would show a page of that text without making it anew."""
        report = self.asked(action="parse", text=wikitext, prop="limitreportdata")["parse"]["limitreportdata"]
        return next(int(entry["0"]) for entry in report if entry["name"] == "cachereport-ttl")

    def categories(self, wikitext: str) -> list[str]:
        parsed = self.asked(action="parse", text=wikitext, prop="categories")
        return [category["category"] for category in parsed["parse"]["categories"]]

    def asked(self, **parameters: str) -> dict[str, Any]:
        """What the wiki's own API answers to a POST."""
        parameters |= {"format": "json", "formatversion": "2"}
        answer = httpx.post(f"{self.address}/api.php", data=parameters, timeout=START_SECONDS, trust_env=False)
        given: dict[str, Any] = answer.raise_for_status().json()
        assert "error" not in given, given
        return given


@contextmanager
def running_wiki(folder: Path) -> Iterator[Wiki]:
    """A wiki in that empty folder; without MediaWiki the test is skipped, or fails where it is required."""
    if not (CODE / "maintenance" / "install.php").exists() or shutil.which("php") is None:
        reason = "no MediaWiki: install Debian's packages mediawiki, php-cli and php-sqlite3"
        if os.environ.get("ONRECORD_REQUIRE_MEDIAWIKI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    wiki = Wiki(folder, f"http://127.0.0.1:{port}")
    _install(wiki)
    # A process group of its own: PHP's server leaves its workers behind when it is ended alone.
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            ["php", "-S", f"127.0.0.1:{port}", "-t", str(CODE)],
            cwd=CODE,
            env=_environment(folder) | {"PHP_CLI_SERVER_WORKERS": "4"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(wiki, server)
        yield wiki
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(START_SECONDS)


def _install(wiki: Wiki) -> None:
    database = ["--dbtype", "sqlite", "--dbname", "wiki", "--dbpath", str(wiki.folder / "database")]
    server = ["--server", wiki.address, "--scriptpath", "", "--confpath", str(wiki.folder), "--pass", PASSWORD]
    wiki.configure()
    _run(None, "maintenance/install.php", *database, *server, "Trial wiki", "Admin")
    local = wiki.folder / "LocalSettings.php"
    path = str(EXTENSION / "extension.json")
    assert not set("'\\") & set(path)
    added = _ADDED_SETTINGS.format(extension=f"'{path}'")
    local.write_text(local.read_text(encoding="utf-8") + added, encoding="utf-8")


def _run(folder: Path | None, script: str, *arguments: str, given: str = "") -> str:
    command = ["php", str(CODE / script), *arguments]
    ended = subprocess.run(
        command, input=given, env=_environment(folder), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, f"{script}: {ended.stdout}{ended.stderr}"
    return ended.stdout


def _environment(folder: Path | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return kept | ({} if folder is None else {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")})


def _wait_for(wiki: Wiki, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert server.poll() is None and time.monotonic() < deadline, "the wiki did not start"
        try:
            socket.create_connection(("127.0.0.1", int(wiki.address.rpartition(":")[2])), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
