"""Settings: one file is in force, every fault in it is told at its line, and nothing of it is half applied."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.settings_in_force import known_names
from frictionaudit.errors import UsageError
from frictionaudit.policy.file.discovery import find
from frictionaudit.policy.file.reader import KEYS as SETTINGS
from frictionaudit.policy.file.reader import read
from frictionaudit.policy.file.settings import DEFAULTS, Settings
from frictionaudit.policy.file.toml_positions import places
from frictionaudit.policy.file.waiver_settings import KEYS as WAIVER_KEYS
from tests.conftest import PAGE, ROOT, run

ONE_DOOR = PAGE.replace("also: [post], ", "")
"""A page with FA701 at its step `fill`."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-11-21")
    (tmp_path / "renew.yaml").write_text(ONE_DOOR)
    return tmp_path


def settings(text: str, folder: Path, name: str = "frictionaudit.toml") -> Settings:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name, known_names())


def faults(text: str, folder: Path, name: str = "frictionaudit.toml") -> list[tuple[str, str]]:
    """Slug and place of each fault."""
    with pytest.raises(UsageError) as told:
        settings(text, folder, name)
    return [(problem.slug, problem.where.removeprefix(f"{folder / name}:")) for problem in told.value.problems]


def rules_of(document: str) -> list[str]:
    (one,) = json.loads(document)["procedures"]
    return [finding["rule"] for finding in one["findings"]]


# which file


def test_without_a_file_the_defaults_hold(folder):
    assert find(folder) is None
    assert run("audit", "renew.yaml").exit_code == 1


def test_the_nearest_file_upward_is_in_force_and_alone(folder, monkeypatch):
    (folder / "frictionaudit.toml").write_text('select = ["FA6"]\nfail-on = "never"')
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    (below / "renew.yaml").write_text(ONE_DOOR)
    monkeypatch.chdir(below)
    assert run("audit", "renew.yaml").exit_code == 0
    assert find(below) == folder / "frictionaudit.toml"
    (folder / "a" / "frictionaudit.toml").write_text('ignore = ["FA6"]')
    assert run("audit", "renew.yaml").exit_code == 1  # neither `select` nor `fail-on` of the file above


def test_settings_may_stand_in_the_file_of_the_project(folder):
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.frictionaudit]\nselect = ["FA804"]\n')
    assert run("audit", "renew.yaml").exit_code == 0
    assert 'select = ["FA804"]  # pyproject.toml:4:1' in run("config", "--show").stdout.splitlines()


def test_a_project_that_says_nothing_of_us_is_passed_over(folder, monkeypatch):
    (folder / "frictionaudit.toml").write_text('ignore = ["FA701"]')
    below = folder / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text('[project]\nname = "frictionaudit-pages"\n[tool.other]\n')
    assert find(below) == folder / "frictionaudit.toml"
    (below / "pyproject.toml").write_text("[tool.frictionaudit]\n")
    assert find(below) == below / "pyproject.toml"


def test_two_files_in_one_folder_contradict_each_other(folder):
    (folder / "pyproject.toml").write_text("[tool.frictionaudit]\n")
    (folder / "frictionaudit.toml").write_text("")
    told = run("audit", "renew.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "frictionaudit.toml:1:1: " in told.stderr
    assert told.stderr.count("[contradictory-settings]") == 1


def test_a_file_that_is_named_is_in_force_instead(folder):
    (folder / "frictionaudit.toml").write_text('select = ["FA9999"]')
    (folder / "other.toml").write_text('select = ["FA804"]')
    assert run("audit", "renew.yaml", "--config", "other.toml").exit_code == 0
    missing = run("audit", "renew.yaml", "--config", "nothing.toml")
    assert (missing.exit_code, missing.stderr.count("[no-such-path]")) == (2, 1)


# what it does


def test_the_command_line_has_the_last_word_on_each_value(folder):
    (folder / "frictionaudit.toml").write_text(
        'select = ["FA101", "one-door"]\nignore = ["FA7"]\nformat = "json"\nfail-on = "never"\n'
    )
    assert rules_of(run("audit", "renew.yaml").stdout) == []
    assert run("audit", "renew.yaml", "--ignore", "FA999", "--ignore", "FA1").exit_code == 2
    with_door = run("audit", "renew.yaml", "--ignore", "FA1")
    assert rules_of(with_door.stdout) == ["FA701"]
    assert with_door.exit_code == 0
    assert run("audit", "renew.yaml", "--ignore", "FA1", "--fail-on", "warning").exit_code == 1
    assert "1 procedure examined" in run("audit", "renew.yaml", "--format", "text").stdout


def test_a_rule_takes_its_options_by_code_or_by_name(folder):
    steps = ONE_DOOR.replace("next: tell}", "next: hand}").replace(
        "  tell:", "  hand: {name: Hand on, by: office, effort: {work: 1m}, wait: none, next: tell}\n  tell:"
    )
    (folder / "renew.yaml").write_text(steps.replace("  desk:", "  office: {side: backstage}\n  desk:"))

    def fires(text: str) -> bool:
        (folder / "frictionaudit.toml").write_text(text)
        return "FA401" in rules_of(run("audit", "renew.yaml", "--format", "json").stdout)

    assert not fires("")
    assert fires("[rules.FA401]\nhandoffs = 0.5")
    assert fires("[rules.many-handoffs]\nhandoffs = 0")
    assert not fires("rules = {fa401 = {handoffs = 5}}")


def test_the_jobs_of_the_settings_give_way_where_several_cannot_work(folder):
    (folder / "frictionaudit.toml").write_text('jobs = 2\nselect = ["FA804"]')
    assert run("audit", "-", stdin=PAGE).exit_code == 0
    assert run("audit", "-", "--jobs", "2", stdin=PAGE).exit_code == 2


@pytest.mark.parametrize("name", ["FA701", "one-door"])
def test_no_other_option_of_a_rule_is_lost_when_one_is_set(name):
    (plain,) = chosen_rules(["FA108"])
    (rule,) = chosen_rules(["FA108"], (), {"FA108": {"many": 3}})
    assert rule == plain.model_copy(update={"many": 3})
    assert len(chosen_rules([name])) == 1


def test_a_choice_that_leaves_no_rule_is_wrong_use(folder):
    (folder / "frictionaudit.toml").write_text('ignore = ["FA701"]')
    told = run("audit", "renew.yaml", "--select", "FA701")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "[no-rule-left]" in told.stderr


LIMITS = "id,jurisdiction,regime,what,limit,unit,starts_at,clause,valid_from,valid_to,seen_first_hand\n"
OURS = LIMITS + "our-card,GB,our charter,send the card,{days},calendar days,received,promise 3,,,yes\n"


@pytest.mark.parametrize(("days", "fires"), [("3", True), ("4", False)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_owner_can_add_limits_in_a_pack(folder, days, fires, jobs):
    promise = "promises: [{from: fill, to: done, within: 4 days, basis: our-card}]\n"
    (folder / "renew.yaml").write_text(PAGE + promise)
    (folder / "other.yaml").write_text(PAGE.replace("id: renew", "id: other"))
    (folder / "set").mkdir()
    (folder / "set" / "ours.csv").write_text(OURS.format(days=days))
    (folder / "set" / "some.toml").write_text('select = ["FA304"]\npacks = ["ours.csv"]')
    done = run("audit", "renew.yaml", "other.yaml", "--config", "set/some.toml", "--jobs", jobs)
    assert ("FA304" in done.stdout, done.exit_code) == (fires, int(fires))


def test_a_fault_in_a_pack_stops_the_audit_at_its_line(folder):
    (folder / "ours.csv").write_text(OURS.format(days="many"))
    (folder / "frictionaudit.toml").write_text('packs = ["ours.csv"]')
    told = run("audit", "renew.yaml")
    assert (told.exit_code, told.stdout) == (3, "")
    assert told.stderr.startswith("ours.csv:2:")


# config --show


def test_every_value_in_force_is_shown_with_where_it_was_made(folder):
    (folder / "frictionaudit.toml").write_text(
        'fail-on = "error"\n\n[rules.many-handoffs]\nhandoffs = 7\n\n[budgets]\nforms = "<= 2"\n'
        '[[waivers]]\nrule = "one-door"\npath = "renew.yaml"\nstep = ["fill", "check"]\n'
        'reason = "the \\"new\\" door\\u000Aopens"\nby = "Ada"\nuntil = 2027-06-30\n'
    )
    lines = run("config", "--show", "--jobs", "3").stdout.splitlines()
    assert lines[0] == "# settings file: frictionaudit.toml"
    assert 'fail-on = "error"  # frictionaudit.toml:1:1' in lines
    assert 'format = "text"  # default' in lines
    assert "jobs = 3  # command line" in lines
    assert "handoffs = 7  # frictionaudit.toml:4:1" in lines
    assert "many = 10  # default" in lines
    assert 'forms = "<= 2"  # frictionaudit.toml:7:1' in lines
    assert "[[waivers]]  # frictionaudit.toml:8:1" in lines


def test_what_is_shown_is_a_settings_file_that_says_the_same(folder):
    text = (
        'select = ["FA4", "one-door"]\nbaseline = "b.json"\n[rules.FA401]\nhandoffs = 7\n'
        '[budgets.renew]\nforms = "<= 2.5"\n'
        '[[waivers]]\nrule = "one-door"\nprocedure = "renew"\nfingerprint = "abc"\nreason = "a \\"b\\"\\n\\u007f"\n'
        'by = "Ada"\nuntil = 2027-06-30\n'
    )
    one = settings(text, folder)
    shown = run("config", "--show").stdout
    (folder / "again").mkdir()
    again = settings(shown, folder / "again")
    assert tomllib.loads(shown)["rules"]["FA401"] == {"handoffs": 7}
    assert [w.model_copy(update={"where": None}) for w in again.waivers] == [
        w.model_copy(update={"where": None}) for w in one.waivers
    ]
    assert (again.select, again.budgets[0].limit, again.budgets[0].procedure) == (one.select, "<= 2.5", "renew")
    assert chosen_rules(again.select, (), again.options) == chosen_rules(one.select, (), one.options)


def test_options_of_every_rule_are_shown_and_can_be_read_back(folder):
    (folder / "all.toml").write_text(run("config", "--show").stdout)
    shown = read(folder / "all.toml", known_names()).options
    assert {code for code, rule in RULES.items() if rule.model_fields and not rule.completeness} == set(shown)
    assert chosen_rules((), (), shown) == chosen_rules()


def test_config_alone_says_which_file_is_in_force(folder):
    assert "no file, so the defaults apply" in run("config").stdout
    (folder / "frictionaudit.toml").write_text('select = ["FA101"]')
    assert run("config").stdout == "settings: frictionaudit.toml; no errors; 1 rule will run\n"


# faults


WRONG = [
    ('fail_on = "error"', "unknown-setting", "1:1"),
    ('fail-on = "fatal"', "wrong-setting", "1:11"),
    ('format = "odt"', "wrong-setting", "1:10"),
    ("\njobs = 0", "wrong-setting", "2:8"),
    ("jobs = true", "wrong-setting", "1:8"),
    ("baseline = 3", "wrong-setting", "1:12"),
    ('packs = ["no.csv"]', "no-such-path", "1:10"),
    ("packs = 3", "wrong-setting", "1:9"),
    ('select = ["FA1",\n  "FA999"]', "unknown-rule", "2:3"),
    ('select = "FA1"', "wrong-setting", "1:10"),
    ("ignore = [3]", "wrong-setting", "1:11"),
    ('select = ["FA101"]\nignore = ["fa101"]', "contradictory-settings", "2:1"),
    ('select = ["FA101"]\nignore = ["ask-once"]', "contradictory-settings", "2:1"),
    ('ignore = ["FA"]', "contradictory-settings", "1:1"),
    ("rules = 3", "wrong-setting", "1:9"),
    ("[rules.FA999]\n", "unknown-rule", "1:1"),
    ("[rules]\nFA401 = 3", "wrong-setting", "2:9"),
    ("[rules.FA401]\nhandofs = 3", "unknown-option", "2:1"),
    ('[rules.FA401]\nhandoffs = "3"', "wrong-setting", "2:12"),
    ("[rules.FA401]\nhandoffs = true", "wrong-setting", "2:12"),
    ("[rules.FA401]\nhandoffs = 3\n[rules.many-handoffs]\nhandoffs = 3", "contradictory-settings", "3:1"),
    ("[rules.FA101]\nany = 2027-01-01", "unknown-option", "2:1"),
    ("[budgets]\ncustomer_minute = '<= 3'", "unknown-measure", "2:1"),
    ("[budgets]\nforms = 3", "wrong-setting", "2:9"),
    ("[budgets]\nforms = 'at most 3'", "wrong-setting", "2:9"),
    ("[budgets]\nforms = '<= 3 minutes'", "wrong-setting", "2:9"),
    ("[budgets]\nbetweenness = '<= 3'", "wrong-setting", "2:1"),
    ("[budgets.renew]\nform = '<= 3'", "unknown-measure", "2:1"),
    ("[budgets.renew]\nforms = {a = 3}", "wrong-setting", "2:9"),
    ("budgets = []", "wrong-setting", "1:11"),
    ("waivers = 3", "wrong-setting", "1:11"),
    ("[waivers]\nrule = 'FA101'", "wrong-setting", "1:1"),
    ("waivers = [3]", "wrong-setting", "1:12"),
    ("a = [", "not-toml", "1:6"),
    ("a = 1\na = 2", "not-toml", "2:6"),
    ("x = " + "[" * 5000 + "]" * 5000, "not-toml", "1:1"),
]


@pytest.mark.parametrize(("text", "slug", "place"), WRONG, ids=[text[:40] for text, _, _ in WRONG])
def test_each_fault_is_one_error_at_its_place(folder, text, slug, place):
    assert faults(text, folder) == [(slug, place)]


def test_the_places_of_a_project_file_are_those_in_it(folder):
    text = '[project]\nname = "x"\n\n[tool.frictionaudit]\njobs = 99\n[tool.frictionaudit.rules]\nFA999.x = 1\n'
    assert faults(text, folder, "pyproject.toml") == [("wrong-setting", "5:8"), ("unknown-rule", "7:1")]
    assert faults("tool = {frictionaudit = 3}", folder, "pyproject.toml") == [("wrong-setting", "1:25")]


def test_all_faults_are_told_at_once_in_their_order_and_nothing_is_examined(folder):
    (folder / "frictionaudit.toml").write_text('[budgets]\nform = "<= 3"\n[rules.FA401]\nx = 1\n[nonsense]\n')
    told = run("audit", "renew.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    assert [line.split(": ")[0] for line in told.stderr.splitlines()] == [
        f"frictionaudit.toml:{n}:1" for n in (2, 4, 5)
    ]
    assert "did you mean 'forms'?" in told.stderr


def test_a_fault_names_what_was_probably_meant(folder):
    near = {"fail_on = 1": "fail-on", "[rules.ask-twice]": "ask-once", "[rules.FA401]\nhandof=1": "handoffs"}
    for text, meant in near.items():
        (folder / "frictionaudit.toml").write_text(text)
        assert f"did you mean '{meant}'?" in run("config").stderr


def test_what_is_not_text_or_too_much_is_refused(folder):
    (folder / "frictionaudit.toml").write_bytes(b"select = []\n# \xff")
    assert "frictionaudit.toml:2:1" in run("config").stderr
    assert "[not-text]" in run("config").stderr
    (folder / "frictionaudit.toml").write_bytes(b"#" * 1_000_001)
    assert "[too-large]" in run("config").stderr


def test_a_day_that_is_none_is_refused(folder, monkeypatch):
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "soon")
    assert "'soon' in FRICTIONAUDIT_TODAY is not a day" in run("audit", "renew.yaml").stderr


# places


def test_every_key_is_found_in_whatever_way_it_is_written():
    text = (
        '# = [\nfail-on = "#"  # ]\na.b = 1\n"q = u" = [1, # ,\n  \'z]\', {k = "\\"}", m = [1]}]\n'
        's = """\n[not]\na = 1""""\n[rules.FA101]\nmost = 3\n[[waivers]]\nrule = "a"\n'
        "  [[waivers]]\n  rule = '''c'''\n"
        "[waivers.x]\ny = 2027-01-01\n"
    )
    assert tomllib.loads(text)
    found = places(text)
    assert found.keys[("fail-on",)] == (2, 1)
    assert found.values[("fail-on",)] == (2, 11)
    assert found.keys[("a", "b")] == (3, 1)
    assert found.values[("q = u", 1)] == (5, 3)
    assert found.keys[("q = u", 2, "m")] == (5, 21)
    assert found.keys[("rules", "FA101", "most")] == (10, 1)
    assert found.keys[("waivers", 0, "rule")] == (12, 1)
    assert found.keys[("waivers", 1)] == (13, 3)
    assert found.values[("waivers", 1, "rule")] == (14, 10)
    assert found.keys[("waivers", 1, "x", "y")] == (16, 1)


VALUES = st.recursive(
    st.one_of(st.integers(0, 9), st.booleans(), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=8,
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[ # ]\n" + ",\n".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")


def paths(value: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {(*path, key) for key, _ in inner}.union(*(paths(part, (*path, key)) for key, part in inner))


@given(st.dictionaries(st.text(ascii_lowercase, min_size=1, max_size=3), VALUES, max_size=4))
def test_every_part_of_a_file_has_a_place_and_stands_there(table):
    text = "".join(f"{key} = {toml(value)}\n" for key, value in table.items())
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # line ends in an inline table, or half of a surrogate pair
        return
    found = places(text)
    assert paths(table) <= set(found.values)
    lines = text.split("\n")
    for path, (line, column) in found.values.items():
        value: object = table
        for key in path:
            value = value[key]  # type: ignore[index]
        assert lines[line - 1][column - 1 :].startswith(toml(value).split("\n")[0])


def test_every_setting_and_every_key_of_a_waiver_is_in_the_guide():
    page = (ROOT / "docs/guide/settings.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `\[*([\w-]+)", page, re.MULTILINE))
    assert set(SETTINGS) | set(WAIVER_KEYS) <= rows


def test_the_defaults_are_those_of_the_command(folder):
    shown = tomllib.loads(run("config", "--show").stdout)
    assert (shown["fail-on"], shown["format"], shown["jobs"]) == (DEFAULTS.fail_on, DEFAULTS.format, DEFAULTS.jobs)
    assert (DEFAULTS.fail_on, DEFAULTS.format, DEFAULTS.jobs) == ("warning", "text", 1)


OUR_LIMITS = """\
id,jurisdiction,regime,what,limit,unit,starts_at,clause,valid_from,valid_to,seen_first_hand
our-answer,,Our charter,answer,1,calendar days,received,4,2026,2026,yes
our-answer,,Our charter,answer,3,weeks,received,4,2027,,yes
"""
PROMISING = PAGE.replace(
    "steps:\n", "promises: [{from: fill, to: tell, within: 1 week, basis: our-answer}]\nsteps:\n", 1
)


@pytest.fixture
def with_a_pack(folder):
    (folder / "ours.csv").write_text(OUR_LIMITS)
    (folder / "frictionaudit.toml").write_text('packs = ["ours.csv"]\nselect = ["over-the-limit"]')
    (folder / "promising.yaml").write_text(PROMISING)
    return folder


def test_an_owners_limit_is_judged_as_it_holds_on_the_day_of_the_audit(with_a_pack, monkeypatch):
    (one,) = json.loads(run("audit", "promising.yaml", "--format", "json").stdout)["procedures"]
    (found,) = one["findings"]
    assert "6 days longer than the 1 day allowed by Our charter 4" in found["message"]
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2027-01-01")
    assert "FA304" not in run("audit", "promising.yaml", "--all").stdout
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2025-12-31")
    assert "FA304" not in run("audit", "promising.yaml", "--all").stdout


def test_without_the_pack_the_same_basis_is_only_a_reason(with_a_pack):
    (with_a_pack / "frictionaudit.toml").write_text('select = ["over-the-limit"]')
    assert "FA304" not in run("audit", "promising.yaml", "--all").stdout


def test_a_difference_is_told_by_the_rules_and_limits_of_the_settings(with_a_pack):
    (with_a_pack / "kept.yaml").write_text(PROMISING.replace("within: 1 week", "within: 1 day"))
    told = json.loads(run("diff", "promising.yaml", "kept.yaml", "--format", "json").stdout)
    assert [finding["rule"] for finding in told["solved"]] == ["FA304"]
    (with_a_pack / "frictionaudit.toml").write_text('packs = ["ours.csv"]\nignore = ["over-the-limit"]')
    told = json.loads(run("diff", "promising.yaml", "kept.yaml", "--format", "json").stdout)
    assert "FA304" not in [finding["rule"] for finding in told["solved"]]
    assert run("diff", "promising.yaml", "kept.yaml", "--config", "nowhere.toml").exit_code == 2


def test_a_fault_in_an_owners_pack_stops_the_audit_with_its_line(with_a_pack):
    (with_a_pack / "ours.csv").write_text(OUR_LIMITS.replace("1,calendar days", "one,calendar days"))
    result = run("audit", "promising.yaml")
    assert result.exit_code == 3
    assert "ours.csv:2" in result.stderr
