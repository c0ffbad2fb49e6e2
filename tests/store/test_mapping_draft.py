"""`lus mapping`: what is guessed of an unknown file, what is asked, and what is never shown."""

from datetime import date
from pathlib import Path

import pytest

from lus_stats.errors import Refused
from lus_stats.schema import HEADERS
from lus_stats.store.mapping import CANONICAL, Mapping, find, mapped
from lus_stats.store.mapping.drafting import Draft, draft
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.mapping.secret import VARIABLE
from lus_stats.store.readers import read
from tests.house.source import ROOT
from tests.store.mapping_material import SECRET, contents, imported_through
from tests.store.material import NOW, Row, csv_text, episode, personnummer

TODAY = NOW.date()


def drafted(content: bytes | str, name: str = "export.csv") -> Draft:
    raw = content.encode() if isinstance(content, str) else content
    return draft(read(raw, name), name, TODAY)


def of_rows(*rows: Row, **renamed: str) -> Draft:
    """The draft of a file whose columns are canonical but for those renamed."""
    own = [{renamed.get(header, header): cell for header, cell in row.items()} for row in rows]
    return drafted(csv_text(own, list(own[0])))


def loaded(found: Draft) -> Mapping:
    return parsed(found.text.encode(), "utkast.toml")


def column(found: Draft, header: str) -> str:
    """One field's part of the text."""
    return found.text.split(f'[columns."{header}"]', 1)[1].split("\n[columns.", 1)[0].split("\n\n", 1)[0]


def test_the_draft_of_the_example_with_its_questions_answered_gives_what_the_shipped_mapping_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, SECRET.decode())
    example = (ROOT / "docs/exempelsystem.txt").read_bytes()
    found = drafted(example, "exempelsystem.txt")
    assert found.missing == ()
    assert len(found.questions) == 2  # whether the ids are pseudonyms, and a word too rare to be shown
    assert "Not set" not in found.text
    answered = found.text.replace('"Blue" = "blå"', '"Blue" = "blå", "Not set" = ""')
    assert answered != found.text
    reports = [
        imported_through(tmp_path / name, how, example)
        for name, how in (("draft", parsed(answered.encode(), "utkast.toml")), ("shipped", find("exempelsystem", [])))
    ]
    assert [(report.accepted, report.rejected) for report in reports] == [(12, 0), (12, 0)]
    assert contents(tmp_path / "draft").equals(contents(tmp_path / "shipped"))


def test_the_draft_of_the_canonical_file_changes_nothing() -> None:
    rows = [episode(f"e{n}", spår="gul", hemgångsklar="ja", sip_krävs="nej") for n in range(6)]
    rows[0] |= {"beräknad_utskrivning": "2020-02-04", "öppenvård_tillgänglig": "oklart", "kommunkod": "0180"}
    rows[0] |= {"stadsdelsområde": "Älvsjö", "sip_kallelse": "2020-02-01 10:00:30"}
    text = csv_text(rows)
    found = drafted(text)
    assert [guess.field.header for guess in found.guesses] == list(HEADERS)
    out, plain = mapped(read(text.encode(), "a.csv"), loaded(found), SECRET), read(text.encode(), "a.csv")
    assert (out.headers, out.cells.equals(plain.cells)) == (plain.headers, True)
    assert not any(word in found.text for word in ("values", "formats", "pseudonymise = true"))


def test_must_columns_that_are_not_found_stand_as_questions() -> None:
    found = drafted("Nr;Avdelning;Anm\n1;a;b\n2;c;d\n")
    assert set(found.missing) == {
        "vårdtillfälle",
        "kommunkod",
        "vårdform",
        "inskriven",
        "utskrivningsklar",
        "registrerad",
    }
    assert '# constant = "somatisk"' in found.text
    assert "# FRÅGA: vilken kolumn är kommunkod?" in found.text
    with pytest.raises(Refused, match="saknas"):
        loaded(found)


AMBIGUOUS = [episode(f"e{n}", inskriven=f"0{n}/02/2020 9.30") for n in range(1, 5)]


def test_an_order_of_day_and_month_that_cannot_be_told_is_asked_for_and_not_taken() -> None:
    part = column(of_rows(*AMBIGUOUS), "inskriven")
    assert '# formats = ["%d/%m/%Y %H.%M"]\n# formats = ["%m/%d/%Y %H.%M"]\n# FRÅGA: vad står först' in part
    assert not loaded(of_rows(*AMBIGUOUS)).columns[3].formats


@pytest.mark.parametrize(("settling", "form"), [("28/01/2020 10.00", "%d/%m/%Y"), ("01/28/2020 10.00", "%m/%d/%Y")])
def test_one_column_that_tells_the_order_tells_it_for_the_file(settling: str, form: str) -> None:
    rows = [row | {"registrerad": settling} for row in AMBIGUOUS]
    part = column(of_rows(*rows), "inskriven")
    assert f'formats = ["{form} %H.%M"]' in part
    assert "FRÅGA" not in part


def test_dates_in_two_ways_get_both_formats() -> None:
    rows = [episode("e1", registrerad="28/01/2020 10.00"), episode("e2", registrerad="202001281000")]
    assert 'formats = ["%d/%m/%Y %H.%M", "%Y%m%d%H%M"]' in column(of_rows(*rows), "registrerad")


def test_a_day_without_time_of_day_is_asked_about() -> None:
    part = column(of_rows(*(episode(f"e{n}", registrerad="2020-02-04") for n in range(3))), "registrerad")
    assert "rader utan klockslag avvisas" in part


def test_municipalities_by_name_get_their_whole_county() -> None:
    rows = [episode("e1", kommunkod="Örebro kommun"), episode("e2", kommunkod="Kumla kommun")]
    found = of_rows(*rows, kommunkod="Kommun")
    assert '"Örebro kommun" = "1880"' in found.text
    assert '"Askersund kommun" = "1882"' in found.text
    out = mapped(read(csv_text([{"Kommun": "Kumla kommun"} | rows[0]], ["Kommun", *rows[0]]).encode(), "a"),
                 loaded(found), SECRET)  # fmt: skip
    assert out.cells["1"][0] == "1881"


def test_words_that_nothing_here_knows_are_shown_only_where_they_are_common_and_short() -> None:
    rows = [episode(f"e{n}", spår="grön") for n in range(30)]
    for number, word in enumerate(["lila"] * 5 + ["vit"] * 4 + ["ring Karin Karlsson 070"] * 6, 1):
        rows[number] |= {"spår": word}
    found = of_rows(*rows, spår="färg")
    assert 'vad betyder "lila"?' in found.text
    assert "2 ovanliga värden i kolumnen visas inte här" in found.text
    assert not any(word in found.text for word in ("vit", "Karin"))


@pytest.mark.parametrize("header", ["vårdtillfälle", "sjukhus", "anteckning"])
def test_a_personnummer_refuses_with_its_place_and_never_its_value(header: str) -> None:
    secret = personnummer()
    with pytest.raises(Refused) as refusal:
        of_rows(episode("e1", anteckning=""), episode("e2", anteckning="") | {header: secret})
    assert f"rad 3 kolumnen {header}" in str(refusal.value)
    assert secret not in str(refusal.value)


def test_a_personnummer_in_a_column_of_its_own_is_found_where_no_other_column_is_known() -> None:
    secret = personnummer(date(1964, 8, 23))
    with pytest.raises(Refused) as refusal:
        drafted(f"Nr;Vem\n1;{secret}\n2;{secret[:6]}-{secret[6:]}\n3;19{secret}\n")
    assert "rad 2 kolumnen Vem, rad 3 kolumnen Vem, rad 4 kolumnen Vem" in str(refusal.value)
    assert secret[:6] not in str(refusal.value)


def test_a_column_of_compact_moments_is_not_taken_for_personnummer() -> None:
    rows = [episode(f"e{n}", registrerad=f"2020020411{n:02}") for n in range(60)]
    assert 'formats = ["%Y%m%d%H%M"]' in column(of_rows(*rows), "registrerad")


def test_a_file_without_a_row_of_names_is_refused_unquoted() -> None:
    with pytest.raises(Refused) as refusal:
        drafted("Kalle Karlsson;1880;2020-01-28 09:30\nStina;1880;2020-01-29 09:30\n")
    assert "ser ut som en patients rad" in str(refusal.value)
    assert "Karlsson" not in str(refusal.value)


def test_no_cell_of_the_file_is_in_the_draft_but_words_of_closed_lists() -> None:
    rows = [episode(f"hemligt-{n}", sjukhus=f"Klinik {n}", anteckning=f"Patient {n}") for n in range(9)]
    own = [{"Ärende": row["vårdtillfälle"]} | {key: row[key] for key in row if key != "vårdtillfälle"} for row in rows]
    text = drafted(csv_text(own, list(own[0]))).text
    assert not any(word in text for word in ("hemligt", "Klinik", "Patient", "2020-"))
    assert 'Kolumner som inte används: "anteckning"' in text


@pytest.mark.parametrize(
    "header", ['A"B', "A\\B", "A\tB", "å\x7fä", "# A = 1", "A]", "=1+1"], ids=lambda text: text.encode().hex()
)
def test_a_name_with_odd_marks_is_written_so_that_it_loads(header: str) -> None:
    quoted = '"' + header.replace('"', '""') + '"'
    row = episode()
    text = ";".join([quoted, *row]) + "\n" + ";".join(["x", *row.values()]) + "\n"
    assert loaded(drafted(text)).columns[0].sources == ("vårdtillfälle",)


def test_a_name_with_odd_marks_that_is_used_is_found_again() -> None:
    row = episode()
    names = ['"ärende ""nr"" # \\ "', *[header for header in row if header != "vårdtillfälle"]]
    text = ";".join(names) + "\n" + "\n".join(f"n{n};" + ";".join(list(row.values())[1:]) for n in range(3)) + "\n"
    found = drafted(text)
    assert found.missing == ()
    assert mapped(read(text.encode(), "a.csv"), loaded(found), SECRET).headers[0] == "vårdtillfälle"


@pytest.mark.parametrize(
    ("name", "key"),
    [("Uttag februari.csv", "uttag_februari"), ("kanonisk.csv", "ny_mappning"), ("---.csv", "ny_mappning"),
     (f"{personnummer()}.csv", "ny_mappning")],
    ids=["words", "the canonical key", "no letters", "a personnummer"],
)  # fmt: skip
def test_the_key_is_made_of_the_files_name(name: str, key: str) -> None:
    assert loaded(drafted(csv_text([episode()]), name)).key == key


def test_a_file_with_no_end_of_columns_is_refused() -> None:
    with pytest.raises(Refused, match="301 kolumner"):
        drafted(";".join(f"k{n}" for n in range(301)) + "\n" + ";" * 300 + "\n")


def test_the_canonical_mapping_has_no_columns() -> None:
    assert CANONICAL.columns == ()
