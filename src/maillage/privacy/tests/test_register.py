"""Nobody adds a table, or a column of text, without saying what it keeps of people and how long."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from maillage.privacy.register import RULES

WORDS = (models.CharField, models.TextField, models.JSONField, models.UUIDField)
MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def columns_of_text(model):
    """Those that hold what somebody typed, or a key to them; not a choice among ours."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, WORDS) and not field.choices
    }


def test_every_table_has_its_rule_and_every_rule_its_table():
    assert RULES.keys() == MODELS.keys()


@pytest.mark.parametrize("label", sorted(RULES))
def test_what_a_rule_names_exists(label):
    fields = {field.name for field in MODELS[label]._meta.get_fields()} | {"actor_id"}
    rule = RULES[label]
    assert set(rule.personal) <= fields
    ways = {way.partition("__")[0] for way in (rule.retex, rule.account) if way != "pk"}
    assert ways - {""} <= fields
    assert str(rule.what)
    assert str(rule.why)
    assert str(rule.kept)


# What names a thing of ours, whatever the table: it says nothing of a person.
OURS = {
    "slug", "code", "path", "folded", "position", "theme_text", "theme_title", "title", "question",
    "intro", "name", "text", "links", "number", "event", "target_kind", "target_id", "hash",
    "previous_hash", "uai", "codename", "model", "app_label", "retex_numbers", "terms", "slots",
    "unit", "source", "term", "language", "id", "counts", "digest", "columns", "outcome",
}  # fmt: skip


@pytest.mark.parametrize("label", sorted(label for label, rule in RULES.items() if rule.personal))
def test_a_rule_names_every_column_that_may_say_who_somebody_is(label):
    forgotten = columns_of_text(MODELS[label]) - set(RULES[label].personal) - OURS
    assert forgotten == set()


def people():
    """(model, the way to an account) of every key to one."""
    for label, model in sorted(MODELS.items()):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL:
                yield label, field.name


NO_PERSON = {"accounts.User_groups", "accounts.User_user_permissions"}


@pytest.mark.parametrize(("label", "name"), list(people()))
def test_every_key_to_an_account_is_followed_when_a_person_asks(label, name):
    if label not in NO_PERSON:
        assert RULES[label].account == name


def voices():
    for label, model in sorted(MODELS.items()):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model._meta.label == "voices.Retex":
                yield label, field.name


@pytest.mark.parametrize(("label", "name"), list(voices()))
def test_every_key_to_a_testimony_is_followed_when_its_author_asks(label, name):
    if label != "voices.Point_retex":
        assert RULES[label].retex in {name, "pk"}
