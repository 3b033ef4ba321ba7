"""What an index folder holds, in one small file that is also the switch from one build to the next."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import IndexFolderError
from index.files import write_atomically

FORMAT_VERSION = 2
"""Counts up with the files, with what is embedded of a passage, and with the terms and fields of the word search."""

MANIFEST_FILE = "manifest.json"
GENERATIONS_FOLDER = "generations"
ENCODERS_FOLDER = "encoders"
LOCK_FILE = "writer.lock"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The current generation of an index: where it lies, what made it, and the hash of each of its files.

    `content_sha256` is the hash of the passages and texts that were indexed, `encoder` the encoder's folder name.
    """

    format: int
    generation: str
    built: str
    model: str
    model_sha256: str
    encoder: str
    dim: int
    n_passages: int
    n_articles: int
    content_sha256: str
    files: dict[str, str]


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Make the manifest's generation the current one, in one atomic step."""
    write_atomically(folder / MANIFEST_FILE, json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n")


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
        record = json.loads(path.read_text(encoding="utf-8"))
        version = record["format"]
        if version == FORMAT_VERSION:
            return Manifest(**record)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexFolderError(f"{path} cannot be read ({error!r}); run 'onrecord index' to build it anew") from error
    raise IndexFolderError(
        f"{folder} has index format {version}, this onrecord reads format {FORMAT_VERSION}; "
        "run 'onrecord index' to build it anew"
    )


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
    return {entry.name for entry in folder.iterdir()} <= {GENERATIONS_FOLDER, ENCODERS_FOLDER, LOCK_FILE}
