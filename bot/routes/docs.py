"""/docs: the description of the API as a page for people."""

from functools import cache

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from bot.render.api_page import api_page, api_styles


def add_docs(app: FastAPI) -> None:
    """Let the application describe its API to whoever reads it; programs read /openapi.json."""

    @cache
    def page() -> str:
        return api_page(app.openapi())

    @app.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(page(), headers={"Cache-Control": "no-cache"})

    @app.get("/docs/page.css", include_in_schema=False)
    def styles() -> Response:
        return Response(api_styles(), media_type="text/css", headers={"Cache-Control": "no-cache"})
