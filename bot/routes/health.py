"""/healthz, /readyz and /metrics: how the process is."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from bot.http.metrics import Metrics
from bot.http.problem import problems
from bot.schema import HealthJson

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


def add_health(app: FastAPI, metrics: Metrics) -> None:
    """Let the application say that it runs, and what it has done; while the index is opened, `Opening` answers."""

    # Coroutines, unlike the others: they answer also while every thread is at work.
    @app.get("/healthz", response_model=HealthJson, tags=["operation"])
    async def healthz() -> JSONResponse:
        """Say that the process answers."""
        return JSONResponse({"status": "ok"})

    @app.get("/readyz", response_model=HealthJson, responses=problems(503), tags=["operation"])
    async def readyz() -> JSONResponse:
        """Say that questions are taken; 503 until the index is loaded."""
        return JSONResponse({"status": "ready"})

    @app.get("/metrics", response_class=Response, responses={200: {"content": {EXPOSITION: {}}}}, tags=["operation"])
    async def show_metrics() -> Response:
        """Give the counts in Prometheus' text format."""
        return Response(metrics.exposition(), headers={"Content-Type": EXPOSITION, "Cache-Control": "no-store"})
