"""What must be right in lists that are to be published: their editions, and nothing grave in what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from negcli.check import Outcome, choose_rules, examine
from negcli.check.baseline import beyond, followed, read_baseline
from negcli.check.stages import UNSAID
from negcli.finding import Finding, Severity
from negcli.lists.model import Register
from negcli.record.drafts import Draft
from negcli.rules import Context, Rule, all_rules, rules_called

#: What says whether an edition may be published.
_EDITION = ("syntax", "missing-field", "change", "bad-document-number", "no-approver", "dates-out-of-order")
#: Categories of which nothing may ever become public, however little the register says that it weighs.
_NEVER = ("leak", "syntax", "schema", "identity")


def release_rules(
    register: Register, select: Iterable[str] = (), ignore: Iterable[str] = (), stage: str = UNSAID
) -> list[Rule]:
    """The rules that say whether lists may be published: of those in ``select`` (all when empty), less ``ignore``.

    The register's own settings take away none about editions, and none whose findings may never become public. Failure
    ``unknown-rule``.
    """
    asked = set(choose_rules(register, select, ignore, stage))
    always = filter(_is_always_asked, choose_rules(Register({}, (), ()), select, ignore, stage))
    chosen = asked.union(always)
    return [rule for rule in all_rules().values() if rule in chosen]


def _is_always_asked(rule: Rule) -> bool:
    return rule.category in _NEVER or is_about_editions(rule.name)


@cache
def is_about_editions(name: str) -> bool:
    """Whether the rule ``name`` says that an edition may not be published."""
    return any(all_rules()[name] in rules_called(called) for called in _EDITION)


def judged(root: Path, rules: Iterable[Rule], context: Context) -> Outcome:
    """What ``rules`` find in the register of ``context`` that the baseline of the one at ``root`` does not hold."""
    found, allowed = examine(context.register, rules, context)
    return Outcome(beyond(found, followed(read_baseline(root) or {}, context.register)), allowed)


def holds_back(finding: Finding) -> bool:
    """Whether a list in which ``finding`` was made may not be published, whatever anybody says."""
    is_of_edition = is_about_editions(finding.name) and finding.severity >= Severity.warning
    return is_of_edition or finding.severity >= Severity.error or finding.category in _NEVER


def leads_nowhere(finding: Finding, drafts: Iterable[Draft], agency_ids: Mapping[str, str]) -> bool:
    """Whether ``finding`` is a reference, in whatever list, to an entry that one of ``drafts`` has no more."""
    owner, _, name = str(finding.args.get("reference", "")).rpartition("/")
    meant = f"{agency_ids.get(owner, owner) or finding.agency}/{name}"
    return finding.category == "reference" and any(meant in draft.gone for draft in drafts if draft.is_open)
