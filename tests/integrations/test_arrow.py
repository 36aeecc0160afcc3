"""A batch of pages in, as many articles out, each with the columns of the schema: whatever is in the batch."""

from __future__ import annotations

import json
import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cleaner

if TYPE_CHECKING:
    from collections.abc import Callable

STORY = "It rained all night, and the river rose over both banks."
PAGE = f"<h1>River rises</h1><p>{STORY}</p><p>Advertisement</p>"
JSON_SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "article.schema.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def pa(host: Callable[[str], Any]) -> Any:
    return host("pyarrow")


@pytest.fixture(scope="session")
def arrow(pa: Any) -> Any:
    import cleaner.arrow

    return cleaner.arrow


def names(found: Any, pa: Any) -> Any:
    """The shape of an Arrow type: names of fields, inside lists too."""
    if pa.types.is_list(found):
        return [names(found.value_type, pa)]
    return {field.name: names(field.type, pa) for field in found} if pa.types.is_struct(found) else None


def keys(schema: dict[str, Any]) -> Any:
    """The shape of a JSON schema, in the same form."""
    if "$ref" in schema:
        return keys(JSON_SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if schema.get("type") == "array":
        return [keys(schema["items"])]
    return {name: keys(inner) for name, inner in schema["properties"].items()} if "properties" in schema else None


def test_columns_are_the_keys_of_the_json_schema(arrow: Any, pa: Any) -> None:
    columns = {field.name: names(field.type, pa) for field in arrow.SCHEMA}
    assert [columns.pop(name) for name in ("id", "source", "error")] == [None] * 3
    assert columns == keys(JSON_SCHEMA)


@pytest.mark.parametrize("form", ["string", "large_string", "string_view", "binary", "large_binary", "dictionary"])
def test_every_type_of_text_is_read(form: str, arrow: Any, pa: Any) -> None:
    pages = pa.array([PAGE])
    pages = pages.dictionary_encode() if form == "dictionary" else pages.cast(getattr(pa, form)())
    (article,) = arrow.clean_batch(pa.table({"html": pages})).to_pylist()
    expected = cleaner.clean_html(PAGE.encode() if "binary" in form else PAGE).to_dict()
    assert article == {"id": None, "source": None, "error": None, **expected}


def test_a_record_batch_gives_a_record_batch(arrow: Any, pa: Any) -> None:
    batch = pa.record_batch({"text": [STORY]})
    assert isinstance(arrow.clean_batch(batch), pa.RecordBatch)
    assert isinstance(arrow.clean_batch(pa.Table.from_batches([batch])), pa.Table)


def test_what_is_told_about_a_page_is_used(arrow: Any, pa: Any) -> None:
    page = f"<p>{STORY} “Naïve”, he said.</p>"
    row = {"id": [12], "url": ["https://a.test/b"], "language": ["en"], "encoding": ["windows-1252"]}
    batch = pa.table({**row, "html": [page.encode("windows-1252")], "price": [3]})
    (article,) = arrow.clean_batch(batch).to_pylist()
    assert article["id"] == "12"
    assert "“Naïve”" in article["text"]
    assert (article["url"], article["language"], article["encoding"]) == ("https://a.test/b", "en", "cp1252")


def test_a_bad_row_costs_one_row_and_says_so(arrow: Any, pa: Any) -> None:
    pages = pa.array([None, b"%PDF-1.7", None])
    texts = mislabelled(pa, [b"caf\xe9", b"ok", STORY.encode()])
    batch = pa.table({"id": ["a", "b", "c"], "url": ["https://a.test"] * 3, "html": pages, "text": texts})
    bad_text, bad_page, good = arrow.clean_batch(batch).to_pylist()
    assert (bad_text["id"], bad_page["id"], good["id"]) == ("a", "b", "c")
    assert "not UTF-8" in bad_text["error"]
    assert "PDF" in bad_page["error"]
    assert bad_page["url"] == "https://a.test"
    assert bad_page["text"] is bad_page["removed"] is None
    assert good["error"] is None
    assert good["text"] == STORY


def test_html_that_a_file_wrongly_calls_utf_8_is_decoded(arrow: Any, pa: Any) -> None:
    page = f'<meta charset="windows-1252"><p>{STORY} “Naïve”, he said.</p>'.encode("windows-1252")
    (article,) = arrow.clean_batch(pa.table({"html": mislabelled(pa, [page])})).to_pylist()
    assert "“Naïve”" in article["text"]


def mislabelled(pa: Any, values: list[bytes]) -> Any:
    """A column of strings that holds any bytes, as Parquet files may."""
    binary = pa.array(values)
    return pa.Array.from_buffers(pa.string(), len(values), binary.buffers())


def test_a_row_without_content_says_so(arrow: Any, pa: Any) -> None:
    batch = pa.table({"html": pa.array([None], pa.string()), "text": pa.array([None], pa.string())})
    assert arrow.clean_batch(batch).column("error")[0].as_py()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["x"]}, "html or text.*body"),
        ({"html": [3]}, "html is int64"),
        ({"text": ["x"], "url": [3]}, "url is"),
    ],
)
def test_a_batch_that_no_row_of_can_be_cleaned_is_an_error(columns: Any, message: str, arrow: Any, pa: Any) -> None:
    with pytest.raises(cleaner.InputError, match=message):
        arrow.clean_batch(pa.table(columns))


def test_an_empty_batch_keeps_the_schema(arrow: Any, pa: Any) -> None:
    assert arrow.clean_batch(pa.table({})).schema == arrow.SCHEMA
    assert list(arrow.clean_batches([])) == []


def test_settings_travel_to_workers(arrow: Any, pa: Any) -> None:
    wash = cleaner.Cleaner(cleaner.Settings(keep={cleaner.Category.ADVERT}))
    sent = pickle.loads(pickle.dumps(partial(arrow.clean_batch, wash=wash)))
    batch = pa.table({"html": [PAGE]})
    assert "Advertisement" in sent(batch).column("text")[0].as_py()
    assert "Advertisement" not in arrow.clean_batch(batch).column("text")[0].as_py()


def test_large_batches_are_cleaned_in_small_ones(arrow: Any, pa: Any) -> None:
    batch = pa.record_batch({"id": pa.array(range(600)), "text": [STORY] * 600})
    cleaned = list(arrow.clean_batches([batch, batch.slice(0, 0)]))
    assert [part.num_rows for part in cleaned] == [256, 256, 88]
    assert pa.Table.from_batches(cleaned).column("id").to_pylist() == list(map(str, range(600)))
