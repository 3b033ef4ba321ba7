"""The description of the API as a page: what can be asked for, with what, and what comes back."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from bot.render.escaping import escaped

Described = Mapping[str, Any]


def api_page(described: Described) -> str:
    """A page of HTML without scripts.

    :param described: an OpenAPI 3.1 document.
    """
    info = described["info"]
    sections = "".join(_section(tag, described) for tag in described["tags"])
    shapes = "".join(_shape(name, schema) for name, schema in sorted(described["components"]["schemas"].items()))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escaped(info["title"])}: the API</title><link rel="stylesheet" href="docs/page.css"></head>'
        "<body><main>"
        f"<h1>{escaped(info['title'])}: the API</h1><p>{escaped(info['description'])}</p>"
        f'<p>Release {escaped(info["version"])}. For programs: <a href="openapi.json">openapi.json</a>.</p>'
        f"{sections}<h2>What comes back</h2>{shapes}</main></body></html>"
    )


def api_styles() -> str:
    """The page's CSS."""
    return (files("bot.render") / "api_page.css").read_text(encoding="utf-8")


def _section(tag: Described, described: Described) -> str:
    operations = "".join(
        _operation(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if operation.get("tags") == [tag["name"]]
    )
    return f"<h2>{escaped(tag['name'].capitalize())}</h2><p>{escaped(tag['description'])}</p>{operations}"


def _operation(method: str, path: str, operation: Described) -> str:
    answers = "".join(_answer(status, response) for status, response in operation["responses"].items())
    # What begins the function's docstring says it all; the summary is made of its name.
    return (
        f"<section><h3><code>{method.upper()} {escaped(path)}</code></h3>"
        f"<p>{_with_code(operation.get('description', ''))}</p>{_parameters(operation.get('parameters', ()))}"
        f"<ul>{answers}</ul></section>"
    )


def _with_code(text: str) -> str:
    """The text as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped(text))


def _parameters(parameters: Iterable[Described]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{escaped(parameter["name"])}</code></th>'
        f"<td>{'required' if parameter.get('required') else _default(parameter['schema'])}</td>"
        f"<td>{escaped(parameter.get('description', ''))}</td></tr>"
        for parameter in parameters
    )
    return _table(("Parameter", "If left out", "What it is"), rows) if rows else ""


def _default(schema: Described) -> str:
    default = schema.get("default")
    if default is None or default == "":
        return "–"
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return f"<code>{escaped(shown)}</code>"


def _answer(status: str, response: Described) -> str:
    kinds = response.get("content", {})
    shown = ", ".join(f"{escaped(media)}{_of(content.get('schema', {}))}" for media, content in kinds.items())
    meaning = "OK" if status == "200" else response["description"]
    return f"<li><code>{status}</code> {escaped(meaning)}{f': {shown}' if shown else ''}</li>"


def _of(schema: Described) -> str:
    return f" {_type(schema)}" if "$ref" in schema else ""


def _shape(name: str, schema: Described) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{escaped(field)}</code></th><td>{_type(kind)}</td>'
        f"<td>{escaped(kind.get('description', ''))}</td></tr>"
        for field, kind in schema.get("properties", {}).items()
    )
    return (
        f'<section id="{escaped(name)}"><h3>{escaped(name)}</h3><p>{escaped(schema.get("description", ""))}</p>'
        f"{_table(('Field', 'Type', 'What it is'), rows)}</section>"
    )


def _table(heads: Iterable[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _type(schema: Described) -> str:
    """The type in a few words; another shape is a link."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{escaped(name)}">{escaped(name)}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"<code>{escaped(str(value))}</code>" for value in schema["enum"])
    if "const" in schema:
        return f"<code>{escaped(str(schema['const']))}</code>"
    if "prefixItems" in schema:
        return f"[{', '.join(_type(each) for each in schema['prefixItems'])}]"
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object" and "additionalProperties" in schema:
        return f"object of {_type(schema['additionalProperties'])}"
    return escaped(str(schema.get("type", "any")))
