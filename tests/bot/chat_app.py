"""The application with its chat, as tests start it."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from fastapi import FastAPI

from bot.answer import Answer
from bot.api import create_app
from bot.conversation import AnswerQuestion
from bot.live_index import LiveIndex
from bot.settings import Settings
from index.passage_index import PassageIndex

T = TypeVar("T")


def app_with_chat(
    passage_index: PassageIndex | LiveIndex,
    answer: AnswerQuestion | None = None,
    *,
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> FastAPI:
    """`create_app`, called while an event loop runs: where none does, Gradio makes some and leaves them open.

    :param answer: what answers in the chat in place of `answer_query` with the index.
    """

    async def build() -> FastAPI:
        with pytest.MonkeyPatch.context() as patch:
            if answer is not None:
                patch.setattr("bot.api.answer_query", _without_index(answer))
            return create_app(passage_index, settings)

    return in_own_loop(build())


def in_own_loop(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns, run in a thread of its own: Playwright keeps a loop running in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _without_index(answer: AnswerQuestion) -> Callable[..., Answer]:
    def answered(query: str, *, passage_index: PassageIndex, **asked: Any) -> Answer:  # noqa: ANN401
        return answer(query, **asked)

    return answered
