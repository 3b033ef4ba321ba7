"""What the commands that serve have in common: where they listen, who may ask, what is logged."""

import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from bot.settings import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_RATE, LOG_REQUESTS, RequestLog, Settings

Command = Callable[..., Any]


def serving_options(command: Command) -> Command:
    """The command with the options of a server, which reach it as `host`, `port`, `root_path` and `serving`."""
    options = [
        click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on."),
        click.option("--port", type=int, default=DEFAULT_PORT, show_default=True, help="The port to listen on."),
        click.option(
            "--root-path",
            default="",
            callback=_root_path,
            metavar="PATH",
            help="The prefix, as /quotes, below which a proxy serves this and which it takes off.",
        ),
        click.option(
            "--frame-ancestor",
            "frame_ancestors",
            multiple=True,
            metavar="ORIGIN",
            help="A site, as https://wiki.example, whose pages may show this in a frame; as often as needed [none].",
        ),
        click.option(
            "--rate-limit",
            metavar="RATE",
            help=f"How often one client may ask, as {DEFAULT_RATE}, or off [{DEFAULT_RATE}; this machine as it likes].",
        ),
        click.option(
            "--log-requests",
            type=click.Choice(LOG_REQUESTS),
            help="Write a line of JSON to standard error for each request; with questions, also what was asked [off].",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def with_serving(
    settings: Settings, frame_ancestors: tuple[str, ...], rate_limit: str | None, log_requests: RequestLog | None
) -> Settings:
    """The settings with the options that were given in place of the environment's.

    :raises ServeError: where one cannot be used: found here, before anything takes its time.
    """
    from bot.http.login import parsed_login
    from bot.http.rate_limit import parsed_rate
    from bot.http.security_headers import checked_origins
    from bot.tools.hosts import checked_hosts

    settings = replace(
        settings,
        frame_ancestors=checked_origins(frame_ancestors or settings.frame_ancestors),
        rate_limit=rate_limit or settings.rate_limit,
        log_requests=log_requests or settings.log_requests,
    )
    if settings.rate_limit not in (None, "off"):
        parsed_rate(settings.rate_limit)
    if settings.login is not None:
        parsed_login(settings.login)
    checked_hosts(settings.hosts)
    return settings


def log_to_stderr(settings: Settings) -> None:
    """Let what the program logs of itself go to standard error, and a line for each request where that is wanted."""
    # What other libraries warn of is about their own insides.
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s: %(message)s", stream=sys.stderr)
    for own in ("bot", "index"):
        logging.getLogger(own).setLevel(logging.WARNING)
    if settings.log_requests == "off":
        return
    from bot.http.access_log import ACCESS_LOG, JsonLine

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    log = logging.getLogger(ACCESS_LOG)
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.INFO)


def _root_path(_: click.Context, parameter: click.Parameter, value: str) -> str:
    path = value.rstrip("/")
    if path and not (
        path.startswith("/") and all(part.strip() and part not in (".", "..") for part in path[1:].split("/"))
    ):
        raise click.BadParameter(f"'{value}' is no path; write it like /quotes", param=parameter)
    return path
