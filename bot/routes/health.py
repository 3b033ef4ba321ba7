"""/healthz: whether the process answers."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from index.passage_index import PassageIndex


def add_health(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application say that it runs."""

    # A coroutine, unlike the others: it answers also while every thread is at work.
    @app.get("/healthz")
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"})
