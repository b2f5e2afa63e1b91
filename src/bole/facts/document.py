"""The findings as the document `findings.json` (contract 1)."""

from bole.kernel.finding import Finding, Findings

CONTRACT = 1


def findings_document(findings: Findings) -> dict[str, object]:
    """Counts, groups and the listed findings; errors first, and the same for the same facts."""
    listed = list(findings)
    return {
        "contract": CONTRACT,
        "errors": findings.errors,
        "warnings": findings.warnings,
        "groups": [
            {
                "severity": severity,
                "kind": kind,
                "table": table or None,
                "column": column or None,
                "count": count,
                "shown": sum(
                    (finding.severity, finding.kind, finding.table, finding.column or "")
                    == (severity, kind, table, column)
                    for finding in listed
                ),
            }
            for severity, kind, table, column, count in findings.groups()
        ],
        "findings": [_entry(finding) for finding in listed],
    }


def _entry(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "table": finding.table or None,
        "file": finding.file,
        "row": finding.row,
        "column": finding.column,
        "key": finding.key,
        "message": finding.message.zh,
        "message_en": finding.message.en,
        "remedy": finding.remedy.zh,
        "remedy_en": finding.remedy.en,
    }
