"""The application as other sites' pages load it, and two people who speak of one thing."""

from fastapi import FastAPI

from bot.api import create_app
from bot.settings import Settings
from index.passage_index import PassageIndex
from tests.fakes import fake_index, fake_passage, quotation

BORDER = "The border is shut, said Ann Lee."
SANCTIONS = "Sanctions at the border, said Bo Li. Sanctions!"
WEATHER = "Fine weather, with music."


def embedded_app(passage_index: PassageIndex, frame_ancestors: tuple[str, ...] = ()) -> FastAPI:
    """The application without the chat, which the pages of those origins may frame."""
    return create_app(passage_index, Settings(frame_ancestors=frame_ancestors), with_chat=False)


def two_speakers() -> PassageIndex:
    return fake_index(
        [
            fake_passage(BORDER, quotation(BORDER, "The border is shut", "Ann Lee", role="mayor"), number=1),
            fake_passage(SANCTIONS, quotation(SANCTIONS, "Sanctions at the border", "Bo Li"), number=2),
            fake_passage(WEATHER, number=3),
        ]
    )
