"""What an index folder holds, in one small file that is also the switch from one generation to the next."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import IndexFolderError
from index.files import write_atomically

FORMAT_VERSION = 3
"""Counts up with the files, with what is embedded of a passage, and with the terms and fields of the word search."""

MANIFEST_FILE = "manifest.json"
GENERATIONS_FOLDER = "generations"
SEGMENTS_FOLDER = "segments"
ENCODERS_FOLDER = "encoders"
PENDING_FOLDER = "pending"
LOCK_FILE = "writer.lock"

_OURS = {GENERATIONS_FOLDER, SEGMENTS_FOLDER, ENCODERS_FOLDER, PENDING_FOLDER, LOCK_FILE}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The current generation of an index, and what made it.

    `generation_sha256` is the hash of the generation's file, which has those of all others; `encoder` is the encoder's
    folder, `encoder_sha256` the hash of its record, None where the index has none.
    """

    format: int
    generation: str
    generation_sha256: str
    built: str
    model: str
    model_sha256: str
    encoder: str
    encoder_sha256: str | None
    dim: int
    n_passages: int
    n_articles: int


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Make the manifest's generation the current one, in one atomic step."""
    write_atomically(folder / MANIFEST_FILE, _text_of(asdict(manifest)))


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest.

    :raises IndexFolderError: where there is no index, a folder of something else, or an index of another format.
    """
    path = folder / MANIFEST_FILE
    if not holds_index(folder) and is_ours(folder):
        raise IndexFolderError(f"no index in {folder}; run 'onrecord index'")
    if not path.is_file():
        raise IndexFolderError(f"{folder} is not an index of onrecord; choose another folder or run 'onrecord index'")
    try:
        text = path.read_bytes().decode("utf-8")
        record = json.loads(text)
        version = record["format"]
        if version == FORMAT_VERSION:
            return _checked(record, text, path)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexFolderError(f"{path} cannot be read ({error!r}); run 'onrecord index' to build it anew") from error
    raise IndexFolderError(
        f"{folder} has index format {version}, this onrecord reads format {FORMAT_VERSION}; "
        "run 'onrecord index' to build it anew"
    )


def format_of(folder: Path) -> int | None:
    """The format version that the folder's manifest states, or None where it states none."""
    try:
        version = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return version if isinstance(version, int) else None


def holds_index(folder: Path) -> bool:
    """Whether the folder holds an index, whole or damaged, of this format or another."""
    return (folder / MANIFEST_FILE).is_file()


def is_ours(folder: Path) -> bool:
    """Whether a build may write to the folder: it does not exist, is empty, or holds an index already."""
    if not folder.exists():
        return True
    return folder.is_dir() and (not any(folder.iterdir()) or holds_index(folder) or _is_begun(folder))


def _is_begun(folder: Path) -> bool:
    """Whether the folder holds only what a killed first build left."""
    return all(entry.name in _OURS or entry.name.startswith(".partial-") for entry in folder.iterdir())


def _text_of(record: dict[str, Any]) -> str:
    return json.dumps({**record, "sha256": _sha256(record)}, indent=2, ensure_ascii=False) + "\n"


def _checked(record: dict[str, Any], text: str, path: Path) -> Manifest:
    record.pop("sha256")
    if _text_of(record) != text:
        raise IndexFolderError(f"{path} was altered after the build; run 'onrecord index --repair' to rebuild it")
    return Manifest(**record)


def _sha256(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
