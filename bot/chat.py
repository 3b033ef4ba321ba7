"""The chat: a question box, and answers as cards. The one place that knows Gradio."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.answer import Answer
from bot.render.card import answer_card, error_card, question_card
from bot.render.page import copy_script, style_sheet
from bot.settings import MAX_QUERY_CHARS, MAX_QUEUE
from index.errors import OnrecordError

MAX_BOX_CHARS = 20 * MAX_QUERY_CHARS
"""A question over the limit is refused in words, not cut in silence; this much still fits into MAX_BODY_BYTES."""

MAX_TURNS = 50
"""The whole conversation goes to the browser with each answer: 50 turns are some 500 kB."""

TITLE = "onrecord"
WELCOME = (
    '<div class="onrecord-welcome"><h2>Ask who said what.</h2>'
    "<p>You get it word for word, with the name and the way back to the article.</p></div>"
)


SYSTEM_FONTS = ("system-ui", "sans-serif")
"""Fonts that every machine has: a page that names others may fetch them from somewhere."""


TAKE_QUESTION = "() => window.onrecordQuestions.take()"
FINISH_QUESTION = "(refused) => { window.onrecordQuestions.finish(refused); return []; }"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer as HTML; the question is empty where it was refused."""

    question: str
    answer: str


def build_chat(answer: Callable[[str], Answer], *, examples: Sequence[str] = ()) -> gr.Blocks:
    """The chat page; `answer` is called with each question, `examples` are first questions to press.

    The conversation stays on the server, so that a request holds the question only.
    """

    def respond(question: str, turns: tuple[Turn, ...]) -> list[Any]:
        turn, refused = _answered(answer, question)
        turns = (*turns, turn)[-MAX_TURNS:]
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
        _question_row()
        send = gr.Button("Send", elem_id="onrecord-send", visible="hidden")
        asked, refused = gr.Textbox(visible=False), gr.Textbox(visible=False)
        clear_button.click(clear, None, [turns, messages, example_row, clear_button], api_visibility="private")
        # The page hands over one question at a time; two at once lost one of them.
        send.click(None, None, [asked], js=TAKE_QUESTION, api_visibility="private", trigger_mode="multiple").then(
            respond,
            [asked, turns],
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


def _answered(answer: Callable[[str], Answer], question: str) -> tuple[Turn, str]:
    """The question with its answer, and the question again where it was refused: it goes back into the box."""
    try:
        return Turn(question_card(question), answer_card(answer(question))), ""
    except OnrecordError as error:
        return Turn("", error_card(str(error))), question


def _messages(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    # Text handed to gr.Chatbot as a string is altered (Markdown, LaTeX, blanks): only components are verbatim.
    cards = [(role, card) for turn in turns for role, card in (("user", turn.question), ("assistant", turn.answer))]
    return [
        {"role": role, "content": gr.HTML(card, apply_default_css=False, js_on_load=None)}
        for role, card in cards
        if card
    ]


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
