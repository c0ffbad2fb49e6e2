"""What `apart` runs in a process of its own: a workbook or a Parquet file into Arrow, whatever that costs it.

It stands alone, without the package, since most files are read in less time than the package takes to import.
Out come parts: a line of JSON that says what follows and how many bytes, then those bytes (an Arrow stream).
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any, Final

_MOST: Final = 2**30  # bytes of cells handed over
_ROWS: Final = 20_000_000
_NOT_NEEDED: Final = "numpy"  # pyarrow imports it where it can: half of what a small file costs, for nothing  # D164


class _TooMuchError(Exception):
    """The cells are more than is handed over."""


def main(kind: str, sheet: str, memory: str) -> None:
    """Read standard input as that kind of file, within so many bytes of memory; answer on standard output."""
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_CORE, 0)
    sys.modules[_NOT_NEEDED] = None  # type: ignore[assignment]  # Python's way to say that there is none
    try:
        handed = 0
        for about, batches in (_sheets if kind == "workbook" else _parquet)(sys.stdin.buffer.read(), sheet):
            payload = _stream(batches)
            if (handed := handed + len(payload)) > _MOST:
                raise _TooMuchError
            _send(about, payload)
        _send({"done": True})
    except BaseException as error:  # a panic in Rust is no Exception, and this is the place that may fall over
        _send({"error": type(error).__name__, "message": str(error)})


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _send(about: dict[str, Any], payload: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(about | {"bytes": len(payload)}).encode() + b"\n" + payload)
    sys.stdout.buffer.flush()


def _stream(batches: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches.schema) as stream:
        stream.write(batches)
    return sink.getvalue()  # type: ignore[no-any-return]  # pyarrow ships no types


def _sheets(raw: bytes, wanted: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """The visible sheets that hold anything, or the one asked for; first a part that names them all."""
    import fastexcel
    import pyarrow as pa

    book = fastexcel.read_excel(raw)
    names = book.sheet_names
    yield {"sheets": names}, pa.table({})
    same = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
    for name in [wanted] if wanted in names else same if wanted else names:
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if not (sheet.width and sheet.height) or (sheet.visible != "visible" and not wanted):
            continue
        cells, errors = sheet.to_arrow_with_errors()
        faults = [(*error.offset_position, error.detail) for error in errors.errors] if errors else []
        yield {"name": name, "faults": faults}, cells


def _parquet(raw: bytes, _: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """The whole table; text without a mark that it is text is taken for it."""
    import pyarrow as pa
    from pyarrow import parquet

    file = parquet.ParquetFile(pa.BufferReader(raw))
    if file.metadata.num_rows > _ROWS:
        raise _TooMuchError
    headers = file.schema_arrow.names
    nested = [field.name for field in file.schema_arrow if pa.types.is_nested(field.type)]
    if nested:
        yield {"headers": headers, "nested": nested}, pa.table({})
        return
    table = file.read(use_threads=False)
    for place, field in enumerate(table.schema):
        if pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.large_string()))
    yield {"headers": headers}, table.rename_columns([str(place) for place in range(len(headers))])


if __name__ == "__main__":
    main(*sys.argv[1:])
