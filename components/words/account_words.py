"""What became of the cells of a file, in words.

On the page, in the annotated file and in the command.
"""

from components.words.text import Text
from geo.exports.annotated import WARNING, Remark
from geo.intake.files.account import FATES, Account, LeftOut
from geo.intake.files.grid import letters


def account_line(account: Account, text: Text) -> str:
    """How many cells there are, and how many of each fate: they add up."""
    counts = [
        text(f"account.{fate}", n=account.counts[fate])
        for fate in FATES
        if account.counts.get(fate)
    ]
    return text(
        "account.sum",
        total=text("account.cells", n=account.cells),
        counts=text("list.comma").join(counts),
    )


def reason(left: LeftOut, text: Text) -> str:
    """Why cells were not taken."""
    return text(f"left_out.{left.reason}")


def rows_of(left: LeftOut, text: Text) -> str:
    """The rows in which they stand."""
    if not left.row:
        return text("account.whole_sheet")
    first, last = text.digits(str(left.row)), text.digits(str(max(left.last, left.row)))
    return first if first == last else text("account.rows", first=first, last=last)


def left_out_line(left: LeftOut, text: Text) -> str:
    """Cells that were not taken: where, how many, the first of them, why."""
    where = [text("problem.sheet", sheet=left.sheet)] if left.sheet else []
    where += [text("problem.row", row=rows_of(left, text))] if left.row else []
    where += (
        [text("problem.column", column=letters(left.column))] if left.column is not None else []
    )
    value = text("account.begins", value=left.value) if left.value else ""
    parts = [
        text("list.comma").join(where),
        text("account.cells", n=left.cells),
        value,
        reason(left, text),
    ]
    return text("account.line", parts=text("list.comma").join(filter(None, parts)))


def account_remarks(account: Account, text: Text) -> list[Remark]:
    """The sum and what was not taken, as remarks about the file as a whole."""
    lines = [account_line(account, text), *(left_out_line(left, text) for left in account.left_out)]
    return [Remark(0, None, WARNING, "", line) for line in lines]
