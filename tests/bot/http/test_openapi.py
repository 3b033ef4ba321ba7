"""The description of the API, held against what the API answers: schemathesis with all its checks."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.api import create_app
from bot.settings import Settings
from tests.bot.test_api import INDEX

pytestmark = pytest.mark.usefixtures("decision_by_cosine")

APP: FastAPI = create_app(INDEX, Settings(rate_limit="off"), with_chat=False)
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP, config=schemathesis.Config.from_dict({"seed": 1}))

KNOWN_TO_THE_INDEX = (
    "no passage has the speaker '",
    "no passage has the publisher '",
    "the cursor is none; ",
    "the cursor is of another build",
)
"""What no description can hold: the names that passages have, and the words that replies handed out."""

KNOWN_TO_THE_CALENDAR = (" run backwards; exchange the two", " is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY")
"""Nor can it hold the 31st of June, or that one date comes before another."""


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return APP.openapi()


@SCHEMA.parametrize()
@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_reply_is_as_described(case: Case[Any]) -> None:
    reply = case.call()
    is_right_by_form_only = reply.status_code == 422 and _is_of_data(reply.json()["detail"])
    case.validate_response(reply, excluded_checks=[positive_data_acceptance] if is_right_by_form_only else [])


def _is_of_data(detail: str) -> bool:
    return detail.startswith(KNOWN_TO_THE_INDEX) or any(words in detail for words in KNOWN_TO_THE_CALENDAR)


def test_every_route_for_programs_is_described(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert {path: sorted(operations) for path, operations in document["paths"].items()} == {
        "/api/v1/ask": ["get"],
        "/api/v1/speakers": ["get"],
        "/api/v1/passages": ["get"],
        "/api/v1/passages/{passage_id}": ["get"],
        "/api/v1/verify": ["post"],
        "/api/v1/cards": ["get"],
        "/healthz": ["get"],
        "/readyz": ["get"],
        "/metrics": ["get"],
    }


def test_every_shape_is_a_schema(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        assert jsonschema_rs.meta.is_valid(schema)


def test_every_reference_leads_to_a_shape(document: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert named == set(document["components"]["schemas"])


def test_every_operation_is_told_in_words_and_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemJson"}}}
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["description"] and len(operation["tags"]) == 1
            refusals = [reply for status, reply in operation["responses"].items() if int(status) >= 400]
            assert [reply["content"] for reply in refusals] == [problem] * len(refusals)
