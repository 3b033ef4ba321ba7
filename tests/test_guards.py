"""The rules of the house that no type checker sees: layers, light imports, package names, the committed passages."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from index.build_passages import build_passages, read_articles
from index.passage import read_passages
from index.store.article_texts import read_article_texts
from index.verbatim import check_verbatim

HEAVY = (
    "torch",
    "gradio",
    "faiss",
    "spacy",
    "sentence_transformers",
    "transformers",
    "onnxruntime",
    "openvino",
    "pandas",
    "scipy",
    "ir_measures",
    "mcp",
)

ROOM_OF: dict[str, str | tuple[str, ...]] = {
    "sentence_transformers": "index/embedding",
    "torch": "index/embedding",
    "onnxruntime": "index/embedding",
    "openvino": "index/embedding",
    "tokenizers": "index/embedding",
    "faiss": "index/store",
    "tantivy": "index/lexical",
    "rapidfuzz": ("index/building/remove.py", "index/lexical/", "index/speakers/"),
    "spacy": "index/attribution",
    "gradio": "bot/chat.py",
    "click": ("bot/cli.py", "bot/commands/"),
    "ir_measures": "bot/check/measures.py",
    "scipy": "bot/check/uncertainty.py",
    "httpx": ("bot/check/server_target.py", "bot/remote/"),
    "limits": "bot/http/rate_limit.py",
    "mcp": "bot/tools/",
    "prometheus_client": "bot/http/metrics.py",
    "uvicorn": "bot/http/",
    "rich": ("bot/commands/report_output.py", "bot/render/check/table.py"),
    "pytest": ("bot/pytest_plugin.py", "bot/pytest_questions.py"),
}


def imported_by(path: Path) -> set[str]:
    """The dotted names of all modules that the file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def modules(repository: Path, *packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((repository / package).rglob("*.py"))]


def test_index_never_imports_bot(repository: Path) -> None:
    guilty = [
        str(path.relative_to(repository))
        for path in modules(repository, "index")
        if any(name.split(".")[0] in ("bot", "tests") for name in imported_by(path))
    ]
    assert guilty == []


@pytest.mark.parametrize(("library", "room"), ROOM_OF.items())
def test_each_third_party_keeps_to_its_room(repository: Path, library: str, room: str | tuple[str, ...]) -> None:
    users = {
        path.relative_to(repository).as_posix()
        for path in modules(repository, "bot", "index")
        if any(name.split(".")[0] == library for name in imported_by(path))
    }
    assert users
    assert {user for user in users if not user.startswith(room)} == set()


def test_environment_is_read_in_settings_only(repository: Path) -> None:
    readers = {
        path.relative_to(repository).as_posix()
        for path in modules(repository, "bot", "index")
        if any(word in path.read_text(encoding="utf-8") for word in ("os.environ", "getenv"))
    }
    # The other one reads nothing: it sets what keeps a library from calling its makers.
    assert readers == {"bot/settings.py", "index/embedding/runtime.py"}


@pytest.mark.parametrize("module", ["bot.cli", "bot.api", "bot.answer"])
def test_import_is_light(module: str) -> None:
    program = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    # What answers needs ONNX Runtime, but only once it opens an index.
    assert done.stdout == "[]\n"


def test_packages_are_listed_as_they_lie(repository: Path) -> None:
    listed = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    lying = {
        path.parent.relative_to(repository).as_posix().replace("/", ".")
        for path in modules(repository, "bot", "index")
        if path.name == "__init__.py"
    }
    assert sorted(listed) == sorted(lying)
    assert len({path.parent for path in modules(repository, "bot", "index")}) == len(lying)


def test_initial_modules_hold_a_docstring_only(repository: Path) -> None:
    for path in modules(repository, "bot", "index"):
        if path.name == "__init__.py":
            (statement,) = ast.parse(path.read_text(encoding="utf-8")).body
            assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant), path


def test_committed_passages_are_what_reading_gives(repository: Path, tmp_path: Path) -> None:
    # The articles that the committed passages were read from; others may lie beside them, not read yet.
    passages = read_passages(repository / "data" / "passages.jsonl")
    articles = {p.article.id: p for p in passages}
    read = [a for a in read_articles([str(repository / "data" / "articles")]) if a.id in articles]
    build_passages(read, tmp_path / "passages.jsonl")
    assert (tmp_path / "passages.jsonl").read_bytes() == (repository / "data" / "passages.jsonl").read_bytes()
    for article_id in articles:
        written = (tmp_path / "texts" / f"{article_id}.txt").read_bytes()
        assert written == (repository / "data" / "texts" / f"{article_id}.txt").read_bytes()


def test_committed_passages_keep_the_verbatim_law(repository: Path) -> None:
    passages = read_passages(repository / "data" / "passages.jsonl")
    for passage in passages:
        text = (repository / "data" / "texts" / f"{passage.article.id}.txt").read_bytes().decode("utf-8")
        assert text[passage.start_char : passage.end_char] == passage.text
    report = check_verbatim(passages, read_article_texts(passages, repository / "data" / "texts"))
    assert (report.n_verbatim, report.not_checkable, report.breaches) == (len(passages), (), ())
