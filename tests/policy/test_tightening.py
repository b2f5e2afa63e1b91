from pathlib import Path

import pytest

from bole.kernel.finding import Finding
from bole.policy.laxness import laxer
from bole.policy.load import load_policy
from bole.policy.problems import PolicyError
from tests.given import given
from tests.policy.documents import Document, changed, entry

HEAD = """
[policy]
id = "strict-branch"
kind = "branch_overlay"
parent = "commercial-2005"
effective_from = 2006-01-01
name = { zh = "分行细则", en = "Branch rules" }
documents = []
"""

CREDIT = '[[qualification.conditions]]\nid = "credit"\n'
COLLEGE_3 = '{ education = "college", years = 3, clause = "§20" }'
BACHELOR_2 = '{ education = "bachelor", years = 2, clause = "§20" }'


def _refused(folder: Path, body: str) -> tuple[Finding, ...]:
    path = folder / "overlay.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(folder)
    assert all(finding.file == str(path) and finding.row for finding in caught.value.findings)
    return caught.value.findings


def _accepted(folder: Path, body: str) -> None:
    (folder / "overlay.toml").write_text(HEAD + body, encoding="utf-8")
    assert load_policy(folder).id == "strict-branch"


LAXER = {
    "fewer years": (
        f'{CREDIT}experience = [{COLLEGE_3}, {BACHELOR_2.replace("2,", "1,")}]',
        "qualification.conditions.credit.experience", "§20", "bachelor 2] → [college 3, bachelor 1]",
    ),
    "fewer months": (
        f'{CREDIT}experience = [{COLLEGE_3.replace("3,", "2.5,")}, {BACHELOR_2}]',
        "qualification.conditions.credit.experience", "§20", "bachelor 2] → [college 2.5, bachelor 2]",
    ),
    "any education": (
        f'{CREDIT}experience = [{{ years = 3, clause = "§20" }}]',
        "qualification.conditions.credit.experience", "§20", "→ [any 3]",
    ),
    "lower education for the same years": (
        f'{CREDIT}experience = [{COLLEGE_3.replace("3,", "2,")}]',
        "qualification.conditions.credit.experience", "§20", "→ [college 2]",
    ),
    "no experience at all": (
        f"{CREDIT}experience = []",
        "qualification.conditions.credit.experience", "§20", "→ []",
    ),
    "a certificate less": (
        f'{CREDIT}certificates = ["credit"]',
        "qualification.conditions.credit.certificates", "§20", "[credit, marketing] → [credit]",
    ),
    "a requirement less": (
        f'{CREDIT}requirements = ["ethics", "main_products"]',
        "qualification.conditions.credit.requirements", "§20", "duty_of_care_review",
    ),
    "a wider choice": (
        ('[[qualification.certificates]]\nid = "driving"\nclause = "§21"\n'
        'name = { zh = "驾照", en = "Driving" }\n'
        '[[qualification.conditions]]\nid = "design"\n'
        'one_of_certificates = ["international_business", "driving"]'),
        "qualification.conditions.design.one_of_certificates", "§21", "driving",
    ),
    "no choice asked for": (
        '[[qualification.conditions]]\nid = "design"\none_of_certificates = []',
        "qualification.conditions.design.one_of_certificates", "§21", "→ []",
    ),
    "a condition moved to another post": (
        f'{CREDIT}post = "market"', "qualification.conditions.credit.post", "§20", "credit → market",
    ),
    "a condition for one rank only": (
        f'{CREDIT}rank = "senior"', "qualification.conditions.credit.rank", "§20", "(none) → senior",
    ),
    "a condition removed": (
        '[remove]\nqualification.conditions = ["credit_senior"]',
        "qualification.conditions.credit_senior", "§22", "credit_senior → (none)",
    ),
    "a longer validity": (
        "[qualification.validity]\nyears = 4", "qualification.validity.years", "§25", "3 → 4",
    ),
    "a warning less": (
        "[qualification.validity]\nwarn_days = [90, 30]", "qualification.validity.warn_days", "§25", "180",
    ),
    "an npl standard beyond the limit": (
        '[[standards]]\npost = "credit"\n[standards.tiers]\nT1 = { npl_ratio = 3.01 }',
        "standards.credit.tiers.T1.npl_ratio", "X2", "3 → 3.01",
    ),
    "an interest standard beyond the limit": (
        '[[standards]]\npost = "credit"\n[standards.tiers]\nT1 = { interest_collection_rate = 97.99 }',
        "standards.credit.tiers.T1.interest_collection_rate", "X2", "98 → 97.99",
    ),
    "a criterion dropped": (
        '[[standards]]\npost = "credit"\ncriteria = ["composite_volume", "average_deposit"]',
        "standards.credit.criteria", "§28", "npl_ratio",
    ),
    "another form of standard": (
        ('[remove]\nstandards = ["design"]\n[[standards]]\npost = "design"\nform = "all_hold"\n'
        'clause = "X5"\n'
        'criteria = []\ntiers = {}'),
        "standards.design.form", "X5", "score_bands",
    ),
    "fewer points": (
        '[[error_points]]\nid = "E1.1"\npoints = 9', "error_points.E1.1.points", "E1.1", "10 → 9",
    ),
    "an outcome less": (
        '[[error_points]]\nid = "E1.1"\noutcomes = ["base"]',
        "error_points.E1.1.outcomes", "E1.1", "cancel",
    ),
    "fewer visits": (
        '[[duties.visits]]\nid = "large"\nper = "quarter"', "duties.visits.large", "§48(1)", "1/month visit",
    ),
    "a call for a visit": (
        '[[duties.visits]]\nid = "large"\ncontact = "any_contact"\ntimes = 9',
        "duties.visits.large", "§48(1)", "9/month any_contact",
    ),
    "fewer large customers": (
        '[[duties.visits]]\nid = "large"\nfrom_wan = 2000',
        "duties.visits.large", "§48(1)", "1/quarter visit",
    ),
    "no visits": (
        '[remove]\nduties.visits = ["large", "medium", "general"]', "duties.visits.large", "§48(1)", "(none)",
    ),
    "files for fewer customers": (
        "[duties.customer_file]\nfrom_wan = 200", "duties.customer_file.from_wan", "§48(3)", "100 → 200",
    ),
    "rarer meetings": (
        '[duties.meeting]\nat_least = ["quarter"]', "duties.meeting.at_least", "§48(2)", "quarter",
    ),
    "another item for missed visits": (
        '[duties.missed_visit]\nproposes = "E2.2"', "duties.missed_visit.proposes", "§48(1)", "E2.1 → E2.2",
    ),
    "a management task removed": (
        '[remove]\nduties.management = ["inspection"]', "duties.management.inspection", "§52", "(none)",
    ),
    "a shorter notice": (
        "[governance.notice]\nworking_days = 4", "governance.notice.working_days", "§31", "5 → 4",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "key", "clause", "values"), LAXER.values(), ids=LAXER)
def test_a_laxer_value_is_refused(tmp_path: Path, body: str, key: str, clause: str, values: str) -> None:
    findings = {finding.key: finding for finding in _refused(tmp_path, body)}
    assert key in findings
    finding = findings[key]
    assert finding.kind == "overlay_laxer"
    assert finding.message.en.startswith(f"{clause} {key}: ")
    assert values in finding.message.en
    assert "只可从严" in finding.message.zh


CHANGED_ENTRIES = {
    "a certificate renamed": (
        '[[qualification.certificates]]\nid = "credit"\nname = { zh = "甲", en = "a" }',
        "qualification.certificates.credit.name",
    ),
    "a step removed": ('[remove]\nqualification.steps = ["filing"]', "qualification.steps.filing"),
    "a body changed": (
        '[[governance.bodies]]\nid = "unit"\nname = { zh = "甲", en = "a" }', "governance.bodies.unit.name",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "key"), CHANGED_ENTRIES.values(), ids=CHANGED_ENTRIES)
def test_entries_that_may_only_be_added_are_not_changed(tmp_path: Path, body: str, key: str) -> None:
    findings = _refused(tmp_path, body)
    assert [(finding.kind, finding.key) for finding in findings] == [("overlay_changes_entry", key)]


HEAD_OFFICE = {
    "tiers": ('[[tiers]]\nid = "S1"\npay_step = 2', "tiers.S1.pay_step", "X1"),
    "ladder": ('[[posts]]\nid = "design"\nladder = ["M1", "M2", "M3"]', "posts.design.ladder", "§9"),
    "coefficients": (
        '[[indicators]]\nid = "average_deposit"\nterms = [{ item = "savings_time", per_100 = 400 }]',
        "indicators.average_deposit.terms.savings_time.per_100", "X3",
    ),
    "criteria": (
        '[[criteria]]\nindicator = "npl_ratio"\nouter_limit = 5', "criteria.npl_ratio.outer_limit", "§29",
    ),
    "consequences": ("[consequences.quarter]\npoints = 20", "consequences.quarter.points", "§30"),
    "graces": ('[[graces]]\nreason = "npl"\nyears = 2', "graces.npl.years", "§29"),
    "exit": ("[exit]\nbranch_adjusted = true", "exit.branch_adjusted", "§35"),
    "veteran": ("[veteran.earning]\nneeded_years = 4", "veteran.earning.needed_years", "§42"),
    "pay": ("[treatment.salary.yuan_a_month]\nS1 = 1", "treatment.salary.yuan_a_month.S1", "X7"),
    "special cases": (
        '[remove]\nqualification.special_cases = ["missed_exam"]',
        "qualification.special_cases.missed_exam", "§26",
    ),
    "its own rights": (
        ('[[governance.branch_may]]\nid = "exit"\nclause = "§15"\nsection = "exit"\nhow = "set"\n'
        'name = { zh = "甲", en = "a" }'),
        "governance.branch_may.exit", "§15",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "key", "clause"), HEAD_OFFICE.values(), ids=HEAD_OFFICE)
def test_what_is_head_offices_is_refused(tmp_path: Path, body: str, key: str, clause: str) -> None:
    findings = _refused(tmp_path, body)
    assert [(finding.kind, finding.key) for finding in findings] == [("overlay_not_allowed", key)]
    assert findings[0].message.en.startswith(f"{clause} {key}: ")
    assert "§56" in findings[0].message.en


STRICTER = {
    "more years": f"{CREDIT}experience = [{COLLEGE_3.replace('3,', '4,')}, {BACHELOR_2}]",
    "higher education only": f"{CREDIT}experience = [{BACHELOR_2}]",
    "a further certificate": f'{CREDIT}certificates = ["credit", "marketing", "fund_practitioner"]',
    "a narrower choice": (
        '[[qualification.conditions]]\nid = "design"\none_of_certificates = ["personal_finance"]'
    ),
    "one of a choice for everyone": (
        '[[qualification.conditions]]\nid = "design"\none_of_certificates = []\n'
        'certificates = ["credit", "marketing", "fund_practitioner"]'
    ),
    "a condition for every rank": (
        '[remove]\nqualification.special_cases = []\n[[qualification.conditions]]\nid = "market_senior"\n'
        'clause = "§15"\npost = "market"\nrank = "senior"\nexperience = [{ years = 3, clause = "§15" }]\n'
        'certificates = ["credit"]\nrequirements = ["ethics"]'
    ),
    "a shorter validity": "[qualification.validity]\nyears = 2",
    "its own volume standards, even lower ones": (
        '[[standards]]\npost = "market"\n[standards.tiers]\nT1 = { composite_volume = 2400 }'
    ),
    "a further criterion": (
        '[[standards]]\npost = "market"\n'
        'criteria = ["composite_volume", "average_deposit", "corporate_customers", "npl_ratio"]'
    ),
    "another item of error points": (
        '[[error_points]]\nid = "B1"\nclause = "§15"\ngroup = "ethics"\nname = { zh = "甲", en = "a" }\n'
        'points = 1\noutcomes = ["base"]'
    ),
    "more visits": '[[duties.visits]]\nid = "general"\nper = "quarter"',
    "weekly meetings": '[duties.meeting]\nat_least = ["week"]',
    "a longer notice": "[governance.notice]\nworking_days = 10",
    "where its clauses live": (
        '[[clauses]]\nid = "§1"\nhome = "document"\nsubject = { zh = "甲", en = "a" }\n'
        'where = { zh = "甲", en = "a" }'
    ),
}


@pytest.mark.parametrize("body", STRICTER.values(), ids=STRICTER)
def test_a_stricter_value_is_accepted(tmp_path: Path, body: str) -> None:
    _accepted(tmp_path, body)


def test_every_refusal_is_reported_at_once(tmp_path: Path) -> None:
    findings = _refused(tmp_path, f"{CREDIT}certificates = []\n[exit]\nbranch_adjusted = true\n")
    assert {finding.kind for finding in findings} == {"overlay_laxer", "overlay_not_allowed"}


def test_a_bank_may_change_anything(tmp_path: Path) -> None:
    body = HEAD.replace("branch_overlay", "bank") + "[qualification.validity]\nyears = 9\n"
    (tmp_path / "policy.toml").write_text(body, encoding="utf-8")
    assert given(given(load_policy(tmp_path).policy.qualification).validity).years == 9


def test_an_item_left_out_is_laxer() -> None:
    def one_more(document: Document) -> None:
        item = entry(document["error_points"], "E2.1")
        document["error_points"].append({**item, "id": "B1", "clause": "§15"})

    found = list(laxer("error_points", changed(one_more), changed(lambda _: None)))
    assert [(each.clause, each.key) for each in found] == [("§15", "error_points.B1")]


def test_a_standard_left_out_is_laxer() -> None:
    def unassessed(document: Document) -> None:
        document["standards"].remove(entry(document["standards"], "design", "post"))

    found = list(laxer("standards", changed(lambda _: None), changed(unassessed)))
    assert [(each.key, each.new) for each in found] == [("standards.design", None)]


def test_a_section_without_a_meaning_of_stricter_may_not_change() -> None:
    found = list(laxer("exit", changed(lambda _: None), changed(lambda d: d["exit"].update(combine="all"))))
    assert [each.key for each in found] == ["exit.combine"]


def test_a_duty_may_be_added_and_not_left_out() -> None:
    whole = load_policy("commercial-2005").policy
    bare = whole.model_copy(update={"duties": whole.duties.model_copy(update={"work_report": None})})
    assert list(laxer("duties", bare, whole)) == []
    assert [change.path for change in laxer("duties", whole, bare)] == [("duties", "work_report")]
