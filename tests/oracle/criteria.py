"""The catalogue of the region's criteria (rules.md §4), one function each."""

from datetime import timedelta

from tests.oracle.calendar import is_working_day
from tests.oracle.episode import Episode
from tests.oracle.terms import Terms


def admission_notice(episode: Episode) -> bool:
    """Notice and estimated date exist, and the notice was sent no later than the discharge."""
    return (
        episode.admission_notice_at is not None
        and episode.estimated_discharge_on is not None
        and episode.admission_notice_at <= episode.discharged_at
    )


def ready_notice(episode: Episode) -> bool:
    """The municipality was told no later than the discharge."""
    return episode.ready_notice_at is not None and episode.ready_notice_at <= episode.discharged_at


def care_contact(episode: Episode) -> bool:
    """A care contact was appointed no later than the discharge."""
    return episode.care_contact_at is not None and episode.care_contact_at <= episode.discharged_at


def home_ready(episode: Episode) -> bool:
    """The patient was home ready."""
    return episode.home_ready is True


def sip_call(episode: Episode) -> bool:
    """No SIP was required, or the call came no later than three days after the clock's date."""
    if episode.sip_required is not True:
        return True
    if episode.sip_called_at is None:
        return False
    return episode.sip_called_at.date() <= episode.clock.date() + timedelta(days=3)


def outpatient_available(episode: Episode) -> bool:
    """Outpatient care was neither unavailable nor unclear; empty does not block."""
    return episode.outpatient_available not in ("no", "unclear")


def weekday_discharge(episode: Episode) -> bool:
    """On track red the patient left on a working day; other tracks always meet it."""
    return episode.track != "red" or is_working_day(episode.discharged_at.date())


CATALOGUE = {
    "admission_notice": admission_notice,
    "ready_notice": ready_notice,
    "care_contact": care_contact,
    "home_ready": home_ready,
    "sip_call": sip_call,
    "outpatient_available": outpatient_available,
    "weekday_discharge": weekday_discharge,
}


def is_met(key: str, episode: Episode, terms: Terms) -> bool:
    """Met by its facts, or by a track the terms exempt."""
    if episode.track is not None and episode.track in terms.exempt_tracks.get(key, ()):
        return True
    return CATALOGUE[key](episode)


def unmet_criteria(episode: Episode, terms: Terms) -> list[str]:
    """The unmet ones of those the terms require, in the catalogue's order."""
    return [key for key in CATALOGUE if key in terms.criteria and not is_met(key, episode, terms)]
