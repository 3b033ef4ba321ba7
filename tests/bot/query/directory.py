"""A directory of invented speakers."""

from index.passage import Attribution
from index.speakers.directory import SpeakerDirectory
from tests.fakes import fake_passage

SPEAKERS = {
    "Ana Lind": 9,
    "Bo Ek": 5,
    "Dagny Holt": 4,
    "Ivo Holt": 3,
    "the harbour board": 2,
    "Karin Åström": 1,
    "the mayor of Aldby": 1,
    "Mr. Falk": 1,
}
ROLES = {"Bo Ek": "harbour master of Östervik", "Karin Åström": "head of the Nordby Institute"}


def made_directory() -> SpeakerDirectory:
    """The speakers with their roles; a word that begins with "mis" is misspelt, and so are "lnid" and "astrm"."""
    passages = [
        fake_passage("x", Attribution(kind="direct", start_char=0, end_char=1, speaker=name, role=role))
        for name, role in ROLES.items()
    ]
    return SpeakerDirectory(
        passages, SPEAKERS, is_misspelt=lambda word: word.startswith("mis") or word in ("lindh", "astrm")
    )
