"""One version of some terms in words, each with its source."""

from collections.abc import Iterator

from lus_stats.criteria import BY_KEY
from lus_stats.rules import Terms
from lus_stats.text import numbers
from lus_stats.text.method import method
from lus_stats.vocabulary import SWEDISH


def rows_of(terms: Terms) -> Iterator[tuple[str, str, str | None]]:
    """Each term the model uses: its name, its value, its source."""
    sources = terms.sources
    yield "Modell", method().models[terms.model], sources.get("model")
    if terms.threshold_tenths is not None:
        limit = f"{numbers.threshold(terms.threshold_tenths)} dagar; mer än så, inte lika med"
        yield "Gräns för medelvärdet", limit, sources.get("threshold_days")
    if terms.free_days is not None:
        yield "Fristdagar", numbers.number(terms.free_days), sources.get("free_days")
    cutoff = "inget klockslag" if terms.cutoff is None else f"efter {terms.cutoff:%H.%M} räknas från nästa dag"
    yield "Underrättelse sent på dagen", cutoff, sources.get("cutoff")
    counts = "räknas" if terms.discharge_day_counts else "räknas inte (0-dag)"
    yield "Utskrivningsdagen", counts, sources.get("discharge_day_counts")
    if terms.mean_population is not None:
        yield "I medelvärdet", SWEDISH[terms.mean_population], sources.get("mean_population")
    labels = "; ".join(BY_KEY[key].label for key in terms.criteria)
    yield "Regionens kriterier", labels or "inga", sources.get("criteria")
    exempt = "; ".join(
        f"{BY_KEY[key].label}: {', '.join(sorted(SWEDISH[track] for track in tracks))} spår"
        for key, tracks in terms.exempt_tracks.items()
    )
    if exempt:
        yield "Undantag", exempt, sources.get("exempt_tracks")
