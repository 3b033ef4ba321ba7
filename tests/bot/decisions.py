"""A decision of known geometry, in place of the fitted one."""

from bot.decision.model import Decision

BY_COSINE = Decision({"cosine": 20.0}, -10.0)
"""An answer from a cosine of 0.363 on, the closest from 0.291 on: where 20 x - 10 is the log odds of the thresholds."""
