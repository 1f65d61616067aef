"""Delimited files from rows by column."""

import csv
import io


def words(text):
    """The words of a text."""
    return text.split()


def written(rows, columns, delimiter="\t"):
    """A file of these columns; what a row lacks is blank."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return target.getvalue()
