"""The figures of a report as HTML: a plot and a table of all measures, of the times, and of each tag."""

from collections.abc import Iterator

from bot.check.measures import MEASURES, SHARES
from bot.check.report import Figures, Report
from bot.render.check.histogram import histogram, tallest
from bot.render.check.html_table import html_table
from bot.render.check.plot import share_plot
from bot.render.check.words import BY_TAG, figure_text, interval_text
from bot.render.counts import counted
from bot.render.escaping import isolated

MAX_PLOTTED_TAGS = 40

MEANINGS = {
    "Success@1": "Share of questions whose first passage in the ranking answers.",
    "Success@3": "Share of questions that one of the first 3 passages in the ranking answers.",
    "RR@10": "1 divided by the rank of the first passage that answers; 0 where none of the first 10 does. The mean.",
    "nDCG@10": "How near the first 10 come to the best order there is, by their grades; 1 is the best order. The mean.",
    "R@10": "Share of the passages that answer that stand among the first 10. The mean.",
    "SpeakerAccuracy": "Share of the right passages that are credited to the speaker who was expected.",
    "SilencePrecision": "Share of the silences that were expected.",
    "SilenceRecall": "Share of the questions that no passage answers that were met with silence.",
    "Verbatim": "Share of the passages shown that are their article’s words, character for character.",
    "Passed": "Share of questions with nothing wrong.",
    "p50_ms": "Half of the answers took at most so long.",
    "p95_ms": "95 of 100 answers took at most so long.",
}

_RANKING_NOTE = (
    "Success, RR, nDCG and R look at the ranking before it was decided what to show, over the questions that a passage "
    "answers. An interval holds the middle 95 % of the numbers of 1,000 samples of the questions, drawn with "
    "replacement."
)


def figures_section(report: Report) -> Iterator[str]:
    """All measures as a plot and a table, and what they mean."""
    yield '<section class="onrecord-part" id="figures"><h2>Figures</h2><div class="onrecord-beside">\n'
    yield _shares_plot(report.figures)
    yield '<div class="onrecord-numbers-side">'
    heads = ("Measure", "Value", "95 % interval", "Questions")
    yield from html_table("Figures", heads, _figure_rows(report.figures), look="onrecord-measures")
    yield f"{_meanings()}</div></div></section>\n"


def times_section(report: Report) -> Iterator[str]:
    """How long answers took; nothing where none came."""
    milliseconds = [1000 * outcome.seconds for outcome in report.outcomes if outcome.seconds is not None]
    if not milliseconds:
        return
    yield (
        '<section class="onrecord-part" id="times"><h2>Answer times</h2>'
        f'<figure class="onrecord-figure">{histogram(milliseconds, report.figures)}'
        f"<figcaption>The highest bar stands for {counted(tallest(milliseconds), 'answer')}. "
        "Each bar’s span of time is a quarter longer than the one before.</figcaption></figure></section>\n"
    )


def tags_section(report: Report) -> Iterator[str]:
    """The figures of each tag; nothing where no question has one."""
    if not report.by_tag:
        return
    yield '<section class="onrecord-part" id="tags"><h2>By tag</h2><div class="onrecord-beside onrecord-tags">\n'
    yield _tags_plot(report)
    yield '<div class="onrecord-numbers-side">'
    yield from html_table("Figures by tag", ("Tag", *BY_TAG, "Questions"), _tag_rows(report))
    yield "</div></div></section>\n"


def _shares_plot(figures: Figures) -> str:
    rows = [(name, figure) for name in SHARES if (figure := figures[name]) is not None]
    return _figure(
        share_plot("Shares with their 95 % intervals", rows), "A disc for each share, a line for its interval."
    )


def _tags_plot(report: Report) -> str:
    rows = [(tag, passed) for tag, figures in report.by_tag.items() if (passed := figures["Passed"]) is not None]
    plotted = rows[:MAX_PLOTTED_TAGS]
    first = f" The first {MAX_PLOTTED_TAGS} of {len(rows):,} tags." if len(rows) > len(plotted) else ""
    return _figure(
        share_plot("Share of questions that pass, by tag, with 95 % intervals", plotted),
        f"Share of questions that pass.{first}",
    )


def _figure(plot: str, caption: str) -> str:
    return f'<figure class="onrecord-figure">{plot}<figcaption>{caption}</figcaption></figure>\n'


def _figure_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for name in MEASURES:
        figure = figures[name]
        n = f"{figure.n:,}" if figure else "0"
        yield name, figure_text(name, figure), interval_text(name, figure), n


def _tag_rows(report: Report) -> Iterator[tuple[str, ...]]:
    for tag, figures in report.by_tag.items():
        passed = figures["Passed"]
        n = f"{passed.n:,}" if passed else "0"
        yield isolated(tag), *(figure_text(name, figures[name]) for name in BY_TAG), n


def _meanings() -> str:
    items = "".join(f"<div><dt>{name}</dt><dd>{MEANINGS[name]}</dd></div>" for name in MEASURES)
    return (
        '<details class="onrecord-more"><summary>What the measures mean</summary>'
        f'<dl class="onrecord-meanings">{items}</dl><p>{_RANKING_NOTE}</p></details>'
    )
