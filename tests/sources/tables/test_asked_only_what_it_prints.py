"""A service table is asked only for what it has a column for."""

from pathlib import Path

from frictionaudit.application.audit import audit, collect

ROWS = (
    ("Hand in the application", "Applicant", "20", "Passport", "that we have it"),
    ("Check the application", "Clerk", "10", "", ""),
    ("Collect the card", "Applicant", "5", "", ""),
)
ABOUT_MESSAGES = {"FA501", "FA502", "FA503", "FA506", "FA507", "FA509", "FA510"}


def codes(folder: Path, *columns: str) -> set[str]:
    """The rules that find something in a table with these columns."""
    heading = ("Step", "Who", "Minutes", "Documents required", "Customer learns")
    kept = [heading.index(column) for column in columns]
    lines = [",".join(row[n] for n in kept) for row in (heading, *ROWS)]
    file = folder / "card.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    (procedure,) = audit(collect([file])).procedures
    return {finding.rule for finding in procedure.findings}


def test_a_table_of_minutes_and_documents_is_not_accused_of_telling_customers_nothing(tmp_path):
    found = codes(tmp_path, "Step", "Who", "Minutes", "Documents required")
    assert not found & ABOUT_MESSAGES, f"nothing about messages, for which there is no column; got {sorted(found)}"


def test_a_table_with_a_column_for_what_customers_learn_is_asked_for_it(tmp_path):
    found = codes(tmp_path, "Step", "Who", "Minutes", "Documents required", "Customer learns")
    assert found & ABOUT_MESSAGES, f"at least one of {sorted(ABOUT_MESSAGES)}; got {sorted(found)}"
