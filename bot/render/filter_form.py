"""The filters of the chat as HTML: what is set here narrows each question that is asked."""

from collections.abc import Iterable, Mapping
from itertools import islice

from bot.render.escaping import escaped

MAX_SPEAKERS_LISTED = 50
"""Those with the most passages come with the page; the others are asked for while a name is typed."""

MAX_VALUE_CHARS = 500

KIND_CHOICES = (("quotation", "Quotations"), ("paraphrase", "Paraphrases"), ("narration", "Narration"))


def filter_form(speakers: Mapping[str, int], publishers: Mapping[str, int]) -> str:
    """A choice of each filter, and what clears them all; without publishers, none of these.

    :param speakers: name -> number of passages, most first; `publishers` alike.
    """
    counted = ((name, f"{name} ({n})") for name, n in publishers.items())
    return (
        "<details><summary>Filters</summary>"
        '<div class="onrecord-filter-fields">'
        f"{_speaker_field(speakers)}"
        f"{_choice_field('kind', 'Kind', KIND_CHOICES)}"
        f"{_choice_field('publisher', 'Publisher', counted) if publishers else ''}"
        f"{_date_field('from', 'From')}{_date_field('to', 'To')}"
        '<button type="button" class="onrecord-clear-filters" hidden>Clear filters</button>'
        "</div></details>"
    )


def filters_in_force() -> str:
    """Where the page lists the filters that are set, each to be dropped by a press."""
    return '<ul class="onrecord-in-force" aria-label="Filters in force" hidden></ul>'


def _speaker_field(speakers: Mapping[str, int]) -> str:
    listed = ((name, f"{name} ({n})") for name, n in islice(speakers.items(), MAX_SPEAKERS_LISTED))
    more = ' data-more="true"' if len(speakers) > MAX_SPEAKERS_LISTED else ""
    names = f'<datalist id="onrecord-speakers"{more}>{_options(listed)}</datalist>'
    return _labelled("speaker", "Speaker", _typed("speaker", "Anyone", 'list="onrecord-speakers" ') + names)


def _choice_field(name: str, label: str, choices: Iterable[tuple[str, str]]) -> str:
    options = f'<option value="">Any</option>{_options(choices)}'
    return _labelled(name, label, f'<select id="onrecord-filter-{name}" name="{name}">{options}</select>')


def _date_field(name: str, label: str) -> str:
    return _labelled(name, label, _typed(name, "YYYY-MM-DD"))


def _labelled(name: str, label: str, control: str) -> str:
    return f'<div><label for="onrecord-filter-{name}">{label}</label>{control}</div>'


def _typed(name: str, placeholder: str, attributes: str = "") -> str:
    return (
        f'<input id="onrecord-filter-{name}" name="{name}" {attributes}placeholder="{placeholder}" autocomplete="off" '
        f'maxlength="{MAX_VALUE_CHARS}">'
    )


def _options(choices: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{escaped(value)}">{escaped(shown)}</option>' for value, shown in choices)
