"""Numbers as features: which of a few bounds they stay within."""

from collections.abc import Sequence


def bucket(number: int, bounds: Sequence[int]) -> str:
    """The first of the rising bounds that the number does not exceed, or "more"."""
    return next((str(bound) for bound in bounds if number <= bound), "more")
