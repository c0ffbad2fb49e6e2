"""One episode as the rules speak of it: Python values, no text."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Episode:
    """A row of the canonical import file, read."""

    episode_id: str
    municipality_code: str
    care_form: str
    admitted_at: datetime
    ready_at: datetime
    registered_at: datetime
    district: str | None = None
    hospital: str | None = None
    track: str | None = None
    admission_notice_at: datetime | None = None
    estimated_discharge_on: date | None = None
    care_contact_at: datetime | None = None
    sip_required: bool | None = None
    sip_called_at: datetime | None = None
    ready_notice_at: datetime | None = None
    home_ready: bool | None = None
    outpatient_available: str | None = None
    discharged_at: datetime | None = None

    @property
    def county(self) -> str:
        """The county is the first two digits of the municipality's code."""
        return self.municipality_code[:2]

    @property
    def clock(self) -> datetime:
        """The moment the count starts from: when the municipality was told, else the decision."""
        if self.ready_notice_at is not None:
            return self.ready_notice_at
        return self.ready_at

    @property
    def month(self) -> str | None:
        """The month of discharge as YYYY-MM; none while still in hospital."""
        if self.discharged_at is None:
            return None
        return self.discharged_at.strftime("%Y-%m")
