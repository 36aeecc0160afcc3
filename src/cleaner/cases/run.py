"""Run cases: clean each input, compare, and say of each difference which rule was nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaner import packs
from cleaner.cases.case import clean
from cleaner.cases.compare import Difference, Fault, compare, said_in
from cleaner.model import Kind
from cleaner.render import notation
from cleaner.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cleaner.cases.case import Case
    from cleaner.pipeline import Cleaner
    from cleaner.render.notation import Line
    from cleaner.structure import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one case.

    Attributes
    ----------
    case : Case
    differences : tuple of Difference
        Worst first.
    reasons : tuple of str
        For each difference the score as a sum, or the nearest rule.
    lines : tuple of Line
        What the library made of the input.
    """

    case: Case
    differences: tuple[Difference, ...]
    reasons: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def passed(self) -> bool:
        """Reviewed and without a difference; a known failure passes as long as it fails."""
        if self.case.known_failure:
            return bool(self.differences)
        return self.case.status == "reviewed" and not self.differences

    @property
    def verdict(self) -> str:
        """One word or two for a person to read."""
        if self.case.known_failure:
            return "known failure" if self.differences else "passes: move it out of known-failures"
        if self.case.status == "proposed":
            return "proposed: read it, mend it, then accept it"
        return "differs" if self.differences else "passed"


def run(case: Case, wash: Cleaner | None = None) -> Outcome:
    """Clean a case's input, by a cleaner or with the packs of the library, and compare with the expectation."""
    article = clean(case, wash)
    lines = notation.lines_of(article)
    wanted = [line for line in case.lines if not _told_as_a_field(line, article, lines)]
    differences = tuple(compare(wanted, lines))
    reasons = tuple(_reason(difference, article) for difference in differences)
    return Outcome(case=case, differences=differences, reasons=reasons, lines=tuple(lines))


def _told_as_a_field(line: Line, article: Article, lines: Sequence[Line]) -> bool:
    """Tell whether a page's title, dek or byline is a field of the article and no kept block: nothing is lost."""
    said = said_in(line)
    if article.document.form == "text" or any(said == said_in(other) for other in lines):
        return False
    if line.role == "byline":
        text = fold(" ".join(part.text for part in line.parts))
        return bool(article.byline) and all(fold(name) in text for name in article.byline)
    fields = {"title": article.title, "dek": article.dek}
    role = "title" if line.kind is Kind.HEADING and line.level == 1 else line.role
    return role in fields and said == said_in(notation.Line(parts=(notation.Part(text=fields[role]),)))


def report(outcome: Outcome) -> str:
    """Write an outcome and its differences for a person to read."""
    rows = [f"{outcome.case.name}: {outcome.verdict}"]
    for difference, reason in zip(outcome.differences, outcome.reasons, strict=True):
        rows.append(f"  {difference.fault}  {difference.text}")
        rows.append(f"      expected {difference.expected}, is {difference.actual}" + (f"; {reason}" if reason else ""))
    return "\n".join(rows)


def _reason(difference: Difference, article: Article) -> str:
    """Show the score of the stretch if there is one, else the rule whose words come nearest."""
    if difference.fault is Fault.BROKEN:
        return ""
    decisions = [
        decision
        for decision in article.decisions
        if decision.span.block == difference.line
        and (decision.verdict == "doubtful" or difference.fault is not Fault.LEFT_IN)  # what went is not what stayed
    ]
    if decisions:
        return "; ".join(map(notation.sum_of, decisions))
    if difference.fault is Fault.LEFT_IN:
        return _nearest_rule(difference, article)
    return ""


def _nearest_rule(difference: Difference, article: Article) -> str:
    said = set(words(fold(difference.text)))
    best, most = "", 0.0
    for rule in packs.load(article.language).rules:
        for phrase in rule.phrases if rule.category == difference.expected else ():
            wanted = set(words(phrase))
            share = len(said & wanted) / len(wanted) if wanted else 0.0
            if share > most:
                best, most = f"nearest rule {rule.id}: {phrase!r}", share
    return best or "no rule comes near"
