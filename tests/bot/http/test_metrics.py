"""What Prometheus reads: the lines to the character, and labels that no client can make up."""

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.http.exchange import Exchange
from bot.http.metrics import Metrics
from tests.fakes import fake_index, fake_passage

INDEX = fake_index([fake_passage("Rain."), fake_passage("Wind.", number=2)])

HELP = """\
# HELP onrecord_requests_total Requests answered.
# TYPE onrecord_requests_total counter
onrecord_requests_total{method="GET",route="/api/v1/ask",status="200"} 2.0
onrecord_requests_total{method="POST",route="other",status="404"} 1.0
"""

SECONDS = """\
# HELP onrecord_request_seconds Seconds until the reply began.
# TYPE onrecord_request_seconds histogram
onrecord_request_seconds_bucket{le="0.005",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.01",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.025",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.05",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.1",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.25",route="/api/v1/ask"} 1.0
onrecord_request_seconds_bucket{le="0.5",route="/api/v1/ask"} 2.0
onrecord_request_seconds_bucket{le="1.0",route="/api/v1/ask"} 2.0
onrecord_request_seconds_bucket{le="2.5",route="/api/v1/ask"} 2.0
onrecord_request_seconds_bucket{le="5.0",route="/api/v1/ask"} 2.0
onrecord_request_seconds_bucket{le="10.0",route="/api/v1/ask"} 2.0
onrecord_request_seconds_bucket{le="+Inf",route="/api/v1/ask"} 2.0
onrecord_request_seconds_count{route="/api/v1/ask"} 2.0
onrecord_request_seconds_sum{route="/api/v1/ask"} 0.50390625
"""

PASSAGES = """\
# HELP onrecord_index_passages Passages in the index.
# TYPE onrecord_index_passages gauge
onrecord_index_passages{built="2024-01-02T03:04:05Z",model="fake-model"} 2.0
"""


def test_lines_are_those_that_prometheus_reads() -> None:
    metrics = Metrics(INDEX.snapshot)
    for seconds in (0.00390625, 0.5):
        metrics.count(Exchange("GET", "/api/v1/ask", 200, seconds, 9, "q=secret"))
    metrics.count(Exchange("POST", "other", 404, 20.0, 9, ""))
    text = metrics.exposition().decode()
    for part in (HELP, SECONDS, PASSAGES):
        assert part in text
    assert "secret" not in text
    assert 'onrecord_request_seconds_bucket{le="10.0",route="other"} 0.0\n' in text
    assert 'onrecord_request_seconds_bucket{le="+Inf",route="other"} 1.0\n' in text
    assert "process_resident_memory_bytes " in text


def test_two_applications_count_each_for_itself() -> None:
    first, second = Metrics(INDEX.snapshot), Metrics(INDEX.snapshot)
    first.count(Exchange("GET", "/x", 200, 0.1, 0, ""))
    assert b'route="/x"' not in second.exposition()


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app(INDEX, with_chat=False))


def requests_counted(client: TestClient) -> list[str]:
    text = client.get("/metrics").text
    return [line for line in text.splitlines() if line.startswith("onrecord_requests_total{")]


def test_what_clients_make_up_is_one_label(client: TestClient) -> None:
    for number in range(50):
        client.get(f"/made/up/{number}")
        client.request(f"MADE{number}", f"/up/{number}")
        client.get(f"/api/v1/passages/made-up-{number}")
        client.get(f"/chat/gradio_api/made-up-{number}")
    assert requests_counted(client) == [
        'onrecord_requests_total{method="GET",route="other",status="404"} 50.0',
        'onrecord_requests_total{method="other",route="other",status="404"} 50.0',
        'onrecord_requests_total{method="GET",route="/api/v1/passages/{passage_id:path}",status="404"} 50.0',
        'onrecord_requests_total{method="GET",route="/chat",status="404"} 50.0',
    ]


def test_figures_come_as_prometheus_asks_for_them(client: TestClient) -> None:
    reply = client.get("/metrics")
    assert reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
