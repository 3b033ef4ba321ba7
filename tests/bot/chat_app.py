"""The application with its chat, as tests start it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI

from bot.api import create_app
from index.passage_index import PassageIndex


def app_with_chat(passage_index: PassageIndex) -> FastAPI:
    """`create_app`, called while an event loop runs: where none does, Gradio makes some and leaves them open."""

    async def build() -> FastAPI:
        return create_app(passage_index)

    # In a thread of its own, since Playwright keeps a loop running in the tests' thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(build())).result()
