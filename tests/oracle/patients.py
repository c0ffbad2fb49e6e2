"""A patient to start an example from: every criterion met, and only what matters said."""

PATIENT = {
    "vårdtillfälle": "kalle",
    "kommunkod": "1880",
    "stadsdelsområde": "",
    "vårdform": "somatisk",
    "sjukhus": "",
    "spår": "grön",
    "inskriven": "2019-12-01 08:00",
    "inskrivningsmeddelande": "2019-12-02 08:00",
    "beräknad_utskrivning": "2020-02-04",
    "fast_vårdkontakt": "2019-12-03 08:00",
    "sip_krävs": "nej",
    "sip_kallelse": "",
    "utskrivningsklar": "",
    "underrättelse": "",
    "hemgångsklar": "ja",
    "öppenvård_tillgänglig": "ja",
    "utskriven": "",
    "registrerad": "",
}


def patient(name: str, told: str, left: str, **cells: str) -> dict[str, str]:
    """A row: the municipality was told, and the patient left, then; registered on leaving."""
    return (
        PATIENT
        | {"vårdtillfälle": name, "utskrivningsklar": told, "underrättelse": told}
        | {"utskriven": left, "registrerad": left}
        | cells
    )
