"""The filters of the chat, to the character."""

from bot.render.filter_form import MAX_SPEAKERS_LISTED, filter_form

KIND = (
    '<div><label for="onrecord-filter-kind">Kind</label><select id="onrecord-filter-kind" name="kind">'
    '<option value="">Any</option><option value="quotation">Quotations</option>'
    '<option value="paraphrase">Paraphrases</option><option value="narration">Narration</option></select></div>'
)


def test_whole_form() -> None:
    assert filter_form({"Ana Lind": 2, "Bo Ek": 1}, {"The Tidings": 3}) == (
        "<details><summary>Filters</summary>"
        '<div class="onrecord-filter-fields"><div><label for="onrecord-filter-speaker">Speaker</label>'
        '<input id="onrecord-filter-speaker" name="speaker" list="onrecord-speakers" placeholder="Anyone" '
        'autocomplete="off" maxlength="500"><datalist id="onrecord-speakers">'
        '<option value="Ana Lind">Ana Lind (2)</option><option value="Bo Ek">Bo Ek (1)</option></datalist></div>'
        f'{KIND}<div><label for="onrecord-filter-publisher">Publisher</label>'
        '<select id="onrecord-filter-publisher" name="publisher"><option value="">Any</option>'
        '<option value="The Tidings">The Tidings (3)</option></select></div>'
        '<div><label for="onrecord-filter-from">From</label><input id="onrecord-filter-from" name="from" '
        'placeholder="YYYY-MM-DD" autocomplete="off" maxlength="500"></div>'
        '<div><label for="onrecord-filter-to">To</label><input id="onrecord-filter-to" name="to" '
        'placeholder="YYYY-MM-DD" autocomplete="off" maxlength="500"></div>'
        '<button type="button" class="onrecord-clear-filters" hidden>Clear filters</button></div></details>'
    )


def test_names_are_escaped() -> None:
    form = filter_form({'"><b>': 1}, {"<i>'": 1})
    assert '<option value="&quot;&gt;&lt;b&gt;">&quot;&gt;&lt;b&gt; (1)</option>' in form
    assert '<option value="&lt;i&gt;&#x27;">&lt;i&gt;&#x27; (1)</option>' in form


def test_without_publishers_there_is_no_choice_of_them() -> None:
    assert 'name="publisher"' not in filter_form({"Ana Lind": 1}, {})


def test_speakers_with_the_most_passages_are_listed() -> None:
    form = filter_form({f"Speaker {n}": 1 for n in range(MAX_SPEAKERS_LISTED + 1)}, {})
    assert f">Speaker {MAX_SPEAKERS_LISTED - 1} (1)<" in form
    assert f">Speaker {MAX_SPEAKERS_LISTED} (1)<" not in form
    assert '<datalist id="onrecord-speakers" data-more="true">' in form
