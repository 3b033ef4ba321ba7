"""The encoder of an index: made once for a model, opened again from its folder."""

import hashlib
import json
import logging
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from index.embedding.encoder import Encoder
from index.embedding.model import ModelSource, file_sha256, find_model, folder_sha256
from index.errors import ModelError
from index.files import sync_folder, write_atomically

logger = logging.getLogger(__name__)

RECORD_FILE = "model.json"


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """Which model an encoder folder holds, and the hash of each of its files; no files means torch answers."""

    name: str
    sha256: str
    folder: str | None
    dim: int
    files: dict[str, str]


def make_encoder(encoders: Path, model: str | None) -> tuple[Encoder, ModelRecord, Path]:
    """The model's encoder, its record, and its folder below `encoders`; exported to ONNX unless that is done already.

    :raises ModelError: where the model cannot be found or loaded.
    """
    source = find_model(model)
    known = _sha256_without_loading(source)
    if known and (encoders / known[:16] / RECORD_FILE).is_file():
        try:
            folder = encoders / known[:16]
            return open_encoder(folder), read_record(folder), folder
        except ModelError as error:
            logger.warning("making the encoder anew: %s", error)
    return _export(encoders, source, known)


def open_encoder(folder: Path, *, for_many: bool = False) -> Encoder:
    """The encoder in the folder, its files checked against their hashes.

    :param for_many: whether it is to embed thousands of texts rather than a question at a time.
    :raises ModelError: where a file is missing or altered, or the model that torch must load is another one by now.
    """
    record = read_record(folder)
    with ThreadPoolExecutor(1) as executor:
        # Hashing leaves the interpreter to others, so that loading what will open the files costs no time of its own.
        checked = executor.submit(_check_files, folder, record)
        if record.files:
            from index.embedding.onnx_encoder import OnnxEncoder

            try:
                encoder = OnnxEncoder(folder, for_many=for_many)
            except Exception:
                checked.result()  # an altered file is the better explanation
                raise
            checked.result()
            return encoder
    return _torch_encoder(record)


def _check_files(folder: Path, record: ModelRecord) -> None:
    for name, sha256 in record.files.items():
        if not (folder / name).is_file() or file_sha256(folder / name) != sha256:
            raise ModelError(f"{folder / name} is missing or altered; run 'onrecord index' to make it anew")


def read_record(folder: Path) -> ModelRecord:
    """What the folder says of its model.

    :raises ModelError: where it says nothing that can be read.
    """
    try:
        return ModelRecord(**json.loads((folder / RECORD_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{folder} holds no encoder ({error}); run 'onrecord index' to make it anew") from error


def _export(encoders: Path, source: ModelSource, known: str | None) -> tuple[Encoder, ModelRecord, Path]:
    from index.embedding.export import export_model
    from index.embedding.torch_encoder import TorchEncoder, load_sentence_transformer

    model = load_sentence_transformer(source)
    sha256 = known or _parameters_sha256(model)
    encoders.mkdir(parents=True, exist_ok=True)
    folder = encoders / sha256[:16]
    partial = Path(tempfile.mkdtemp(dir=encoders, prefix=".partial-"))
    try:
        encoder: Encoder
        try:
            encoder = export_model(model, partial)
        except ModelError as error:
            logger.warning("answers will need torch and start slower: %s", error)
            shutil.rmtree(partial)
            partial.mkdir()
            encoder = TorchEncoder(model)
        files = {file.name: file_sha256(file) for file in sorted(partial.iterdir())}
        model_folder = str(source.folder.resolve()) if source.folder and not files else None
        record = ModelRecord(name=source.name, sha256=sha256, folder=model_folder, dim=encoder.dim, files=files)
        _write_record(record, partial)
        if folder.exists():
            shutil.rmtree(folder)
        partial.chmod(0o755)
        partial.rename(folder)
        sync_folder(encoders)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return encoder, record, folder


def _write_record(record: ModelRecord, folder: Path) -> None:
    fields = {
        "name": record.name,
        "sha256": record.sha256,
        "folder": record.folder,
        "dim": record.dim,
        "files": record.files,
    }
    write_atomically(folder / RECORD_FILE, json.dumps(fields, indent=2, ensure_ascii=False) + "\n")


def _torch_encoder(record: ModelRecord) -> Encoder:
    from index.embedding.torch_encoder import TorchEncoder, load_sentence_transformer

    source = ModelSource(record.name, Path(record.folder) if record.folder else None)
    model = load_sentence_transformer(source)
    if (_sha256_without_loading(source) or _parameters_sha256(model)) != record.sha256:
        raise ModelError(f"the model '{record.name}' is not the one the index was built with; run 'onrecord index'")
    return TorchEncoder(model)


def _sha256_without_loading(source: ModelSource) -> str | None:
    return folder_sha256(source.folder) if source.folder else None


def _parameters_sha256(model: object) -> str:
    """The hash of all parameters: what identifies a model that is known by name only."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):  # type: ignore[attr-defined]
        digest.update(f"{name} {tuple(tensor.shape)} {tensor.dtype}\n".encode())
        digest.update(tensor.detach().cpu().contiguous().view(-1).float().numpy().tobytes())
    return digest.hexdigest()
