"""Passages by number: how the parts of a search speak of them among themselves."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
"""Passages by their row, that is their place in the file they were built from; shape (n,)."""

Scores = NDArray[np.float32]
"""One score a row, shape (n,); higher is better."""
