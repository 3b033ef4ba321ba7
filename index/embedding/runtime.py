"""ONNX Runtime and OpenVINO without their telemetry."""

import os
import sys
from types import ModuleType


def load_onnxruntime() -> ModuleType:
    """The module, kept from calling its makers.

    Version 1.32 looks up a host of theirs from the moment it is imported and keeps events in the user's cache folder;
    its own `disable_telemetry_events` comes too late for that, this variable does not.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    module: ModuleType = onnxruntime
    return module


def load_openvino() -> ModuleType:
    """The module, kept from calling its makers.

    Version 2026.4 sends an event to a host of theirs when it is imported, through a package of its own. Without that
    package it does everything but that, so none is to be found.

    :raises ImportError: where it is not installed.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type] # how Python marks what must not load
    import openvino

    module: ModuleType = openvino
    return module
