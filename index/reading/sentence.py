"""Where a sentence ends, and where one cannot."""

import re

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$|[\"”»]$")
_CANNOT_END = re.compile(
    r"(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|but|nor|as|than|that|which|who|whose|his|her|its|their|our|my"
    r"|your|is|are|was|were|be|been|has|have|had|will|would|could|should|may|might|must|not|no|into|onto|over|under"
    r"|between|among|against|during|without|within|about|after|before|because|while|if|when|where"
    r"|mr\.?|mrs\.?|ms\.?|dr\.?|sen\.|rep\.|gov\.|gen\.|mayor|president|minister|senator|governor|professor)",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a stop or a closing quotation mark."""
    return bool(_ENDS.search(text))


def breaks_off(text: str) -> bool:
    """Whether the text closes with a comma, or with a word that no sentence ends with: "the", "Mr."."""
    return text.endswith(",") or bool(_CANNOT_END.fullmatch(text.rsplit(maxsplit=1)[-1]))
