"""NAME.meta.yaml: what an article's text does not state, or states wrongly."""

import datetime
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from index.article import is_text
from index.errors import ArticleError


@dataclass(frozen=True, slots=True)
class SuppliedMetadata:
    """Fields that were given beside the article; None where the article's own text decides."""

    title: str | None = None
    standfirst: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


NOTHING_SUPPLIED = SuppliedMetadata()
FIELD_NAMES = tuple(field.name for field in fields(SuppliedMetadata))


def read_metadata(path: Path) -> SuppliedMetadata:
    """The fields that the file gives; none where there is no file.

    :raises ArticleError: where the file is not a YAML mapping of known fields to text or dates.
    """
    if not path.exists():
        return NOTHING_SUPPLIED
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:  # a ValueError is a date such as 2023-13-99
        reason = " ".join(str(error).split())
        raise ArticleError(f"{path} is not a YAML file of metadata ({reason}); mend it") from error
    if document is None:
        return NOTHING_SUPPLIED
    if not isinstance(document, dict):
        raise ArticleError(f"{path} must give fields as 'name: value' lines, of {', '.join(FIELD_NAMES)}")
    return SuppliedMetadata(
        **{_known(name, path): _as_text(value, str(name), path) for name, value in document.items()}
    )


def _known(name: object, path: Path) -> str:
    if name not in FIELD_NAMES:
        raise ArticleError(f"{path}: '{name}' is no metadata field; use {', '.join(FIELD_NAMES)}")
    return str(name)


def _as_text(value: object, name: str, path: Path) -> str | None:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) and not is_text(value):
        raise ArticleError(f"{path}: '{name}' holds a character that is not text; type it anew")
    if value is None or isinstance(value, str):
        return value
    raise ArticleError(f"{path}: '{name}' must be text or a date; put the value in quotation marks")
