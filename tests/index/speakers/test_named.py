"""What counts as a name."""

import pytest

from index.speakers.named import is_named


@pytest.mark.parametrize(
    "name",
    [
        *("Ana Lind", "Lind", "Poland", "The EU", "the European Union", "B. Lind", "John O’Hara", "Ana Lind Jr."),
        *("Ursula von der Leyen", "Mayor Bill de Blasio", "Ministry of Defence", "Ban Ki-moon", "Citizens for Justice"),
        *("张伟", "مريم", "Илья Ефремов", "Wilhelm “Willi” Falk", "Baker", "Sanders", "The White House"),
    ],
)
def test_people_and_organisations_are_named(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Jean d'Arc", "Giscard d’Estaing", "Bashar al-Assad", "Abdel Fattah el-Sisi", "Leonardo di Caprio"),
        *("Marine le Pen", "Ortega y Gasset", "Erik ten Hag", "Zia ul-Haq", "Castro e Silva", "Hans-Jürgen zu Putlitz"),
        *("de Blasio", "von der Leyen", "al-Shabaab", "el-Sisi"),
    ],
)
def test_small_words_of_a_surname_take_nothing_from_it(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Procter and Gamble", "Doctors without Borders", "People for the Ethical Treatment of Animals"),
        *("Bank of England", "House of Lords", "Mothers Against Drunk Driving", "Police Scotland", "Press Association"),
        *("The Post", "The Economist", "the Guardian", "Senate", "Democrats", "Republicans", "Reuters", "Yemen"),
    ],
)
def test_organisations_that_are_made_of_common_nouns_are_named(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "name", ["Cook", "King", "Banks", "Law", "Judge King", "Rogers", "Connors", "Carmen", "Mayor Lind", "Dean", "Nunes"]
)
def test_surnames_that_are_common_nouns_as_well_are_names(name: str) -> None:
    assert is_named(name)


@pytest.mark.parametrize(
    "words",
    [
        *("some experts", "some Russian experts", "the spokesman", "some", "Some", "Experts", "Officials", "the mayor"),
        *("analysts from the two countries", "Russian and Belarusian experts", "A union", "Clinton’s team", "Police"),
        *("Officials of Östervik", "the", "?!", "", "—", "de", "ten Democrats", "co-founder Lind", "van driver"),
    ],
)
def test_the_articles_own_words_are_no_name(words: str) -> None:
    assert not is_named(words)


@pytest.mark.parametrize(
    "words",
    [
        *("Villagers", "Analysts", "Scientists", "Protesters", "Witnesses", "Sources", "Locals", "Doctors", "Woman"),
        *("Mayor", "Demonstrators", "Officials", "The Police", "Policemen", "Spokeswomen", "Lawmakers", "Politicians"),
        *(
            "Government",
            "Families",
            "Actresses",
            "Advisers",
            "Aides to Lind",
            "Polls in Tarn",
            "About 4 in 10",
            "Citizens",
            "Citizens of Tarn",
            "Lawyers for Lind",
            "Doctors and Nurses",
        ),
        *("the Prime Minister", "Prime Minister", "the Mayor", "Attorney General", "Union", "Women", "CEO"),
    ],
)
def test_common_nouns_with_a_capital_are_no_name(words: str) -> None:
    assert not is_named(words)
