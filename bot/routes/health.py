"""/healthz: whether the process answers."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from index.passage_index import PassageIndex


def add_health(app: FastAPI, passage_index: PassageIndex) -> None:
    """Let the application say that it runs."""

    @app.get("/healthz")
    def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"})
