"""The table of protocol rows is whole and fresh."""

import pytest
import table


@pytest.fixture(scope="module")
def known():
    return table.rows()


def test_every_row_is_cited_by_a_test(known):
    tests = table.citations(known)
    assert [row for row in known if not tests[row]] == []


def test_rows_are_well_formed(known):
    assert len(known) == 207
    for row, (_, verdict, text) in known.items():
        assert verdict in table.VERDICTS, row
        assert text and "|" not in text and "\n" not in text, row


def test_the_file_is_fresh():
    assert table.TABLE.read_text() == table.render(), "run python python/tests/protocols/table.py"


def test_spans_and_words(known):
    assert table.cited("DL-01 and DL-02 to DL-04", known) == {"DL-01", "DL-02", "DL-03", "DL-04"}
    assert table.cited("no-01 UTF-16 XX-99", known) == set()
    with pytest.raises(ValueError, match="spans two"):
        table.cited("AI-01 to BP-02", known)
