"""A directory of invented speakers."""

from index.speakers.directory import SpeakerDirectory

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
    return SpeakerDirectory(
        ROLES.items(), SPEAKERS, is_misspelt=lambda word: word.startswith("mis") or word in ("lindh", "astrm")
    )
