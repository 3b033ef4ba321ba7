"""All that a request passes through on its way to a route, outermost first."""

from collections.abc import Callable

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from bot.embed.files import FILES
from bot.embed.refusals import EmbedRefusals
from bot.http.access_log import access_log
from bot.http.admission import Admission
from bot.http.body_limit import BodyLimit
from bot.http.chat_paths import CHAT, ChatPaths
from bot.http.exchange import Observe, Observed
from bot.http.faults import Faults
from bot.http.head_requests import HeadRequests
from bot.http.login import Login, parsed_login
from bot.http.metrics import Metrics
from bot.http.other_sites import OpenToOtherSites
from bot.http.own_redirects import OwnRedirects
from bot.http.rate_limit import RateLimit, parsed_rate
from bot.http.revalidation import Revalidation
from bot.http.security_headers import SecurityHeaders, checked_origins
from bot.settings import DEFAULT_RATE, MAX_BODY_BYTES, MAX_BODY_SECONDS, MAX_QUEUE, Settings

OPEN_TO_ALL = ("/api", *FILES)
"""What pages of any site may read: the read-only API, and the files that put it into them. A frame in a sandbox has no
origin, so that even its own files are another site's."""

MIN_COMPRESSED_BYTES = 1000
"""Below that a reply fits into one packet as it is."""


def middleware(settings: Settings, metrics: Metrics, build: Callable[[], str]) -> list[Middleware]:
    """The middleware that the settings ask for.

    :param build: names the release and the index as it is then: replies stay the same as long as it does.
    :raises ServeError: where a setting cannot be used.
    """
    observers: list[Observe] = [metrics.count]
    if settings.log_requests != "off":
        observers.append(access_log(with_questions=settings.log_requests == "questions"))
    framing = checked_origins(settings.frame_ancestors)
    return [
        Middleware(Observed, observers=observers),
        Middleware(HeadRequests, leaves=(CHAT,)),
        Middleware(OwnRedirects),
        Middleware(SecurityHeaders, frame_ancestors=framing),
        Middleware(GZipMiddleware, minimum_size=MIN_COMPRESSED_BYTES),
        Middleware(OpenToOtherSites, prefixes=OPEN_TO_ALL),
        # Allows no origin at all. Gradio looks for one in the parent application: without it, it would echo any site's
        # origin together with "credentials allowed".
        Middleware(CORSMiddleware),
        # Outside of all that may refuse.
        Middleware(EmbedRefusals, parents=framing),
        *_rate_limit(settings),
        *([Middleware(Login, login=parsed_login(settings.login))] if settings.login else []),
        Middleware(ChatPaths),
        Middleware(BodyLimit, max_bytes=MAX_BODY_BYTES, max_seconds=MAX_BODY_SECONDS),
        Middleware(Admission, max_waiting=MAX_QUEUE),
        Middleware(Revalidation, prefixes=OPEN_TO_ALL, version=build),
        Middleware(Faults),
    ]


def _rate_limit(settings: Settings) -> list[Middleware]:
    if settings.rate_limit == "off":
        return []
    rate = parsed_rate(settings.rate_limit or DEFAULT_RATE)
    return [Middleware(RateLimit, rate=rate, exempts_loopback=settings.rate_limit is None)]
