"""What this program refuses to be (README, "What it refuses"), held by looking at the whole of it.

Each refusal is a question to everything that exists: every model, code, fact, indicator and address. Whoever adds one
that breaks a refusal learns it here, by name.
"""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import inspect
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

import binhyen
from binhyen import exchange, figures
from binhyen.accounts.models import Role
from binhyen.commands import serving
from binhyen.desk import yearbook
from binhyen.figures import campaigns, oversight, title_evidence
from binhyen.figures import targets as figures_of_targets
from binhyen.figures.indicators import BY_INDICATOR, INDICATORS
from binhyen.figures.recognition import FIGURE_OF
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import kinds, offences, rewards
from binhyen.matters.signed import KEPT
from binhyen.movement import commendations, targets
from binhyen.offices.models import OfficeType
from binhyen.procedure import ANY_OPEN, FactsError, declared
from binhyen.procedure.facts import check
from binhyen.public import exemplars
from binhyen.site.installation import Installation
from tests.routes import every_route, parameters

ROOT = Path(__file__).parent.parent
MATTERS = [kind.code for kind in kinds.every() if not kind.standing]

# --- everything that exists ---------------------------------------------------------------------------------


def every_act() -> Iterator[tuple[str, str, type]]:
    """(kind, act, facts) of every version of every kind, the generic acts too."""
    for kind in kinds.every():
        for version in kind.versions.procedures:
            for code in kind.vocabulary().acts:
                try:
                    act = version.act(code)
                except KeyError:
                    continue
                yield kind.code, act.code, act.facts


def vocabulary() -> Iterator[tuple[str, str]]:
    """(where, code and words in both languages) of every state, act, choice, category, role, office and figure."""
    named: list[tuple[str, str, object]] = []
    for kind in kinds.every():
        words = kind.vocabulary()
        parts = {"act": words.acts, "state": words.states, "public state": words.public_states}
        parts |= {"term": words.deadlines, "hint": words.hints, "fact": words.facts}
        parts |= {f"choice of {fact}": choices for fact, choices in words.choices.items()}
        named += [
            (f"{kind.code} {part}", code, word) for part, some in parts.items() for code, word in some.items()
        ]
    named += [("category", offence.code, offence.word) for offence in offences.OFFENCES]
    named += [("group", code, word) for code, word in offences.GROUPS.items()]
    named += [("role", role.value, role.label) for role in Role]
    named += [("type of office", office.value, office.label) for office in OfficeType]
    named += [("figure", indicator.code, indicator.word) for indicator in INDICATORS]
    for where, code, word in named:
        texts = []
        for language in ("vi", "en"):
            with override(language):
                texts.append(str(word))
        yield f"{where} {code}", " | ".join([code, *texts])
    for kind_code, act, facts in every_act():
        for fact in declared(facts):
            yield f"{kind_code} {act}", fact.name
            yield from ((f"{kind_code} {act} {fact.name}", choice) for choice in fact.choices)


def every_model_field() -> Iterator[tuple[str, models.Field]]:
    """Every column of every table, those of other people's packages too."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                yield f"{model._meta.label}.{field.name}", field


def matches(stems: str, text: str) -> bool:
    """Whether a whole word of the text begins with one of the stems."""
    # Composed, so that a mark typed apart from its letter is found too.
    found = re.search(rf"(?<![^\W_])(?:{stems})", unicodedata.normalize("NFC", text).lower())
    return found is not None


# --- opinion, religion, assembly ----------------------------------------------------------------------------

OPINION = (
    "protest|demonstrat|assembl|gathering|crowd|rally|petitioner|activis|dissiden|religi|church|pagoda|temple|"
    "belief|worship|faith|sect|opinion|speech|expression|blog|press_|social.media|propagand|reactionar|politic|ideolog|ethnic|"
    "biểu tình|tụ tập|đình công|tuần hành|khiếu kiện|đông người|tôn giáo|tín ngưỡng|nhà thờ|tà đạo|đạo lạ|quan điểm|"
    "ý kiến|phát ngôn|ngôn luận|mạng xã hội|phản động|chống đối|chống phá|bất mãn|cực đoan|chính trị|tư tưởng|dân tộc"
)


def test_no_category_or_choice_is_about_protest_assembly_religion_speech_or_opinion():
    found = [where for where, text in vocabulary() if matches(OPINION, text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "public_protest",
        "Tụ tập đông người",
        "religious_activity",
        "speech_online",
        "Phát ngôn trên mạng",
        "gathering",
    ],
)
def test_the_search_for_opinion_finds_what_it_is_for(text):
    assert matches(OPINION, text)


def test_everything_that_a_matter_may_say_was_searched():
    searched = " ".join(text for _where, text in vocabulary())
    for known in (
        "drug_den",
        "Tổ chức đánh bạc",
        "unverifiable",
        "Being checked",
        "duty_desk",
        "cases_from_tips.drugs",
    ):
        assert known in searched
    assert len(list(vocabulary())) > 300


# --- people -------------------------------------------------------------------------------------------------


# Codes, numbers, dates and references. "name" and "instant" are the clock's own, a replacement is facts again.
FACT_KINDS = {"code", "codes", "count", "day", "time", "flag", "number", "name", "instant", "replacement"} | {
    "signature", "hex", "envelope", "document", "file", "matter", "office", "unit", "person",
}  # fmt: skip


# What blocks a street is everybody's to see once it was checked: its description and photos stand in the open, and who
# told of it, with what they add for the office alone, is sealed (docs/adr/0025-order-reports.md).
OPEN_BESIDE = {"order_report"}


def test_no_fact_of_a_matter_points_at_a_person_or_holds_prose():
    for kind, act, facts in every_act():
        for fact in declared(facts):
            assert fact.kind in FACT_KINDS, f"{kind} {act} {fact.name}: {fact.kind}"
            if kind in MATTERS:
                assert fact.kind != "person", f"{kind} {act} {fact.name}"
            # What a browser signed: hashes and public keys, checked to the letter.
            if kinds.get(kind).sealed and act not in KEPT and kind not in OPEN_BESIDE:
                assert fact.kind not in ("document", "file"), (
                    f"{kind} {act} {fact.name}: open beside a sealed story"
                )


@pytest.mark.parametrize("name", ["Nguyễn Văn A", "Nguyen Van A", "anh Tư", "0900 000 000"])
def test_a_document_number_cannot_be_used_to_name_somebody(name):
    with pytest.raises(FactsError):
        check(tip_acts.Concluded("unverifiable", number=name))


def test_a_matter_is_a_tip_or_a_case_and_never_a_person():
    # A new kind is a decision: whoever adds one reads the list of refusals first. A proposal to commend somebody is
    # about a deed; who did it is sealed, so that it is no register of people. A story names nobody in an entry, and
    # nobody in its text without their written consent (kinds/story/judging.py). A sanction and a clearance mirror the
    # competent body's papers by number and count, and have no room for a name (their own tests hold them to it).
    assert MATTERS == [
        "case",
        "clearance",
        "news_story",
        "nomination",
        "objection",
        "order_report",
        "recognition",
        "sanction",
        "session",
        "street",
        "task",
        "tip",
    ]
    assert kinds.get("nomination").sealed
    assert kinds.get("objection").sealed
    assert kinds.get("order_report").sealed


PEOPLE = (
    "person|people|name|suspect|offender|citizen|resident|household|profile|watch|score|rank|tag|"
    "nguoi|ten|doi-tuong|tim|search"
)


def test_no_address_searches_for_a_person():
    taken = {p for _name, route in every_route() for p in parameters(route)}
    # A matter's reference, an act, a kind or figure, a year, a unit, one's own security key; a kind of record, a
    # meeting's or an entry's number, a file by its hash, a paper's form, a poster's commune and size, an office:
    # nothing of anybody's name. The token of a post, and what a program asks for in vain, where nothing is looked up.
    known = {"ref", "act", "code", "year", "unit", "key", "slug", "meeting", "seq", "sha256", "form"}
    known |= {"commune", "size", "office", "token", "rest"}
    assert taken == known
    found = [name for name, route in every_route() if re.search(rf"(?<!\w)(?:{PEOPLE})(?!\w)", route)]
    assert found == [SEARCH]


# What everybody may read anyway; the next test holds it to that.
SEARCH = "public:news_search"


def test_the_one_search_looks_at_published_stories_and_at_nothing_else(db):
    """The attack: a search that grows from the news to matters, and asks about a person across them."""
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(reverse(SEARCH), {"q": "Nguyễn Văn A"}).status_code == 200
    with_the_words = [each["sql"] for each in asked if "nguyen" in each["sql"].lower()]
    assert with_the_words
    for sql in with_the_words:
        # Each comparison with a word is made on the column of what is published.
        compared = re.findall(r"(\S+?)(?:::text)? LIKE ", sql)
        assert set(compared) == {'"story_publishedstory"."folded"'}, sql


def test_no_column_profiles_scores_or_ranks():
    stems = "profile|score|rank|rating|risk|watch|flagged|suspect|reputation|tag|face|plate|biometr|fingerprint|predict"
    assert [name for name, field in every_model_field() if matches(stems, field.name)] == []


def test_nothing_is_installed_that_recognises_or_predicts():
    wanted = (ROOT / "requirements" / "base.in").read_text() + (
        ROOT / "requirements" / "base.txt"
    ).read_text()
    packages = re.findall(r"^([A-Za-z][\w.-]*)", wanted, re.MULTILINE)
    assert "django" in [package.lower() for package in packages]
    stems = (
        "opencv|face|dlib|torch|tensorflow|keras|sklearn|scikit-learn|xgboost|onnx|transformers|zalo|tweepy"
    )
    assert [package for package in packages if matches(stems, package)] == []


# --- traces of a resident -----------------------------------------------------------------------------------

TRACES = (
    r"ip|ips|ipv4|ipv6|addr|address|remote|host|device|agent|useragent|ua|browser|imei|imsi|mac|phone|tel|lat|latitude|"
    r"lng|lon|longitude|location|geo|gps|exif|referer|referrer|session_ip|fingerprint|locale"
)
# Not a resident's, each with its reason.
NOT_TRACES = {
    "offices.Office.duty_phone",  # an office's own telephone, printed on every page
    # Where the street is blocked, which is public; never where a resident is or was.
    "order_report.ShownReport.latitude",
    "order_report.ShownReport.longitude",
    "account.EmailConfirmation.email_address",  # allauth's table; nobody has an e-mail here, see the next test
}


def test_no_model_keeps_an_address_a_device_or_a_user_agent():
    found = []
    for name, field in every_model_field():
        words = set(field.name.split("_"))
        kept = isinstance(field, models.GenericIPAddressField)
        if kept or re.fullmatch(TRACES, field.name) or any(re.fullmatch(TRACES, word) for word in words):
            found.append(name)
    assert set(found) <= NOT_TRACES


def test_whoever_asks_to_be_told_lies_there_encrypted_and_is_no_resident_who_reports():
    """Where a notice goes is bytes under a key that is not in the database, and no row of a report leads to it."""
    for model in ("notices.Recipient", "public.Asked"):
        assert isinstance(apps.get_model(model)._meta.get_field("locked"), models.BinaryField)
    mails = {name for name, field in every_model_field() if isinstance(field, models.EmailField)}
    assert {name for name in mails if not name.startswith("account.")} == set()
    leads = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.label == "notices.Recipient"
    ]
    assert sorted(leads) == ["notices.Notice.recipient", "public.Subscription.recipient"]


def test_nobody_has_an_email_here():
    person = apps.get_model("accounts", "Person")
    assert not any(isinstance(field, models.EmailField) for field in person._meta.get_fields())
    assert settings.ACCOUNT_USER_MODEL_EMAIL_FIELD is None
    assert "allauth.usersessions" not in settings.INSTALLED_APPS  # it keeps addresses and user agents


def test_the_only_instants_beside_a_matter_are_those_of_the_journal():
    instants = {
        name
        for name, field in every_model_field()
        if name.startswith("matters.") and isinstance(field, models.DateTimeField)
    }
    assert instants == {
        "matters.Matter.due_at",
        "matters.Matter.tick_at",
        "matters.Entry.happened_at",
        "matters.Entry.recorded_at",
        "matters.Reading.read_at",  # an officer's
        "matters.Checkpoint.made_at",
    }
    automatic = [
        name
        for name, field in every_model_field()
        if name.startswith("matters.")
        and (getattr(field, "auto_now", 0) or getattr(field, "auto_now_add", 0))
    ]
    assert automatic == []


def test_the_server_writes_no_access_log():
    assert '"--no-access-log"' in inspect.getsource(serving.serve)


ANYBODY = ("public:", "patterns", "alive", "robots", "sitemap")
# A sealed attachment on its way: a random name that nobody types or keeps, and that answers nothing once a report
# has it.
UPLOADS = {"public:upload"}
# A published story is there to be linked and shared: its address finds nothing that is not published, whatever it says
# (test_news.py, test_a_draft_is_nowhere; permissions.py, public:story[draft]).
STORIES = {
    "public:news_section": ["canh-bao"],
    "public:story": ["khong-co", "a" * 8],
    "public:story_picture": ["a" * 64, 480],
    "public:story_card": ["a" * 8, "a" * 24],
}
# An order report that an office showed, and its pictures: no other has an address (public/tests/test_orders.py).
ORDERS = {
    "public:order_shown": ["a" * 8],
    "public:order_report_feed": ["a" * 8],
    "public:order_support": ["a" * 8],
    "public:order_photo": ["a" * 64, 480],
    "public:order_area": ["10489"],
    "public:order_area_feed": ["10489"],
    "public:order_frame": ["10489"],
    "public:order_group_feed": ["street"],
}
# What a mail program posts to by itself, to end a subscription (RFC 8058): a random token that leads to no report.
TOKENS = {"public:follow_leave_at": ["a" * 43]}
# What an office put before the public: of these kinds, in these states. No other matter has such an address.
PUBLISHED = {
    "public:session": "session",
    "public:session_calendar": "session",
    "public:material": "material",
    "public:material_file": "material",
    "public:quiz": "quiz",
    "public:quiz_sheet": "quiz",
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [name for name, _route in every_route() if name.startswith(ANYBODY)])
def test_the_residents_side_sets_no_cookie(db, name, language):
    with override(language):
        ref = ["b" * 26] if name in PUBLISHED.keys() | UPLOADS else (STORIES | ORDERS | TOKENS).get(name, [])
        path = reverse(name, args=[*ref, *(["pdf"] if name == "public:quiz_sheet" else [])])
    client = Client(enforce_csrf_checks=True)
    for answer in (
        client.get(path),
        client.post(path, {}),
        client.post(path, b"{}", content_type="application/json"),
        client.get(path + "khong-co-trang-nay"),
    ):
        assert not answer.cookies, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_no_address_of_the_residents_side_names_a_matter():
    for name, route in every_route():
        if (
            name.startswith(ANYBODY)
            and name not in PUBLISHED.keys() | STORIES.keys() | ORDERS.keys() | TOKENS.keys() | UPLOADS
        ):
            assert "<" not in route, f"{name} could be linked, shared and logged"


def test_only_what_holds_nobody_s_words_is_ever_put_before_the_public():
    published = {kind.code: kind for kind in kinds.every() if kind.published}
    assert set(published) == set(PUBLISHED.values())
    for kind in published.values():
        assert not kind.sealed, kind.code
        for version in kind.versions.procedures:
            for act in version.acts:
                asked = {fact.kind for fact in declared(act.facts)}
                assert "envelope" not in asked, f"{kind.code} {act.code}"
                # A resident's act says a number: whatever else they wrote would be read by everybody.
                if "resident" in act.by:
                    assert asked == {"count"}, f"{kind.code} {act.code}"


# --- figures and rewards ------------------------------------------------------------------------------------

COUNTS_AGAINST_PEOPLE = (
    "petition|complain|complaint|accus|denounc|denunciation|appeal|escalat|bypass|upward|visit|withdraw|reopen|household|"
    "khiếu|tố cáo|kiến nghị|đơn thư|vượt cấp|lượt|rút tin|hộ gia đình"
)


def test_no_indicator_counts_petitioners_accusations_or_matters_taken_further():
    for indicator in INDICATORS:
        for language in ("vi", "en"):
            with override(language):
                assert not matches(COUNTS_AGAINST_PEOPLE, f"{indicator.code} {indicator.word}"), (
                    indicator.code
                )


def test_no_figure_reads_an_act_of_going_further():
    acts = {
        "withdrawn",
        "reopened",
        "rerouted",
        "as_kind",
        "forwarded",
        "forwarded_outside",
        "petition",
        "complaint",
    }
    for path in Path(inspect.getfile(figures)).parent.glob("*.py"):
        # Of order reports alone, and for oversight alone: the next tests hold it to both.
        if path.name == "oversight.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & acts, path.name


def test_what_is_counted_for_oversight_is_of_order_reports_and_nowhere_else():
    """How often work went round: never a tip's, a complaint's or anybody's going further."""
    found = {each.code: each for each in INDICATORS if each.counts == oversight.OVERSIGHT}
    assert set(found) == {"orders.passed_on", "orders.opened_again"}
    assert {each.count.__module__ for each in found.values()} == {oversight.__name__}
    read = re.findall(r"journals\.(\w+)", inspect.getsource(oversight))
    assert set(read) == {"orders"}
    # No rule of a kind or of the movement, no criterion, no paper and no door but the figures' own knows them.
    for path in Path(inspect.getfile(binhyen)).parent.rglob("*.py"):
        if "tests" not in path.parts and path.name not in ("indicators.py",):
            text = path.read_text(encoding="utf-8")
            assert not [code for code in found if f'"{code}"' in text], path.name


@pytest.mark.parametrize("code", ["orders.passed_on", "orders.opened_again"])
def test_a_target_or_criterion_on_what_is_counted_for_oversight_is_refused(code):
    """The attack: an office that is to bring it down tells people to be content, and keeps what is another's."""
    for measure in (targets.Measure("x", code), targets.Measure("x", "tasks.accepted", of=code)):
        with pytest.raises(oversight.ForOversightAlone):
            figures_of_targets.check([*targets.MEASURES, measure])
    with pytest.raises(oversight.ForOversightAlone):
        title_evidence.check(FIGURE_OF | {"x": code})
    for use in ("a target", "a criterion", "a rank", "a commendation"):
        with pytest.raises(oversight.ForOversightAlone, match=use):
            oversight.refuse([code], BY_INDICATOR, use)
    assert code not in {*campaigns.SHOWN, *yearbook.MAIN_COLUMNS}


QUOTA = (
    "quota|target_|goal|minimum_tips|bonus|reward|bounty|payment|paid|points|league|ranking|"
    "chỉ tiêu|thưởng|xếp hạng|điểm"
)
# Words that hold one of these and mean something else: a place, a peak campaign, and khen thưởng, the law's word for
# commendation, which is a paper and no money; the test of commendations holds it to that.
NOT_QUOTA = "địa điểm|cao điểm|khen thưởng"
# One decision rewards who gave one tip, once it was answered; the test of one decision holds it to that.
REWARDS = {
    *(f"tip act reward_{done}" for done in ("offered", "claimed", "paid", "withdrawn")),
    *(f"tip hint reward_{done}" for done in ("offered", "withdrawn")),
    "tip choice of reason decision_cancelled",
    "tip fact payer",
    "tip fact offer",
}
# A plan may set a target for the work of offices, and for nothing else: the next test.
TARGETS = {"plan act target_set", "plan act target_dropped", "plan hint target_set", "plan fact measure"}


def test_there_is_no_place_for_a_quota_a_ranking_or_pay():
    columns = [name for name, field in every_model_field() if matches(QUOTA, field.name)]
    keys = [f.name for f in dataclasses.fields(Installation) if matches(QUOTA, f.name)]
    words = [where for where, text in vocabulary() if matches(QUOTA, re.sub(NOT_QUOTA, "", text.lower()))]
    addresses = [name for name, route in every_route() if matches(QUOTA, route)]
    assert [found for found in columns + keys + words + addresses if found not in TARGETS | REWARDS] == []


def test_a_target_counts_the_work_of_offices_alone():
    setting = [
        fact for _kind, _act, facts in every_act() for fact in declared(facts) if fact.name == "measure"
    ]
    assert {choice for fact in setting for choice in fact.choices} == set(targets.CODES)
    for measure in targets.MEASURES:
        for code in filter(None, (measure.indicator, measure.of)):
            assert BY_INDICATOR[code].counts == "work", measure.code


def test_a_reward_is_one_decision_about_one_answered_tip_and_no_figure_counts_it():
    """Never so much an accusation: the act carries its decision, stands alone, and nothing adds rewards up."""
    for version in kinds.get("tip").versions.procedures:
        offered = version.act(rewards.OFFERED)
        assert (offered.origin, offered.by) == ({"answered"}, {"head"})
        facts = {fact.name: fact for fact in declared(offered.facts)}
        assert {"number", "decided_on"} <= set(facts)
        assert not any(fact.optional for fact in facts.values())
    counted = {rewards.OFFERED, rewards.CLAIMED, rewards.PAID, rewards.WITHDRAWN}
    for folder in (Path(inspect.getfile(figures)).parent, Path(inspect.getfile(exchange)).parent):
        for path in folder.glob("*.py"):
            read = path.read_text(encoding="utf-8")
            assert not [act for act in (*counted, "rewards") if act in read], path.name


COMMENDING = ("nomination", "commendation", "emulation")
MONEY = "amount|sum|money|price|payer|paid|payment|vnd|tiền"


def test_a_commendation_is_no_money_and_is_never_for_a_tip():
    """Nobody is praised for accusing, and nobody who told is named by being praised: no act of commending points at a
    tip or a case, none says a sum, and no tip points at a commendation."""
    for kind, act, facts in every_act():
        for fact in declared(facts):
            if kind in COMMENDING:
                assert not matches(MONEY, fact.name), f"{kind} {act} {fact.name}"
                assert fact.name not in ("tip", "case"), f"{kind} {act}"
                if fact.kind == "matter":
                    assert fact.name in (*COMMENDING, "instrument"), f"{kind} {act} {fact.name}"
            elif fact.kind == "matter":
                assert fact.name not in COMMENDING, f"{kind} {act} {fact.name}"
    for kind in COMMENDING:
        words = kinds.get(kind).vocabulary()
        for code, word in (words.acts | words.facts).items():
            for language in ("vi", "en"):
                with override(language):
                    assert not matches(MONEY, str(word)), f"{kind} {code}"


def test_nobody_is_told_of_without_consent_that_stands_and_no_child_ever():
    """What the public page reads is one property, and this is the whole of what it asks."""
    on = dt.date(2026, 1, 2)
    who = commendations.Recipient(2, "person", "n", None, "m", False, None)
    revoked = commendations.Revoked(2, "merits_not_true", "1/QĐ", on)
    assert not who.published
    assert dataclasses.replace(who, consented_on=on).published
    assert not dataclasses.replace(who, consented_on=on, child=True).published
    assert not dataclasses.replace(who, consented_on=on, revoked=revoked).published
    page = inspect.getsource(exemplars)
    assert "each.published" in page
    assert not matches("count|rank|score|most|top|annotate", page.split('"""')[-1])


# --- tips and criminal matters ------------------------------------------------------------------------------

FALSE = (
    "false|fake|malicious|slander|libel|lying|liar|hoax|bad_faith|bogus|"
    "sai sự thật|tin giả|báo giả|vu khống|bịa|ác ý"
)


def test_no_act_state_or_result_calls_a_tip_false():
    words = kinds.get("tip").vocabulary()
    said = {**words.acts, **words.states, **words.public_states}
    for fact, choices in words.choices.items():
        if fact != "category":  # fake food is an offence, not a judgement of who reported it
            said |= {f"{fact} {code}": word for code, word in choices.items()}
    for code, word in said.items():
        for language in ("vi", "en"):
            with override(language):
                assert not matches(FALSE, f"{code} {word}"), code
    for kind, act, facts in every_act():
        if kind == "tip":
            for fact in declared(facts):
                some = () if fact.name == "category" else fact.choices
                assert not any(matches(FALSE, text) for text in (fact.name, *some)), f"{act} {fact.name}"


def test_the_clock_decides_nothing():
    for kind in kinds.every():
        for version in kind.versions.procedures:
            by_clock = [act for act in version.acts if "clock" in act.by]
            assert {act.code for act in by_clock} <= {"retention_due"}
            for act in (*by_clock, version.act("deadline_passed")):
                assert act.targets == frozenset()
                assert not act.sets
                assert not act.releases


def test_a_criminal_result_is_the_number_of_somebody_elses_decision():
    for version in kinds.get("tip").versions.procedures:
        deciding = [
            act
            for act in version.acts
            for fact in declared(act.facts)
            if {"prosecuted", "not_prosecuted"} & set(fact.choices)
        ]
        assert [act.code for act in deciding] == ["result_mirrored"]
        # From the desk's own states there is no way to it: the tip must have been passed on first.
        assert deciding[0].origin == {"forwarded", "being_resolved"}
        number = next(fact for fact in declared(deciding[0].facts) if fact.name == "number")
        assert not number.optional


def test_whoever_withdraws_does_not_end_the_matter():
    for version in kinds.get("tip").versions.procedures:
        withdrawn = version.act("withdrawn")
        assert withdrawn.by == {"resident"}
        assert withdrawn.targets == frozenset()
        assert withdrawn.origin is ANY_OPEN
