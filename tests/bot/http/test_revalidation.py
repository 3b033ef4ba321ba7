"""Replies that a cache may keep: the same tag for the same address and build, never for what was refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.code_version import code_version
from bot.settings import Settings
from index.passage_index import PassageIndex
from tests.fakes import MemorySnapshot, fake_index, fake_passage

PASSAGES = [fake_passage("Rain at the border.", number=number) for number in range(1, 9)]
ASK = "/api/v1/ask?q=border"


def client_of(generation: str = "one", settings: Settings = Settings()) -> TestClient:  # noqa: B008 - frozen
    snapshot = fake_index(PASSAGES).snapshot
    assert isinstance(snapshot, MemorySnapshot)
    changed = PassageIndex(snapshot=replace(snapshot, generation=generation), encoder=fake_index([]).encoder)
    return TestClient(create_app(changed, settings, with_chat=False))


CLIENT = client_of()
TAG = CLIENT.get(ASK).headers["etag"]

pytestmark = pytest.mark.usefixtures("decision_by_cosine")


def status_with(given: str, path: str = ASK, client: TestClient = CLIENT, method: str = "GET") -> int:
    return client.request(method, path, headers={"If-None-Match": given}).status_code


def test_good_reply_has_a_weak_tag_and_is_asked_for_again() -> None:
    headers = CLIENT.get(ASK).headers
    assert (headers["etag"], headers["cache-control"]) == (TAG, "no-cache")
    assert TAG.startswith('W/"') and len(TAG) == len('W/""') + 32


@pytest.mark.parametrize("given", [TAG, TAG.removeprefix("W/"), f'"other", {TAG}', f'{TAG},W/"other"', f"  {TAG} "])
def test_whoever_has_it_gets_no_body(given: str) -> None:
    reply = CLIENT.get(ASK, headers={"If-None-Match": given})
    assert (reply.status_code, reply.content) == (304, b"")
    assert (reply.headers["etag"], reply.headers["cache-control"]) == (TAG, "no-cache")
    assert "content-type" not in reply.headers


@pytest.mark.parametrize("given", ["*", '"other"', "", TAG[:-2] + '"', TAG.upper(), f"x{TAG}", "\u00ff"])
def test_whoever_has_something_else_gets_it_whole(given: str) -> None:
    assert CLIENT.get(ASK, headers={b"If-None-Match": given.encode("latin-1")}).status_code == 200


def test_head_is_answered_as_get_is() -> None:
    reply = CLIENT.head(ASK)
    assert (reply.status_code, reply.headers["etag"], reply.content) == (200, TAG, b"")
    assert status_with(TAG, method="HEAD") == 304


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/ask?q=Border",
        "/api/v1/ask?q=border&k=2",
        "/api/v1/ask?q=border&",
        "/api/v1/speakers",
        "/api/v1/cards?q=border",
    ],
)
def test_another_question_is_another_reply(path: str) -> None:
    reply = CLIENT.get(path)
    assert reply.status_code == 200
    assert reply.headers["etag"] != TAG
    assert status_with(TAG, path) == 200


def test_another_build_release_code_or_reranker_is_another_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    assert status_with(TAG, client=client_of("one")) == 304
    assert status_with(TAG, client=client_of("two")) == 200
    assert status_with(TAG, client=client_of("one", Settings(reranker="one"))) == 200
    with monkeypatch.context() as patched:
        patched.setattr("bot.api.version", lambda name: "99")
        assert status_with(TAG, client=client_of("one")) == 200
    monkeypatch.setattr("bot.api.code_version", lambda: "another")
    assert status_with(TAG, client=client_of("one")) == 200


def test_version_of_the_code_goes_with_the_names_and_the_contents_of_its_files(tmp_path: Path) -> None:
    def version_of(**files: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir()))) / "bot"
        (folder / "page").mkdir(parents=True)
        for name, text in files.items():
            (folder / "page" / name.replace("_", ".")).write_text(text)
        return code_version((folder,))

    one = version_of(a_py="x", b_css="y")
    assert one == version_of(b_css="y", a_py="x") == version_of(a_py="x", b_css="y", a_pyc="z")
    others = {version_of(a_py="x"), version_of(a_py="y", b_css="y"), version_of(a_py="x", c_css="y")}
    assert len(others - {one}) == 3


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/ask", 422), ("/api/v1/ask?q=", 422), ("/api/v1/passages/a:99", 404), ("/api/v1/nothing", 404)],
)
def test_refusal_is_kept_by_nobody(path: str, status: int) -> None:
    reply = CLIENT.get(path)
    assert (reply.status_code, reply.headers["cache-control"]) == (status, "no-store")
    assert "etag" not in reply.headers


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/openapi.json", "/docs"])
def test_what_is_not_of_the_index_has_no_tag(path: str) -> None:
    assert "etag" not in CLIENT.get(path).headers


def test_what_is_posted_has_no_tag() -> None:
    reply = CLIENT.post("/api/v1/verify", json={"passages": []})
    assert reply.status_code == 200
    assert "etag" not in reply.headers


def test_compressed_reply_has_the_same_tag() -> None:
    packed = CLIENT.get(ASK, headers={"Accept-Encoding": "gzip"})
    plain = CLIENT.get(ASK, headers={"Accept-Encoding": "identity"})
    assert (packed.headers["content-encoding"], packed.headers["etag"]) == ("gzip", TAG)
    assert ("content-encoding" in plain.headers, plain.headers["etag"]) == (False, TAG)
    assert packed.json() == plain.json()
    for reply in (packed, plain):
        assert "Accept-Encoding" in reply.headers["vary"].split(", ")
    again = CLIENT.get(ASK, headers={"Accept-Encoding": "gzip", "If-None-Match": TAG})
    assert (again.status_code, again.content, "content-encoding" in again.headers) == (304, b"", False)
