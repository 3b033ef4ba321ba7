"""ONNX Runtime without its telemetry."""

import os
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
