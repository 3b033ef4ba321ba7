"""The encoder of a build: the index's own, opened so that it embeds many texts fast."""

from pathlib import Path
from typing import Literal

from index.embedding.encoder import Encoder
from index.embedding.load import open_encoder, read_record
from index.errors import ModelError

Runtime = Literal["onnx", "openvino"]
"""What computes the embeddings of a build; questions are always embedded by ONNX Runtime."""


def bulk_encoder(encoder_folder: Path, runtime: Runtime = "onnx") -> Encoder:
    """The folder's encoder for thousands of texts; a model that has no ONNX form is computed by torch.

    :raises ModelError: where the folder's files are missing or altered, OpenVINO is asked for and not installed, or it
        is asked for and the model has no ONNX form.
    """
    if runtime == "onnx":
        return open_encoder(encoder_folder, for_many=True)
    record = read_record(encoder_folder)
    if not record.files:
        raise ModelError(
            f"OpenVINO cannot compute the model '{record.name}', which has no ONNX form; embed it without --embed-with"
        )
    open_encoder(encoder_folder)  # its files are what they were
    try:
        from index.embedding.openvino_encoder import OpenVinoEncoder

        return OpenVinoEncoder(encoder_folder)
    except ImportError as error:
        raise ModelError("OpenVINO is not installed; run pip install 'onrecord[openvino]'") from error
