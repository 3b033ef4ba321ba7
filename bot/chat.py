"""The chat: a question box, and answers as cards. The one place that knows Gradio."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.conversation import AnswerQuestion, Turn, Turns, asked_for_anyone, asked_on
from bot.filters import Filters
from bot.render.card import question_card
from bot.render.page import copy_script, style_sheet
from bot.settings import MAX_QUERY_CHARS, MAX_QUEUE

MAX_BOX_CHARS = 20 * MAX_QUERY_CHARS
"""A question over the limit is refused in words, not cut in silence; this much still fits into MAX_BODY_BYTES."""

TITLE = "onrecord"
WELCOME = (
    '<div class="onrecord-welcome"><h2>Ask who said what.</h2>'
    "<p>You get it word for word, with the name and the way back to the article.</p></div>"
)


SYSTEM_FONTS = ("system-ui", "sans-serif")
"""Fonts that every machine has: a page that names others may fetch them from somewhere."""


TAKE_QUESTION = "() => window.onrecordQuestions.take()"
FINISH_QUESTION = "(refused) => { window.onrecordQuestions.finish(refused); return []; }"

ASKED_FIELDS = ("question", "turn", "speaker", "kind", "publisher", "from", "to")
"""What the page hands over: a question with the filters set, or the number of a turn that is asked again for anyone."""


def build_chat(answer: AnswerQuestion, *, examples: Sequence[str] = (), form: str = "") -> gr.Blocks:
    """The chat page; `examples` are first questions to press, `form` is the HTML of the filters.

    The conversation stays on the server, so that a request holds the question only.
    """

    def respond(turns: Turns, question: str, turn: str, *filters: str) -> list[Any]:
        turns = asked_for_anyone(turns, turn, answer) if turn else asked_on(turns, question, _filters(filters), answer)
        refused = question if turns[-1].is_refused else ""
        return [refused, turns, _messages(turns), gr.Row(visible=False), gr.Button(visible=True)]

    def clear() -> list[Any]:
        return [(), [], gr.Row(visible=bool(examples)), gr.Button(visible=False)]

    # Without analytics_enabled=False Gradio calls its makers at start.
    chat: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as chat, gr.Column(elem_id="onrecord-page"):
        turns = gr.State(())
        with gr.Row(elem_id="onrecord-heading"):
            gr.HTML(f"<h1>{TITLE}</h1>", apply_default_css=False, js_on_load=None)
            clear_button = gr.Button("Clear", elem_id="onrecord-clear", size="sm", visible=False, scale=0)
        messages = _conversation()
        with gr.Row(elem_id="onrecord-examples", visible=bool(examples)) as example_row:
            for question in examples:
                gr.Button(question, size="sm")
        gr.HTML(form, elem_id="onrecord-filters", visible=bool(form), apply_default_css=False, js_on_load=None)
        _question_row()
        send = gr.Button("Send", elem_id="onrecord-send", visible="hidden")
        asked = [gr.Textbox(visible=False) for _ in ASKED_FIELDS]
        refused = gr.Textbox(visible=False)
        clear_button.click(clear, None, [turns, messages, example_row, clear_button], api_visibility="private")
        # The page hands over one question at a time; two at once lost one of them.
        send.click(None, None, asked, js=TAKE_QUESTION, api_visibility="private", trigger_mode="multiple").then(
            respond,
            [turns, *asked],
            [refused, turns, messages, example_row, clear_button],
            api_visibility="private",
            show_progress="minimal",
        ).then(None, [refused], None, js=FINISH_QUESTION, api_visibility="private")
    chat.queue(max_size=MAX_QUEUE)
    return chat


def mount_chat(app: FastAPI, chat: gr.Blocks, path: str) -> None:
    """Put the chat page into the application at that path."""
    gr.mount_gradio_app(
        app,
        chat,
        path,
        theme=gr.themes.Base(font=SYSTEM_FONTS, font_mono=("monospace",)),
        head=_head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=0,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
    )


def _filters(values: Sequence[str]) -> Filters:
    """The filters as the page has them, in the order of `ASKED_FIELDS`; a blank one is none."""
    speaker, kind, publisher, published_from, published_to = (value or None for value in values)
    return Filters(speaker, kind, publisher, published_from, published_to)


def _messages(turns: Turns) -> list[dict[str, Any]]:
    # Text handed to gr.Chatbot as a string is altered (Markdown, LaTeX, blanks): only components are verbatim.
    return [
        {"role": role, "content": gr.HTML(card, apply_default_css=False, js_on_load=None)}
        for turn in turns
        for role, card in _cards(turn)
    ]


def _cards(turn: Turn) -> list[tuple[str, str]]:
    """The question, unless it was refused, and the answer, which knows its turn."""
    question = [] if turn.is_refused else [("user", question_card(turn.asked.question))]
    return [*question, ("assistant", f'<div data-turn="{turn.number}">{turn.card}</div>')]


def _conversation() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="onrecord-conversation",
        label="Conversation",
        show_label=False,
        container=False,
        scale=1,
        height=None,
        layout="bubble",
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        placeholder=WELCOME,
    )


def _question_row() -> None:
    """The box and its button; chat.js hears them."""
    with gr.Row(elem_id="onrecord-ask"):
        gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Ask who said what",
            max_length=MAX_BOX_CHARS,
            max_lines=5,
            autofocus=True,
            scale=1,
        )
        gr.Button("Ask", variant="primary", scale=0, min_width=88)


def _head() -> str:
    own = files("bot")
    styles = style_sheet() + (own / "chat.css").read_text(encoding="utf-8")
    scripts = copy_script() + (own / "chat.js").read_text(encoding="utf-8")
    return f"<style>{styles}</style><script>{scripts}</script>"
