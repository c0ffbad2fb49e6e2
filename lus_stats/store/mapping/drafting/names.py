"""What other systems call our fields and words, in Swedish and English; a guess starts here and never ends here."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Final

from lus_stats import schema
from lus_stats.store.headers import SPACES

NAMES: Final = {
    "episode_id": (
        "vtf, vtf id, vårdtillfälle id, vårdtillfällesid, vårdtillfällesnummer, ärende, ärende id, ärendenr, "
        "ärendenummer, ärendeidentitet, case, case id, case no, case number, encounter, encounter id, episode, id, "
        "löpnummer, pseudonym"
    ),
    "municipality_code": (
        "kommun, kommun kod, kommunkod ansvarig, ansvarig kommun, hemkommun, folkbokföringskommun, kommunnr, "
        "municipality, municipality id, home municipality"
    ),
    "district": "stadsdel, stadsdelsförvaltning, stadsdelsnämnd, sdf, sdn, city district, kommundel",
    "care_form": (
        "vårdtyp, typ, vårdområde, verksamhet, verksamhetsområde, specialitet, care type, care, service, speciality"
    ),
    "hospital": "vårdinrättning, inrättning, vårdenhet, enhet, sjukhusnamn, site, facility, unit, slutenvårdsenhet",
    "track": "visam, visam spår, visam färg, visam colour, färg, colour, color, triage, process, utskrivningsspår",
    "admitted_at": "in, inskrivning, inskrivningsdatum, inlagd, intagen, ankomst, admission, admitted",
    "admission_notice_at": (
        "inskrivningsmeddelande skickat, inskr medd, inskr medd skickat, meddelande om inskrivning, admission notice, "
        "admission message"
    ),
    "estimated_discharge_on": (
        "beräknad hemgång, planerad utskrivning, preliminär utskrivning, beräknat utskrivningsdatum, "
        "estimated discharge, expected discharge, planned discharge"
    ),
    "care_contact_at": (
        "fast vårdkontakt utsedd, vårdkontakt, vårdkontakt utsedd, fvk, care contact, care coordinator appointed"
    ),
    "sip_required": "sip, sip behövs, behov av sip, sip aktuell, sip needed",
    "sip_called_at": "kallelse sip, kallelse till sip, sip kallad, sip kallelse skickad, sip call, sip invitation",
    "ready_at": (
        "utskrivningsklar, utskr klar, utskrivningsklar sedan, medicinskt färdigbehandlad, färdigbehandlad, klar, "
        "ready for discharge, discharge ready, medically ready"
    ),
    "ready_notice_at": (
        "meddelande om utskrivningsklar, underrättelse utskrivningsklar, underrättelse skickad, "
        "meddelande till kommun, utskrivningsmeddelande, notice to municipality, ready notice, discharge notice, "
        "notice sent"
    ),
    "home_ready": "hemgång klar, hemgångsklar kvitterad, klar för hemgång, home ready",
    "outpatient_available": (
        "öppenvård, öppenvård kan ta emot, öppenvården tillgänglig, öppna insatser, outpatient, "
        "outpatient care available"
    ),
    "discharged_at": "ut, utskrivning, utskrivningsdatum, hemgång, utskriven från sjukhus, discharged, discharge",
    "registered_at": (
        "registrering, registreringsdatum, registrerat, reg, skapad, skapat, inlagd i systemet, registered, created"
    ),
}
"""By field, names that are not the canonical ones; without the words of GENERIC."""

# What only says that a column has dates, times of day, or yes and no.
GENERIC: Final = frozenset(
    (
        *("datum", "tid", "tidpunkt", "klockslag", "kl", "dag"),
        *("date", "time", "datetime", "timestamp", "at", "on", "dt", "tm"),
        *("j", "n", "ja", "nej", "y"),
    )
)

WORDS: Final = {
    "somatisk": "somatik, somatisk vård, som, somatic, s",
    "psykiatrisk": "psykiatri, psykiatrisk vård, psyk, psychiatric, psychiatry, p",
    "grön": "grönt, gron, green, g",
    "gul": "gult, yellow, y",
    "röd": "rött, rod, red, r",
    "blå": "blått, bla, blue, b",
    "ja": "j, yes, y, sant, true, 1",
    "nej": "n, no, falskt, false, 0",
    "oklart": "oklar, vet ej, okänt, unknown, unclear, ?",
}
"""By a canonical word, what other systems write for it."""

_ALMOST: Final = 0.8  # a likeness is never as good as a known name
_AMONG_OTHERS: Final = 0.85  # nor is a known name with other words around it


def plain(header: str) -> str:
    """A header as words: lower case, with one space for whatever stands between them."""
    text = unicodedata.normalize("NFC", header).strip(SPACES).lower()
    return re.sub(r"[^\w]+|_+", " ", text).strip()


def stem(header: str) -> str:
    """A header's words without those of GENERIC."""
    return " ".join(word for word in plain(header).split() if word not in GENERIC)


def likeness(header: str, field: schema.Field) -> float:
    """How like a field's names a header is, 0 to 1; 1 is one of them."""
    said = {plain(header), stem(header)} - {""}
    known = _known(field)
    if said & known:
        return 1.0
    if any(set(name.split()) <= set(text.split()) for text in said for name in known):
        return _AMONG_OTHERS
    best = max((SequenceMatcher(None, text, name).ratio() for text in said for name in known), default=0.0)
    return best * _ALMOST


def _known(field: schema.Field) -> set[str]:
    listed = [field.header, field.name, *NAMES[field.name].split(",")]
    return {plain(name) for name in listed} | {stem(name) for name in listed}
