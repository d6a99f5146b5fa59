"""Who may do what, page by page: every address, for every hat, here and elsewhere.

An address that is not here is a red test. `only(…)`: who holds one of these hats in the territory
concerned, and the superuser where administrators may; whoever is not signed in is sent to sign in;
the others are told 403, or 404 where they must not learn that the thing is there (`hidden`).
"""

from dataclasses import dataclass, field

from maillage.accounts.enums import RoleKind as Hat

ADMIN = Hat.ADMINISTRATOR
EDITORS = (Hat.FACILITATOR, Hat.THEME_LEAD, Hat.TERRITORY_LEAD, ADMIN)
TYPISTS = (*EDITORS, Hat.DESK)
MODERATORS = (Hat.MODERATOR, Hat.TERRITORY_LEAD, ADMIN)
REPORTERS = (*EDITORS, Hat.ACTION_LEAD)
TAKERS = (*EDITORS, Hat.ANALYST, Hat.MODERATOR, Hat.DATA_PROTECTION_OFFICER)
# Those who look for places where pupils could connect, and those who show what was found.
SEARCHERS = (*EDITORS, Hat.ANALYST)
PUBLISHERS = (Hat.TERRITORY_LEAD, ADMIN)
OFFICERS = (Hat.DATA_PROTECTION_OFFICER, ADMIN)
# Those who give hats; their own above all, which administrators alone take back.
GIVERS = (Hat.TERRITORY_LEAD, ADMIN)
# Those who work with schools.
TEACHERS_FRIENDS = tuple(
    hat for hat in Hat if hat not in {Hat.ANALYST, Hat.DATA_PROTECTION_OFFICER}
)


@dataclass(frozen=True)
class Rule:
    """`hats`: None is everyone. `anywhere`: a page of one's own, whatever the territory."""

    hats: tuple | None = ()
    anywhere: bool = False
    otherwise: int = 403
    signed_in: bool = False
    # Those who see what it is about and may not do it: 403, where the others are told 404.
    seen_by: tuple = ()
    # Nobody is asked to sign in here: a visitor is told what the others are.
    is_open: bool = False
    # What an allowed one asks for is not there: the permission was asked before.
    absent: bool = False


EVERYONE = Rule(hats=None)
SIGNED_IN = Rule(signed_in=True)
# Not a method of this address. Whoever is not signed in may be sent to sign in first.
NEVER = Rule(otherwise=405)
# Nothing by that name, for anybody, in this world.
ABSENT = Rule(otherwise=404)


def only(hats, **how):
    return Rule(hats=hats, **how)


def hidden(hats, **how):
    return Rule(hats=hats, otherwise=404, **how)


@dataclass(frozen=True)
class Page:
    get: Rule = EVERYONE
    post: Rule = NEVER
    # What is sent by POST: enough for the permission to be asked.
    body: dict = field(default_factory=dict)
    # The address holds a secret that another site does not know: no token is asked either.
    is_secret: bool = False


READ = Page()
# Without a cookie there is nothing to forge with: it asks where it was sent from instead.
PUBLIC_FORM = Page(post=EVERYONE)
WITH_RECEIPT = Page(post=EVERYONE, is_secret=True)


def edited_by(hats, **body):
    return Page(only(hats), only(hats), body)


def pressed_by(rule, **body):
    """A button: nothing to read at its address."""
    return Page(NEVER, rule, body)


PAGES = {
    "portal:home": READ,
    "portal:thread": READ,
    "portal:accessibility": READ,
    "portal:consultation": edited_by((ADMIN,)),
    # Whoever holds the receipt: the code is in the address, and nobody else is asked who they are.
    "portal:my_words_door": WITH_RECEIPT,
    "portal:my_words": READ,
    "portal:correct_my_words": WITH_RECEIPT,
    "portal:withdraw_my_words": WITH_RECEIPT,
    "portal:tell_me": WITH_RECEIPT,
    "portal:confirm_telling": Page(ABSENT, ABSENT),
    "portal:stop_telling": WITH_RECEIPT,
    "testimony:form": PUBLIC_FORM,
    "testimony:form_of": PUBLIC_FORM,
    "testimony:received": READ,
    "testimony:class_code": READ,
    "testimony:class_codes": Page(
        only(TEACHERS_FRIENDS, anywhere=True), only(TEACHERS_FRIENDS, anywhere=True)
    ),
    "testimony:class_sheet": Page(hidden(TEACHERS_FRIENDS)),
    "testimony:revoke_class_code": pressed_by(hidden(TEACHERS_FRIENDS)),
    "testimony:paper": READ,
    "testimony:blank_form": READ,
    "testimony:numbered_forms": Page(only(TYPISTS)),
    "testimony:transcribe": edited_by(TYPISTS),
    "testimony:worker": READ,
    "testimony:manifest": READ,
    "voices:retours": READ,
    "voices:feed": READ,
    "voices:retex": READ,
    # What no page shows is answered by nobody; a button, without a token.
    "voices:same_here": pressed_by(EVERYONE),
    "voices:correct_retex": edited_by(EDITORS),
    "moderation:queue": Page(only(MODERATORS, anywhere=True), only(MODERATORS, anywhere=True)),
    "moderation:item": Page(hidden(MODERATORS), hidden(MODERATORS)),
    "moderation:report": PUBLIC_FORM,
    "moderation:reported": READ,
    "exchange:home": READ,
    "exchange:published": READ,
    "exchange:schema": READ,
    "exchange:packed": READ,
    "exchange:everything": Page(only(TAKERS)),
    "exchange:deposit": edited_by(EDITORS),
    "exchange:batch": Page(hidden(EDITORS), hidden(EDITORS)),
    "exchange:columns": Page(hidden(EDITORS), hidden(EDITORS)),
    "exchange:faults": Page(hidden(EDITORS)),
    "privacy:home": READ,
    "privacy:mine": PUBLIC_FORM,
    "privacy:voice": Page(only(OFFICERS, anywhere=True), only(OFFICERS, anywhere=True)),
    "privacy:person": Page(only(OFFICERS, anywhere=True), only(OFFICERS, anywhere=True)),
    "diagnosis:findings": READ,
    "diagnosis:finding": READ,
    "diagnosis:row": READ,
    "diagnosis:edit_finding": edited_by(EDITORS),
    "diagnosis:add_finding": edited_by(EDITORS),
    # A point that is not there: editors are told so, the others that they may not.
    "diagnosis:cite": Page(only(EDITORS), Rule(EDITORS, absent=True)),
    "diagnosis:uncite": pressed_by(only(EDITORS)),
    "sorting:shared": READ,
    "sorting:data": READ,
    # Of a desk that everyone reads, in this world.
    "sorting:finding": READ,
    "sorting:themes": Page(only(EDITORS, anywhere=True)),
    "sorting:method": READ,
    "sorting:without_theme": Page(
        only(EDITORS, anywhere=True), Rule(EDITORS, anywhere=True, absent=True)
    ),
    "sorting:analysis": edited_by(EDITORS),
    "sorting:story": edited_by(EDITORS),
    "sorting:desk": Page(only(EDITORS)),
    "sorting:points": Page(only(EDITORS)),
    "sorting:findings": Page(only(EDITORS)),
    "sorting:finding_desk": Page(only(EDITORS)),
    "sorting:decisions": Page(only(EDITORS)),
    "sorting:gesture": pressed_by(only(EDITORS)),
    "sorting:lay": pressed_by(only(EDITORS)),
    "sorting:publication": pressed_by(only(EDITORS)),
    "silence:home": READ,
    "silence:data": READ,
    "silence:schools": Page(only(EDITORS, anywhere=True)),
    "silence:count": pressed_by(only(EDITORS)),
    "projections:rows": READ,
    "projections:row": READ,
    "projections:add_item": edited_by(EDITORS),
    "projections:edit_item": edited_by(EDITORS),
    "projections:draw_link": edited_by(EDITORS),
    "projections:decide_link": pressed_by(only(EDITORS), decision="refuse"),
    "plan:actions": READ,
    "plan:board": READ,
    "plan:action": READ,
    "plan:add": edited_by(EDITORS),
    "plan:wording": edited_by(EDITORS),
    "plan:indicator": edited_by(EDITORS),
    "plan:link": pressed_by(only(EDITORS), decision="refuse"),
    "plan:draw": pressed_by(only(EDITORS)),
    "atlas:home": READ,
    "atlas:schools": READ,
    "atlas:communes": READ,
    "atlas:operators": READ,
    "atlas:interactive": READ,
    # No tiles are drawn in this world: whoever asks for a file that is not there is told so.
    "atlas:tiles": Page(ABSENT),
    "atlas:networks": READ,
    "atlas:data": READ,
    "atlas:commune": READ,
    "atlas:places": READ,
    "atlas:place": READ,
    "atlas:add_contact": edited_by(GIVERS),
    "atlas:edit_contact": edited_by(GIVERS),
    "atlas:remove_contact": pressed_by(only(GIVERS)),
    "atlas:school": READ,
    "atlas:contest_commune": READ,
    "atlas:contest_school": READ,
    "followup:home": READ,
    "followup:action": READ,
    "followup:indicators": READ,
    "followup:indicator": READ,
    "followup:report": edited_by(REPORTERS),
    "followup:measure": edited_by(REPORTERS),
    "scenarios:home": READ,
    "scenarios:compare": READ,
    "scenarios:new": Page(only(SEARCHERS, anywhere=True), only(SEARCHERS, anywhere=True)),
    # A published one, in this world, and nobody's who is here.
    "scenarios:scenario": READ,
    "scenarios:data": READ,
    "scenarios:describe": edited_by(PUBLISHERS),
    "scenarios:delete": edited_by(PUBLISHERS),
    "scenarios:publication": pressed_by(only(PUBLISHERS), unpublish="1"),
    "scenarios:plan": edited_by(EDITORS),
    "synthesis:home": READ,
    "synthesis:sheet": READ,
    "synthesis:download": READ,
    "synthesis:deposit": pressed_by(only(EDITORS, anywhere=True)),
    "synthesis:drafts": Page(SIGNED_IN),
    # Whoever dropped it, and nobody else: in this world, the facilitator of this territory.
    "synthesis:draft": Page(
        Rule(hats=(Hat.FACILITATOR,), otherwise=404), Rule(hats=(Hat.FACILITATOR,), otherwise=404)
    ),
    "synthesis:add_row": edited_by(EDITORS),
    "synthesis:publication": pressed_by(only(EDITORS), unpublish="1"),
    "team:people": Page(only(GIVERS, anywhere=True)),
    # In this world: the facilitator of this territory.
    "team:person": Page(hidden(GIVERS), hidden(GIVERS)),
    "team:close": Page(
        hidden((ADMIN,), seen_by=(Hat.TERRITORY_LEAD,)),
        hidden((ADMIN,), seen_by=(Hat.TERRITORY_LEAD,)),
    ),
    "team:reset_factor": Page(
        hidden((ADMIN,), seen_by=(Hat.TERRITORY_LEAD,)),
        hidden((ADMIN,), seen_by=(Hat.TERRITORY_LEAD,)),
    ),
    "team:end_sessions": pressed_by(hidden((ADMIN,), seen_by=(Hat.TERRITORY_LEAD,))),
    # Open already, in this world: whoever sees the account is sent to its page.
    "team:reopen": Page(hidden(GIVERS), hidden(GIVERS)),
    "team:profile": Page(SIGNED_IN, SIGNED_IN),
    "team:end_other_sessions": pressed_by(SIGNED_IN),
    "team:close_mine": Page(SIGNED_IN, SIGNED_IN),
    "team:take_back": Page(hidden(GIVERS), hidden(GIVERS)),
    "team:invite": Page(only(GIVERS, anywhere=True), only(GIVERS, anywhere=True)),
    "team:invitations": Page(only(GIVERS, anywhere=True)),
    "team:send_again": pressed_by(hidden(GIVERS)),
    "team:withdraw": pressed_by(hidden(GIVERS)),
    # Whoever has the link; then whoever followed one.
    "team:invitation": READ,
    "team:accept": Page(ABSENT, ABSENT),
    "accounts:home": Page(SIGNED_IN),
    "accounts:sign_in": Page(post=EVERYONE),
    "accounts:sign_out": Page(NEVER, EVERYONE),
    # The second step: without a password given just before, it says to start again.
    "accounts:second_step": Page(post=EVERYONE),
    # Without an identity provider there are no such doors.
    "accounts:oidc_leave": Page(ABSENT, ABSENT),
    "accounts:oidc_answer": Page(ABSENT, ABSENT),
    "accounts:set_up_app": Page(post=EVERYONE),
    "accounts:sign_in_by_passkey": Page(post=EVERYONE),
    "accounts:add_passkey": Page(SIGNED_IN, SIGNED_IN),
    "accounts:forgotten": Page(post=EVERYONE),
    "accounts:reset_sent": READ,
    "accounts:reset_done": READ,
    # Without the token of the link, it says that the link is over.
    "accounts:reset_password": Page(post=EVERYONE),
    "accounts:security": Page(SIGNED_IN),
    "accounts:change_password": Page(SIGNED_IN, SIGNED_IN),
    # Whoever is not sure to be still there is asked again who they are.
    "accounts:confirm": Page(SIGNED_IN, SIGNED_IN),
    "accounts:change_app": Page(SIGNED_IN, SIGNED_IN),
    "accounts:recovery_codes": Page(SIGNED_IN, SIGNED_IN),
    "accounts:renew_codes": pressed_by(SIGNED_IN),
    "accounts:remove_factor": pressed_by(SIGNED_IN),
    # Outside the demonstration there is no such door.
    "accounts:sign_in_demo": Page(ABSENT, ABSENT),
}

# What a GET writes: the rest reads, and changes nothing.
WRITTEN_BY_READING = {
    # What a key is asked is kept in the session, to know its answer again.
    "accounts:sign_in_by_passkey": {"django_session"},
    # Taking out what is not published leaves a trace: that is its promise.
    "exchange:everything": {"audit_entry", "audit_head"},
    # What the import would do is tried, and undone, to be shown.
    "synthesis:draft": {"audit_entry", "audit_head", "synthesis_sheetimport", "voices_workshop"},
    # The link that was followed leaves the address for the session.
    "team:invitation": {"django_session"},
}


def of_unpublished(rule):
    """The rule of the same thing in a workshop that only its editors see: it is not there."""
    if rule == NEVER:
        return rule
    if rule.hats is None:
        return Rule(hats=EDITORS, otherwise=404, is_open=True)
    see_only = tuple(hat for hat in EDITORS if hat not in rule.hats)
    allowed = tuple(hat for hat in rule.hats if hat in EDITORS)
    return Rule(hats=allowed, otherwise=404, seen_by=see_only, absent=rule.absent)
