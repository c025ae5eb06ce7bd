"""Files are read in whatever encoding they were saved, and what is no text says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources import SUFFIXES, Unreadable, parse
from store.sources.decoding import decode

ENGLISH = "The ferry wasn’t late — it never left… “Tomorrow,” said the captain."
RUSSIAN = "Паром сегодня не придёт, сказал капитан. Он обещал, что завтра всё будет иначе."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_english_is_read_in_every_common_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1251", "koi8_r", "cp866"])
def test_russian_is_read_in_every_common_encoding(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café était fermé, et l’été n’y changeait rien."),
        ("cp1252", "Größere Änderungen für die Fähre gibt es nicht."),
        ("cp1252", "He’s here."),
        ("cp1252", "Déjà vu"),
        ("cp1252", "À bientôt"),
        ("cp1252", "Año"),
        ("cp1251", "Привет, мир"),
        ("cp1250", "Łódź wciąż czeka na prom; żaden z rybaków się nie dziwi."),
        ("cp932", "連絡船は今日は来ない、と船長は言った。明日になれば変わるだろう。"),
    ],
)
def test_legacy_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Բարեւ", "日本語のテキスト。", "Привет"])
def test_utf_16_without_a_mark_is_read_though_it_is_short(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_damaged_byte_does_not_change_the_encoding_of_the_rest() -> None:
    data = (RUSSIAN * 3).encode()
    broken = data[:100] + b"\xff" + data[100:]
    assert decode(broken).replace("\ufffd", "") == RUSSIAN * 3


def test_an_encoding_is_found_though_it_shows_late_in_a_large_file() -> None:
    late = "Plain words and no more. " * 20_000 + "The café’s door.\n"
    assert decode(late.encode("cp1252")) == late


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04rest", "archive"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 40, "binary"),
        (b"\0" * 5_000, "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_plain_words(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse(data, "a.txt")
    assert word in refusal.value.reason
    assert "\n" not in refusal.value.reason


def test_a_single_zero_byte_does_not_make_a_text_binary() -> None:
    assert parse(b"The ferry left at six.\0 Nobody saw it go.\n", "a.txt").text == (
        "The ferry left at six. Nobody saw it go."
    )


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"\.txt"):
        parse(b"words", "a.docx")


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from(sorted(SUFFIXES)))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    try:
        parsed = parse(data, f"a{suffix}")
    except Unreadable:
        return
    assert parsed.title
