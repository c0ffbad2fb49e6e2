"""The columns of the canonical file and how one cell's text is read."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

MUST = {
    "vårdtillfälle": "episode_id",
    "kommunkod": "municipality_code",
    "vårdform": "care_form",
    "inskriven": "admitted_at",
    "utskrivningsklar": "ready_at",
    "registrerad": "registered_at",
}
OPTIONAL = {
    "stadsdelsområde": "district",
    "sjukhus": "hospital",
    "spår": "track",
    "inskrivningsmeddelande": "admission_notice_at",
    "beräknad_utskrivning": "estimated_discharge_on",
    "fast_vårdkontakt": "care_contact_at",
    "sip_krävs": "sip_required",
    "sip_kallelse": "sip_called_at",
    "underrättelse": "ready_notice_at",
    "hemgångsklar": "home_ready",
    "öppenvård_tillgänglig": "outpatient_available",
    "utskriven": "discharged_at",
}
DATES = {
    "inskriven": "admitted_at",
    "inskrivningsmeddelande": "admission_notice_at",
    "beräknad_utskrivning": "estimated_discharge_on",
    "fast_vårdkontakt": "care_contact_at",
    "sip_kallelse": "sip_called_at",
    "utskrivningsklar": "ready_at",
    "underrättelse": "ready_notice_at",
    "utskriven": "discharged_at",
    "registrerad": "registered_at",
}
FLAGS: dict[str, dict[str, Any]] = {
    "vårdform": {"somatisk": "somatic", "psykiatrisk": "psychiatric"},
    "spår": {"grön": "green", "gul": "yellow", "röd": "red", "blå": "blue"},
    "sip_krävs": {"ja": True, "nej": False},
    "hemgångsklar": {"ja": True, "nej": False},
    "öppenvård_tillgänglig": {"ja": "yes", "nej": "no", "oklart": "unclear"},
}

DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
DATE = re.compile(DAY)
DATETIME = re.compile(DAY + r"[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")


def word(text: str) -> str:
    """A fixed word without regard to letter case, outer spaces, normal form, and space for underscore."""
    return unicodedata.normalize("NFC", text).strip().casefold().replace(" ", "_")


def parse_date(text: str) -> date | None:
    """A calendar date, or nothing."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def parse_datetime(text: str) -> datetime | None:
    """A date with a time of day, or nothing; a date alone is not midnight."""
    match = DATETIME.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()))
    except ValueError:
        return None
