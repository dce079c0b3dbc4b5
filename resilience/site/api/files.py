"""Tables as files, written while they are read, so that their size does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

from resilience.look.downloads import BYTE_ORDER_MARK, FORMULA


def csv_of(table: pa.RecordBatchReader) -> Iterator[bytes]:
    """A CSV file. Nulls are empty cells, and no text is what a spreadsheet would run."""
    yield (BYTE_ORDER_MARK + ",".join(table.schema.names) + "\n").encode()
    options = pv.WriteOptions(include_header=False, quoting_style="needed")
    for batch in table:
        harmless = pa.record_batch([_harmless(c) for c in batch.columns], batch.schema.names)
        text = pa.BufferOutputStream()
        pv.write_csv(harmless, text, options)
        yield text.getvalue().to_pybytes()


def parquet_of(table: pa.RecordBatchReader) -> Iterator[bytes]:
    """A Parquet file, a row group for each batch."""
    written = _Written()
    with pq.ParquetWriter(written, table.schema, compression="zstd") as writer:
        for batch in table:
            writer.write_batch(batch)
            yield written.taken()
    yield written.taken()


CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
WRITERS: dict[str, Callable[[pa.RecordBatchReader], Iterator[bytes]]] = {
    "csv": csv_of,
    "parquet": parquet_of,
}


def _harmless(column: pa.Array) -> pa.Array:
    """The column with an apostrophe before what would otherwise be a formula."""
    if not pa.types.is_string(column.type):
        return column
    runs = reduce(pc.or_, (pc.starts_with(column, sign) for sign in FORMULA))
    return pc.if_else(
        pc.fill_null(runs, False), pc.binary_join_element_wise("'", column, ""), column
    )


class _Written:
    """A file that is only written on; what is in it is taken out as it grows."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        self._length += len(part)
        return len(part)

    def tell(self) -> int:
        return self._length

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)
