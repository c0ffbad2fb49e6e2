"""A mapping file is read strictly: what is wrong is said with the file, the place and the cure."""

from pathlib import Path

import pytest

from lus_stats.errors import LusError, Refused, WrongCall
from lus_stats.store.mapping import CANONICAL, find, keys, load
from lus_stats.store.mapping.formats import fault
from lus_stats.store.mapping.loader import parsed
from lus_stats.store.readers import Reading

SOUND = """
key = "prov"
label = "Prov"
[columns.episode_id]
from = "Case"
[columns.kommunkod]
from = ["Kommun", "Municipality"]
[columns.care_form]
constant = "somatisk"
[columns.inskriven]
from = "In"
[columns.utskrivningsklar]
date_from = "Klar dag"
time_from = "Klar kl"
[columns.registrerad]
from = "Reg"
"""

FAULTS = {
    # name: (what in SOUND is replaced, by what, part of the message)
    "unknown key": ('label = "Prov"', 'lable = "Prov"', "prov.toml: okänd nyckel 'lable'; menade du 'label'?"),
    "no label": ('label = "Prov"', "", "prov.toml: nyckeln 'label' saknas; lägg till den"),
    "no text": ('label = "Prov"', "label = 1", "'label' ska vara en text, inte 1"),
    "a key with a dot": ('key = "prov"', 'key = "../prov"', "'key' ska vara bokstäver"),
    "the canonical key": ('key = "prov"', 'key = "kanonisk"', "är det kanoniska formatets"),
    "unknown column": ("[columns.care_form]", "[columns.vårdfrm]", "är inte TOML"),
    "unknown quoted column": (
        "[columns.care_form]",
        '[columns."vårdfrm"]',
        "okänd nyckel 'vårdfrm', i columns; menade du 'vårdform'?",
    ),
    "a must-column left out": ('[columns.registrerad]\nfrom = "Reg"', "", "saknas: registrerad; lägg till dem"),
    "a column twice": (
        "[columns.registrerad]",
        "[columns.admitted_at]\nfrom = 'x'\n[columns.registrerad]",
        "två gånger",
    ),
    "unknown in a column": (
        'from = "Reg"',
        'frm = "Reg"',
        "okänd nyckel 'frm', i columns.registrerad; menade du 'from'?",
    ),
    "no way": ('from = "Reg"', "", "i columns.registrerad"),
    "two ways": ('from = "Reg"', 'from = "Reg"\nconstant = "x"', "ange antingen"),
    "a date without its time": ('time_from = "Klar kl"', "", "tillsammans"),
    "a date and time of a word": (
        'constant = "somatisk"',
        'date_from = "a"\ntime_from = "b"',
        "är för fält med klockslag",
    ),
    "an empty name": ('from = "Reg"', 'from = ""', "'from' är tom"),
    "no names": ('from = "Reg"', "from = []", "'from' är tom"),
    "names that are alike": ('from = "Reg"', 'from = ["Reg", "REG "]', "flera gånger"),
    "names that are numbers": ('from = "Reg"', "from = [1]", "en lista med olika texter"),
    "a constant moment": ('from = "Reg"', 'constant = "2020-01-01 10:00"', "kan inte ha samma värde på alla rader"),
    "a constant id": ('from = "Case"', 'constant = "1"', "kan inte ha samma värde på alla rader"),
    "an unknown constant": ('constant = "somatisk"', 'constant = "somatik"', "psykiatrisk, somatisk"),
    "a constant with values": (
        'constant = "somatisk"',
        'constant = "somatisk"\nvalues = { a = "somatisk" }',
        "har ingen verkan",
    ),
    "a word of theirs to none of ours": (
        'constant = "somatisk"',
        'from = "Typ"\nvalues = { Somatik = "somatic" }',
        "'Somatik' ska vara något av psykiatrisk, somatisk, inte 'somatic', i columns.care_form.values",
    ),
    "a word with two meanings": (
        'constant = "somatisk"',
        'from = "Typ"\nvalues = { S = "somatisk", s = "psykiatrisk" }',
        "flera gånger med olika betydelse",
    ),
    "an unknown municipality": (
        '"Municipality"]',
        '"Municipality"]\nvalues = { Ankeborg = "9999" }',
        "kommunkod med fyra siffror",
    ),
    "a date as a word": ('from = "In"', 'from = "In"\nvalues = { x = "2020-01-01 10:00" }', "kan bara bli tomt"),
    "words for the id": ('from = "Case"', 'from = "Case"\nvalues = { x = "y" }', "finns inte för vårdtillfälle"),
    "another pseudonym": ('from = "Reg"', 'from = "Reg"\npseudonymise = true', "bara för vårdtillfälle"),
    "formats of a word": ('constant = "somatisk"', 'from = "Typ"\nformats = ["%Y"]', "för datum och klockslag"),
    "a format without time": ('from = "In"', 'from = "In"\nformats = ["%Y-%m-%d"]', "har inget klockslag"),
    "a decimal semicolon": ('from = "In"', 'from = "In"\ndecimal = ";"', "'decimal' ska vara ',' eller '.'"),
    "an unknown encoding": ('label = "Prov"', 'label = "Prov"\nfile.encoding = "latin-1"', "'iso-8859-1'"),
    "an unknown delimiter": ('label = "Prov"', 'label = "Prov"\nfile.delimiter = ":"', "'delimiter' ska vara"),
    "row nought": ('label = "Prov"', 'label = "Prov"\nfile.header_row = 0', "'header_row' ska vara 1 eller mer"),
    "a true row": ('label = "Prov"', 'label = "Prov"\nfile.header_row = true', "'header_row' ska vara ett heltal"),
    "no TOML": ('label = "Prov"', "label = Prov", "prov.toml: är inte TOML"),
}

FORMATS = {
    "%d/%m": "ska ha år",
    "%Y-%d-%m %H:%M": "har år, dag, månad",
    "%Y-%m-%d %H": "ska ha klockslaget",
    "%Y-%m-%d %M:%H": "ska ha klockslaget",
    "%d/%m/%Y %I:%M": "har en del som inte kan läsas",
    "%d/%m/%Y %": "har en del som inte kan läsas",
    "%%Y-%m-%d": "har en del som inte kan läsas",
    "%Y-%m-%dT%H:%M:%SZ": "tidszon",
    "%Y-%y-%m-%d": "ska ha år",
    "%H:%M:%S.%f %Y-%m-%d": "%f sist",
}


def test_a_sound_file_is_read_whole() -> None:
    mapping = parsed(SOUND.encode(), "prov.toml")
    by_header = {column.header: column for column in mapping.columns}
    assert list(by_header) == ["vårdtillfälle", "kommunkod", "vårdform", "inskriven", "utskrivningsklar", "registrerad"]
    assert by_header["kommunkod"].sources == ("Kommun", "Municipality")
    assert by_header["vårdform"].constant == "somatisk"
    assert (by_header["utskrivningsklar"].sources, by_header["utskrivningsklar"].times) == (("Klar dag",), ("Klar kl",))
    assert (mapping.reading, mapping.pseudonymises) == (Reading(), False)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_file_place_and_cure(name: str) -> None:
    old, new, said = FAULTS[name]
    assert old in SOUND
    with pytest.raises(Refused) as refusal:
        parsed(SOUND.replace(old, new, 1).encode(), "prov.toml")
    assert str(refusal.value).startswith("prov.toml: ")
    assert said in str(refusal.value)


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_that_would_misread_is_refused(form: str) -> None:
    assert FORMATS[form] in str(fault(form))


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(Refused, match=r"prov\.toml: är inte UTF-8"):
        parsed(SOUND.replace("Prov", "Pröv").encode("iso-8859-1"), "prov.toml")


def test_a_mapping_is_found_by_path_by_own_key_and_among_the_shipped(tmp_path: Path) -> None:
    own = tmp_path / "prov.toml"
    own.write_text(SOUND, encoding="utf-8")
    assert find(str(own), []) == find("prov", [tmp_path]) == load(own)
    assert find("exempelsystem", [tmp_path]).label.startswith("Exempelsystem")
    assert find("kanonisk", [tmp_path]) is CANONICAL
    assert keys([tmp_path]) == ["exempelsystem", "kanonisk", "prov"]


def test_an_own_mapping_goes_before_the_shipped_one_of_its_key(tmp_path: Path) -> None:
    (tmp_path / "exempelsystem.toml").write_text(SOUND.replace('"prov"', '"exempelsystem"'), encoding="utf-8")
    assert find("exempelsystem", [tmp_path]).label == "Prov"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("exempelsytem", WrongCall, "Menade du exempelsystem?"),
        ("qqq", WrongCall, "De som finns är annan, exempelsystem, kanonisk"),
        ("saknas.toml", WrongCall, "Mappningen saknas.toml finns inte"),
        ("annan", Refused, "annan.toml: 'key' är 'prov' men filens namn säger något annat"),
    ],
)
def test_a_mapping_that_is_not_found_says_which_there_are(
    tmp_path: Path, name: str, kind: type[LusError], said: str
) -> None:
    (tmp_path / "annan.toml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(kind) as error:
        find(name, [tmp_path])
    assert said in str(error.value)
