"""The chat: a question box, and answers as cards. The one place that knows Gradio."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from fastapi import FastAPI

from bot.conversation import AnswerQuestion, Asked, Turn, Turns, asked_for_anyone, asked_on, failed
from bot.filters import Filters
from bot.page.head import page_head
from bot.page.parts import PageParts
from bot.render.card import question_card
from bot.render.filter_form import filters_in_force
from bot.settings import MAX_QUERY_CHARS, MAX_QUEUE

_log = logging.getLogger(__name__)

MAX_BOX_CHARS = 20 * MAX_QUERY_CHARS
"""A question over the limit is refused in words, not cut in silence; this much still fits into MAX_BODY_BYTES."""

TITLE = "onrecord"
WELCOME = (
    '<div class="onrecord-welcome"><h2>Ask who said what.</h2>'
    "<p>You get it word for word, with the name and the way back to the article.</p></div>"
)

STATUS = '<p id="onrecord-status" role="status"></p>'
"""What goes on while an answer is waited for."""

ANNOUNCED = '<p id="onrecord-announced" role="status"></p>'
"""What came, for whoever does not see the page."""

SYSTEM_FONTS = ("system-ui", "sans-serif")
"""Fonts that every machine has: a page that names others may fetch them from somewhere."""


TAKE_QUESTION = "() => window.onrecordQuestions.take()"
FINISH_QUESTION = "(outcome) => { window.onrecordQuestions.finish(outcome); return []; }"

ASKED_FIELDS = ("number", "question", "turn", "previous", "anyone", "speaker", "kind", "publisher", "from", "to")
"""What the page hands over: a question with the filters set, or the number of a turn that is asked again for anyone.

`number` comes back with the outcome; `previous` and `anyone` come from the address of an answer that is opened again.
"""

N_EXAMPLES = 3
"""How many first questions there are buttons for."""

MAX_ANSWERED_AT_ONCE = 4

MAX_CONVERSATIONS = 1000
"""How many are kept: a page that was opened takes 60 kB, and nobody tells when it has been closed for good."""


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The page, and what of it is another for another index."""

    blocks: gr.Blocks
    about: gr.HTML
    explore_tab: gr.HTML
    filter_form: gr.HTML
    example_row: gr.Row
    examples: Sequence[gr.Button]

    def show(self, parts: PageParts) -> None:
        """Have whoever opens the page from now on see these parts."""
        _show(self.about, parts.about)
        _show(self.explore_tab, _explore_tab(parts))
        _show(self.filter_form, parts.filter_form)
        self.example_row.visible = bool(parts.examples)
        for button, question in zip(self.examples, _padded(parts.examples), strict=True):
            _show(button, question)
        # What Gradio sends a page that is opened: made anew only where the page is put into an application.
        self.blocks.config = self.blocks.get_config_file()


def build_chat(answer: AnswerQuestion, parts: PageParts) -> ChatPage:
    """The chat page. The conversation stays on the server, so that a request holds the question only."""

    def respond(turns: Turns, number: str, question: str, turn: str, *rest: str) -> list[Any]:
        try:
            turns = asked_for_anyone(turns, turn, answer) if turn else asked_on(turns, _asked(question, *rest), answer)
        except Exception:
            # Gradio would tell the page nothing, and the question would be lost.
            _log.exception("a question in the chat failed")
            turns = failed(turns)
        outcome = "refused" if turns[-1].is_refused else "answered"
        return [f"{outcome} {number}", turns, _messages(turns), gr.Row(visible=False), gr.Button(visible=True)]

    def clear() -> list[Any]:
        return [(), [], gr.Row(visible=example_row.visible), gr.Button(visible=False)]

    # Without analytics_enabled=False Gradio calls its makers at start.
    chat: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as chat, gr.Column(elem_id="onrecord-page"):
        turns = gr.State(())
        _html(f"<h1>{TITLE}</h1>{ANNOUNCED}", "onrecord-heading")
        with gr.Tabs(elem_id="onrecord-tabs"):
            with gr.Tab("Ask"), gr.Column(elem_id="onrecord-chat"):
                about = _html(parts.about, "onrecord-about")
                clear_button = gr.Button("Clear", elem_id="onrecord-clear", size="sm", visible=False, scale=0)
                messages = _conversation()
                with gr.Row(elem_id="onrecord-examples", visible=bool(parts.examples)) as example_row:
                    examples = [gr.Button(each, size="sm", visible=bool(each)) for each in _padded(parts.examples)]
                filter_form = _html(parts.filter_form, "onrecord-filters")
                _html(filters_in_force() + STATUS, "onrecord-now")
                _question_row()
            with gr.Tab("Explore"):
                explore_tab = _html(_explore_tab(parts), "onrecord-explore-tab")
        send = gr.Button("Send", elem_id="onrecord-send", visible="hidden")
        asked = [gr.Textbox(visible=False) for _ in ASKED_FIELDS]
        outcome = gr.Textbox(visible=False)
        clear_button.click(clear, None, [turns, messages, example_row, clear_button], api_visibility="private")
        # The page hands over one question at a time; two at once lost one of them.
        send.click(None, None, asked, js=TAKE_QUESTION, api_visibility="private", trigger_mode="multiple").then(
            respond,
            [turns, *asked],
            [outcome, turns, messages, example_row, clear_button],
            api_visibility="private",
            show_progress="hidden",
            concurrency_limit=MAX_ANSWERED_AT_ONCE,
        ).then(None, [outcome], None, js=FINISH_QUESTION, api_visibility="private")
    chat.queue(max_size=MAX_QUEUE)
    chat.state_session_capacity = MAX_CONVERSATIONS
    return ChatPage(chat, about, explore_tab, filter_form, example_row, examples)


def mount_chat(app: FastAPI, chat: gr.Blocks, path: str) -> None:
    """Put the chat page into the application at that path."""
    gr.mount_gradio_app(
        app,
        chat,
        path,
        theme=gr.themes.Base(font=SYSTEM_FONTS, font_mono=("monospace",)),
        head=page_head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=0,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
    )


def _asked(question: str, previous: str, anyone: str, *filters: str) -> Asked:
    """The question as the page has it, in the order of `ASKED_FIELDS`; a blank field is none."""
    speaker, kind, publisher, published_from, published_to = (value or None for value in filters)
    return Asked(
        question=question,
        filters=Filters(speaker, kind, publisher, published_from, published_to),
        previous=previous or None,
        anyone=anyone == "true",
    )


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
    """The box and its button; questions.js hears them."""
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


def _html(html: str, elem_id: str) -> gr.HTML:
    return gr.HTML(html, elem_id=elem_id, visible=bool(html), apply_default_css=False, js_on_load=None)


def _show(component: gr.HTML | gr.Button, value: str) -> None:
    component.value, component.visible = value, bool(value)


def _explore_tab(parts: PageParts) -> str:
    return f'{parts.about}<div id="onrecord-explore"></div>'


def _padded(examples: Sequence[str]) -> list[str]:
    """As many questions as there are buttons; a blank one is not shown."""
    return [*examples, *[""] * N_EXAMPLES][:N_EXAMPLES]
