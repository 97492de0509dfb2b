"""What every kind of signed statement owes to the form they share."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from binhyen import sealing
from binhyen.sealing import acts, recovery
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.statements import Form, is_next

MODULES = [
    importlib.import_module(f"binhyen.sealing.{each.name}") for each in pkgutil.iter_modules(sealing.__path__)
]
FORMS = {
    module.__name__.rpartition(".")[2]: module.FORM
    for module in MODULES
    if isinstance(getattr(module, "FORM", None), Form)
}
KEY, OTHER = SigningKey(bytes(32)), SigningKey(bytes(range(32)))
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


def said(**changed):
    parts = {
        "installation": "by-test",
        "matter": "a" * 26,
        "act": "withdrawn",
        "envelope": "",
        "sha256": "",
        "after": "",
    }
    return {"version": 1, **parts, **changed}


def test_no_kind_is_believed_as_another():
    assert {"acts", "authors", "birth", "directory", "membership", "proof", "recovery", "rotations"} <= set(
        FORMS
    )
    contexts = [form.context for form in FORMS.values()]
    # One that begins as another does could be read as both.
    assert not [one for one in contexts for other in contexts if one is not other and other.startswith(one)]
    for form in FORMS.values():
        if form is not acts.FORM:
            stolen = Form(form.context, acts.FORM.fields, acts.ActRefused).signature(said(), KEY)
            assert not acts.FORM.holds(said(), stolen, [KEY.public])


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("wrong", [None, [], "text", {}, {"version": 1}])
def test_what_is_no_statement_is_malformed(name, wrong):
    with pytest.raises(FORMS[name].refusal, match="malformed"):
        FORMS[name].check(wrong)
    with pytest.raises(FORMS[name].refusal, match="malformed"):
        FORMS[name].signature(wrong, KEY)


@pytest.mark.parametrize(
    "changed",
    [
        {"version": True},
        {"version": 2},
        {"more": ""},
        {"matter": "A" * 26},
        {"matter": "a" * 26 + "\n"},
        {"act": ""},
        {"sha256": "0" * 63},
        {"envelope": None},
    ],
    ids=str,
)
def test_a_field_of_another_form_is_malformed(changed):
    acts.check_shape(said())
    with pytest.raises(acts.ActRefused, match="malformed"):
        acts.check_shape(said(**changed))


@pytest.mark.parametrize(
    "signature", [None, 7, b"bytes", "", "not base64url!", b64url(bytes(63)), b64url(bytes(64))]
)
def test_what_is_no_signature_holds_for_nobody(signature):
    assert acts.FORM.signed_by(said(), acts.FORM.sign(said(), KEY), [OTHER.public, KEY.public])
    assert not acts.FORM.signed_by(said(), signature, [KEY.public])
    for offered in (signature, {KEY.public: signature}):
        assert acts.FORM.signers(said(), offered, [KEY.public]) == []


def test_a_root_signs_once():
    signatures = {
        KEY.public: acts.FORM.sign(said(), KEY),
        OTHER.public: acts.FORM.sign(said(act="filed"), OTHER),
    }
    assert acts.FORM.signers(said(), signatures, [KEY.public, KEY.public, OTHER.public]) == [KEY.public]


def test_a_chain_begins_once_and_leaves_nothing_out():
    def link(serial, previous, area="01"):
        return recovery.statement(
            installation="by-test", area=area, recipient=RECIPIENT, serial=serial, previous=previous
        )

    first = link(1, "")
    second = link(2, recovery.digest(first))
    assert is_next(first, None, ["area"])
    assert is_next(second, first, ["area"])
    assert not is_next(second, None, ["area"])
    assert not is_next(first, first, ["area"])
    assert not is_next(link(3, recovery.digest(first)), first, ["area"])
    assert not is_next(link(2, recovery.digest(second)), first, ["area"])
    assert not is_next(link(2, recovery.digest(first), area="79"), first, ["area"])
