"""The words of each language: complete, used, and marked as English where they are missing."""

from __future__ import annotations

import ast
import re
import shutil
import string
import tomllib
from datetime import date, datetime, timedelta

import pytest

from motions.base import languages, shipped
from motions.base.cache import PACKAGE
from motions.base.dates import day_of, long_day, long_moment, short_day
from motions.base.languages import Said, day_in_words, known_languages, words

FOLDER = PACKAGE / "languages"
KNOWN = {one.language: one for one in known_languages()}
COMPLETE = ("en-GB", "cy")
ENGLISH = KNOWN["en-GB"]

WAITING = {"plan", "reasons", "cautions", "options", "changes", "timeline"}
"""Sections whose words are translated before the program takes them from there."""


def texts(sentence):
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


def placeholders(text):
    """Yield each place in *text*: its name, and the form in which a date is to be written."""
    return [(name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None]


def said_keys(path):
    """Yield, for each ``say(…)`` in the module, the pattern of its key and the names it fills."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name != "say":
            continue
        key = node.args[0]
        for one in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
            parts = one.values if isinstance(one, ast.JoinedStr) else [one]
            shape = "".join(
                part.value.replace(".", r"\.") if isinstance(part, ast.Constant) else r"\w+"
                for part in parts
            )
            if re.match(r"[a-z_]+\\\.", shape):
                yield shape, {keyword.arg for keyword in node.keywords}


SAID = [one for path in sorted(PACKAGE.rglob("*.py")) for one in said_keys(path)]


def test_every_sentence_that_is_said_exists_and_gets_what_it_names():
    assert len(SAID) > 20
    for pattern, filled in SAID:
        keys = [key for key in ENGLISH.sentences if re.fullmatch(pattern, key)]
        assert keys, f"{pattern} is not in en-GB.toml"
        for key in keys:
            named = {
                name for text in texts(ENGLISH.sentences[key]) for name, _ in placeholders(text)
            }
            assert named <= filled, key


def test_every_sentence_of_the_file_is_said_or_belongs_to_a_part_that_waits():
    used = {key for key in ENGLISH.sentences for pattern, _ in SAID if re.fullmatch(pattern, key)}
    unused = {key for key in ENGLISH.sentences if key.partition(".")[0] not in WAITING} - used
    assert not unused
    assert not {key for key in used if key.partition(".")[0] in WAITING}, "no longer waiting"


@pytest.mark.parametrize("tag", COMPLETE)
def test_a_complete_language_has_every_key_and_no_other(tag):
    assert set(KNOWN[tag].sentences) == set(ENGLISH.sentences)
    assert set(KNOWN[tag].forms) >= set(ENGLISH.forms)
    assert set(KNOWN[tag].names) >= set(ENGLISH.names)


@pytest.mark.parametrize("tag", COMPLETE)
def test_translations_name_the_same_places_and_forms_that_are_there(tag):
    language = KNOWN[tag]
    for key, sentence in language.sentences.items():
        english = texts(ENGLISH.sentences[key])
        names = {name for text in english for name, _ in placeholders(text)}
        if isinstance(sentence, dict):
            assert "other" in sentence, key
            assert all(re.compile(pattern) for pattern in sentence)
        for text in texts(sentence):
            found = placeholders(text)
            assert {name for name, _ in found} | {"count"} == names | {"count"}, key
            assert all(name.isidentifier() for name, _ in found), key
            assert {form for _, form in found} <= {"", *language.forms}, key
        if isinstance(sentence, str):
            assert ("count" in names) == ("{count}" in sentence), key


@pytest.mark.parametrize("tag", KNOWN)
def test_lists_of_names_are_whole_and_forms_use_only_them(tag):
    language = KNOWN[tag]
    assert {len(listed) for listed in language.names.values()} == {7, 12}
    for form, pattern in language.forms.items():
        allowed = {"day", "hour"} if form == "moment" else {"day", "year", *language.names}
        assert {name for name, _ in placeholders(pattern)} <= allowed


@pytest.mark.parametrize("tag", KNOWN)
def test_every_file_says_which_language_it_is(tag):
    table = tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
    assert table["name"]
    assert set(table) - {"name", "review", "dates"} <= {
        key.partition(".")[0] for key in ENGLISH.sentences
    }


def test_welsh_is_marked_as_waiting_for_a_reader():
    assert "review" in KNOWN["cy"].review
    assert not ENGLISH.review


def test_english_days_are_those_of_the_dates_module():
    for days in range(730):
        day = date(2026, 1, 1) + timedelta(days)
        moment = datetime(day.year, day.month, day.day, 19, 30)
        assert ENGLISH.day(moment).text == long_day(day_of(moment))
        assert ENGLISH.moment(moment).text == long_moment(moment)
        assert ENGLISH.day(day, "day_and_month").text == short_day(day)


# As the Unicode CLDR 48 writes them in its "full" format.
@pytest.mark.parametrize(
    ("tag", "first", "second"),
    [
        ("cy", "Dydd Iau, 6 Mai 2021", "Dydd Sul, 1 Awst 2021"),
        ("de", "Donnerstag, 6. Mai 2021", "Sonntag, 1. August 2021"),
        ("fr", "jeudi 6 mai 2021", "dimanche 1 août 2021"),
        ("es", "jueves, 6 de mayo de 2021", "domingo, 1 de agosto de 2021"),
        ("it", "giovedì 6 maggio 2021", "domenica 1 agosto 2021"),
        ("pl", "czwartek, 6 maja 2021", "niedziela, 1 sierpnia 2021"),
        ("ga", "Déardaoin 6 Bealtaine 2021", "Dé Domhnaigh 1 Lúnasa 2021"),
        ("gd", "DiarDaoin, 6mh dhen Chèitean 2021", "DiDòmhnaich, 1mh dhen Lùnastal 2021"),
    ],
)
def test_days_are_those_of_the_common_locale_data(tag, first, second):
    assert words(tag).day(date(2021, 5, 6)) == Said(first, tag)
    assert day_in_words(date(2021, 8, 1), tag) == second


def test_a_welsh_date_is_mutated_as_the_words_before_it_ask():
    welsh, day = words("cy"), datetime(2027, 6, 11, 12)
    assert welsh.say("plan.on", when=day).text == "ar ddydd Gwener, 11 Mehefin 2027, 12:00"
    assert welsh.say("plan.by", when=day.date()).text == "erbyn dydd Gwener, 11 Mehefin 2027"


def test_a_count_takes_its_own_form():
    said = {count: words("cy").say("notice.days", count=count).text for count in (1, 2, 3, 12)}
    assert said == {1: "1 diwrnod", 2: "2 ddiwrnod", 3: "3 diwrnod", 12: "12 diwrnod"}
    assert words("en-GB").say("notice.days", count=1).text == "1 day"
    assert words("en-GB").say("notice.days", count=21).text == "21 days"


def test_what_a_language_lacks_is_said_in_english_and_marked_as_english():
    said = words("de").say("plan.on", when=date(2021, 5, 6))
    assert said == Said("on Thursday 6 May 2021", "en-GB")
    assert words("tlh").day(date(2021, 5, 6)) == Said("Thursday 6 May 2021", "en-GB")
    assert words("tlh").moment(datetime(2021, 5, 6, 9)) == Said(
        "Thursday 6 May 2021, 09:00", "en-GB"
    )


@pytest.mark.parametrize(
    ("tag", "text"), [("cy-GB", "Symudwyd"), ("CY", "Symudwyd"), ("en-US", "Moved")]
)
def test_a_tag_with_a_region_has_the_words_of_its_language(tag, text):
    said = words(tag).say("calendar.moved", old=date(2021, 5, 6), new=date(2021, 5, 7))
    assert said.text.startswith(text)
    assert said.language == tag


def test_a_sentence_that_nobody_wrote_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match=r"plan\.nonsense"):
        words("cy").say("plan.nonsense")


def test_a_value_is_never_read_as_a_place():
    said = words("en-GB").say("calendar.source", source="{to} {0.__class__}")
    assert said.text == "Source: {to} {0.__class__}"


MADE_UP = """\
name = "Made up"

[dates]
weekday = ["W0", "W1", "W2", "W3", "W4", "W5", "W6"]
weekday_late = ["w0", "w1", "w2", "w3", "w4", "w5", "w6"]
month = ["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11", "M12"]

[dates.forms]
day = "{year}/{month}/{day} ({weekday})"
late = "{weekday_late}.{day}.{month}"
moment = "{hour} @ {day}"

[plan]
by = "bu {when:late}"
how_soon = { "[1-4]" = "few {count}", ".*5" = "five-ish {count}", other = "many {count}" }
"""


def test_another_language_takes_a_file_and_no_code(tmp_path, monkeypatch):
    folder = shutil.copytree(FOLDER, tmp_path / "languages")
    (folder / "xx.toml").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(shipped, "data_dir", lambda _name: folder)
    languages.words.cache_clear()
    try:
        made_up = words("xx")
        assert made_up.moment(datetime(2021, 5, 6, 9, 30)) == Said("09:30 @ 2021/M5/6 (W3)", "xx")
        assert made_up.say("plan.by", when=datetime(2021, 5, 6, 9)).text == "bu 09:00 @ w3.6.M5"
        counted = [made_up.say("plan.how_soon", count=count).text for count in (3, 25, 30)]
        assert counted == ["few 3", "five-ish 25", "many 30"]
        assert made_up.say("mail.closing") == Said("With best wishes", "en-GB")
    finally:
        languages.words.cache_clear()
