"""Everybody, before every page: the demonstration, and one person for each hat, here and away."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role, User
from maillage.demo.actions import populate
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
from maillage.exchange.actions import keep_batch
from maillage.plan.models import Action, ActionLever, Indicator, LeverLink, Step
from maillage.projections.models import Irritant, IrritantLink, Need, ProjectionRow
from maillage.scenarios.models import Scenario
from maillage.sorting.actions import lay_cards, open_finding, publish_desk
from maillage.synthesis.models import SheetDraft
from maillage.team.actions import invite
from maillage.territory.enums import Kind
from maillage.territory.models import Territory
from maillage.territory.tests.factories import (
    ContactFactory,
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    uai,
)
from maillage.testimony.actions import create_class_code
from maillage.testimony.seal import proof_of
from maillage.voices.actions import Said, publish_retex, receive_retex
from maillage.voices.enums import Profile
from maillage.voices.models import Point, Workshop

ANONYMOUS, NO_HAT, SUPERUSER = "anonyme", "sans rôle", "superutilisateur"
HERE = [str(kind) for kind in RoleKind]
ELSEWHERE = [f"{kind} ailleurs" for kind in RoleKind]
# In the territory around, whose hats hold here too; in one within, whose hats do not.
ABOVE, BELOW = "au-dessus", "au-dessous"
EVERYBODY = [ANONYMOUS, NO_HAT, *HERE, *ELSEWHERE, SUPERUSER]
WORDS = "On ne capte rien au bout de la digue, parole de la matrice"


class World:
    def __init__(self):
        self.consultation = populate()
        here = self.consultation.territory
        published = Workshop.objects.exclude(published_at=None).order_by("pk").first()
        away = _territory("AW", here.kind, None)
        below = _territory("BE", Kind.DISTRICT, published.territory)
        self.clients = {ANONYMOUS: Client(), NO_HAT: _client("personne")}
        for kind in RoleKind:
            self.clients[str(kind)] = _client(f"{kind}-ici", kind, here)
            self.clients[f"{kind} ailleurs"] = _client(f"{kind}-la", kind, away)
            self.clients[f"{kind} {ABOVE}"] = _client(f"{kind}-haut", kind, here.parent)
            self.clients[f"{kind} {BELOW}"] = _client(f"{kind}-bas", kind, below)
        self.clients[SUPERUSER] = _client("super", is_superuser=True)
        hidden = Workshop.objects.get(published_at=None)
        # The same things, of a workshop that is not published.
        self.twins = self._of_workshop(hidden)
        self.arguments = self._of_workshop(published) | self._arguments()
        self.arguments |= _on_a_desk(published.theme)
        self.arguments |= _on_the_map(here)

    def _voice(self):
        key = uuid.uuid4()
        received = receive_retex(
            consultation=self.consultation,
            said=Said(profile=Profile.PARENT, text=WORDS, irritants=(WORDS,)),
            client_key=key,
            acting_user=AnonymousUser(),
        )
        return received, key

    def _of_workshop(self, workshop):
        """{address: what its path asks for}: what hangs from this workshop."""
        there, item = {"workshop": workshop}, {"row__workshop": workshop}
        finding = Finding.objects.filter(**item, removed_at=None).first()
        retex = workshop.retex.order_by("pk").first()
        cite_point(finding=finding, point=self._uncited(finding), acting_user=None)
        action = Action.objects.filter(**there).first()
        row = ProjectionRow.objects.filter(**there).first()
        irritants = IrritantLink.objects.filter(irritant__row__workshop=workshop)
        levers = LeverLink.objects.filter(action_lever__row__workshop=workshop)
        finding_key, action_key, row_key = ({"pk": each.pk} for each in (finding, action, row))
        indicator = {"pk": Indicator.objects.filter(**item).first().pk}
        slug = {"slug": workshop.slug}
        return {
            "portal:thread": {"kind": "action", "pk": action.pk},
            "voices:retex": {"pk": retex.pk},
            "voices:correct_retex": {"pk": retex.pk},
            "diagnosis:finding": finding_key,
            "diagnosis:edit_finding": finding_key,
            "diagnosis:cite": finding_key,
            "diagnosis:uncite": {
                **finding_key,
                "evidence": Evidence.objects.filter(finding=finding).latest("pk").pk,
            },
            "diagnosis:row": {"pk": finding.row_id},
            "diagnosis:add_finding": {
                "pk": DiagnosisRow.objects.filter(**there).first().pk,
                "key": "irritants",
            },
            "projections:row": row_key,
            "projections:add_item": {**row_key, "key": "needs"},
            "projections:edit_item": {"pk": Need.objects.filter(**item).first().pk, "key": "needs"},
            "projections:draw_link": {"pk": Irritant.objects.filter(**item).first().pk},
            "projections:decide_link": {"pk": irritants.first().pk},
            "plan:action": action_key,
            "plan:add": {**action_key, "key": "steps"},
            "plan:wording": {"pk": Step.objects.filter(**item).first().pk, "key": "steps"},
            "plan:indicator": indicator,
            "plan:link": {"pk": levers.first().pk},
            "plan:draw": {"pk": ActionLever.objects.filter(**item).first().pk},
            "followup:action": action_key,
            "followup:report": action_key,
            "followup:indicator": indicator,
            "followup:measure": indicator,
            "synthesis:sheet": slug,
            "synthesis:download": {**slug, "extension": "md"},
            "synthesis:add_row": {**slug, "part": "plan"},
            "synthesis:publication": slug,
        }

    def _uncited(self, finding):
        voice, _key = self._voice()
        publish_retex(retex=voice.retex, acting_user=None)
        return Point.objects.get(retex=voice.retex)

    def _arguments(self):
        """Those that hang from no workshop."""
        voice, key = self._voice()
        publish_retex(retex=voice.retex, acting_user=None)
        waiting, _key = self._voice()
        facilitator = User.objects.get(email="facilitator-ici@matrice.fr")
        code = create_class_code(
            consultation=self.consultation,
            territory=self.consultation.territory,
            label="6e B",
            days=7,
            acting_user=None,
        )
        offer = invite(
            email="invitee@matrice.fr",
            kind=RoleKind.FACILITATOR,
            territory=self.consultation.territory,
            acting_user=None,
        )
        batch = keep_batch(
            consultation=self.consultation,
            name="a.csv",
            pieces=[f"recit\n{WORDS}\n".encode()],
            acting_user=None,
        )
        draft = SheetDraft.objects.create(
            token=uuid.uuid4(),
            file_name="a.md",
            sheet={"theme": {"number": 1, "title": ""}, "retex": [], "diagnosis": [],
                   "projections": [], "plan": [], "warnings": []},
            uploaded_by=facilitator,
        )  # fmt: skip
        receipt, code_key = {"receipt": voice.receipt}, {"pk": code.pk}
        person, offered = {"pk": facilitator.pk}, {"pk": offer.invitation.pk}
        return {
            "portal:confirm_telling": {"token": "aucun"},
            "portal:stop_telling": {"token": "aucun"},
            "portal:my_words": receipt,
            "portal:correct_my_words": receipt,
            "portal:withdraw_my_words": receipt,
            "portal:tell_me": receipt,
            "testimony:received": {"proof": proof_of(key)},
            "testimony:class_sheet": code_key,
            "testimony:revoke_class_code": code_key,
            "testimony:form_of": {"slug": self.consultation.slug},
            "voices:retex": {"pk": voice.retex.pk},
            "voices:same_here": {"pk": voice.retex.pk},
            "moderation:item": {"pk": waiting.retex.pk},
            "moderation:report": {"pk": voice.retex.pk},
            "exchange:published": {"file_format": "csv"},
            "exchange:packed": {"file_format": "csv"},
            "exchange:everything": {"file_format": "csv"},
            "exchange:batch": {"token": batch.token},
            "exchange:columns": {"token": batch.token},
            "exchange:faults": {"token": batch.token},
            "silence:data": {"file_format": "csv"},
            **_scenario(facilitator),
            "sorting:data": {"file_format": "csv"},
            "synthesis:draft": {"token": draft.token},
            "team:person": person,
            "team:close": person,
            "team:reset_factor": person,
            "team:reopen": person,
            "team:end_sessions": person,
            "team:take_back": {"pk": facilitator.roles.get().pk},
            "team:send_again": offered,
            "team:withdraw": offered,
            "team:invitation": {"token": offer.token},
            "accounts:reset_password": {"uidb64": "MQ", "token": "aucun-jeton"},
            "accounts:remove_factor": {"pk": 1},
        }


def _scenario(author):
    """Somebody else's, that everybody reads: the lead of the story made it."""
    scenario = Scenario.objects.exclude(published_at=None).exclude(made_by=author).first()
    names = ("scenario", "describe", "delete", "publication", "plan")
    pages = {f"scenarios:{name}": {"pk": scenario.pk} for name in names}
    return pages | {"scenarios:data": {"pk": scenario.pk, "file_format": "csv"}}


def _on_a_desk(theme):
    """A theme whose points are laid, one of them under a finding."""
    lay_cards(theme=theme, acting_user=None)
    desk = theme.desk
    cards = list(desk.cards.order_by("pk")[:1])
    told = {"seen": desk.decided, "key": uuid.uuid4(), "acting_user": None}
    open_finding(desk=desk, cards=cards, text=WORDS, **told)
    finding = desk.findings.order_by("pk").last()
    names = (
        "desk", "points", "findings", "decisions", "gesture", "lay", "publication", "analysis",
        "story",
    )  # fmt: skip
    pages = {f"sorting:{name}": {"pk": theme.pk} for name in names}
    publish_desk(desk=desk, acting_user=None)
    pages["sorting:finding"] = {"pk": finding.pk}
    return pages | {"sorting:finding_desk": {"pk": theme.pk, "finding": finding.pk}}


def _on_the_map(here):
    """A département whose pupils are estimated."""
    estimate = EstimateFactory(territory=_territory("98", Kind.DEPARTMENT, here))
    commune = EstimateLineFactory(estimate=estimate)
    school = EstimateLineFactory(estimate=estimate, school=SchoolFactory(uai=uai(9_980_001)))
    code, place = {"code": estimate.territory.code}, {"key": f"{here.kind}-{here.code}"}
    kept = ContactFactory(territory=here)
    lists = ("schools", "communes", "operators", "networks", "interactive")
    return {
        "atlas:tiles": {"name": "98-absent"},
        "atlas:place": place,
        "atlas:add_contact": place,
        "atlas:edit_contact": {**place, "pk": kept.pk},
        "atlas:remove_contact": {**place, "pk": kept.pk},
        "atlas:data": {**code, "name": "communes", "file_format": "csv"},
        **{f"atlas:{name}": code for name in lists},
        **{
            f"atlas:{name}": {**code, "key": commune.code}
            for name in ("commune", "contest_commune")
        },
        **{f"atlas:{name}": {**code, "key": school.code} for name in ("school", "contest_school")},
    }


def _territory(code, kind, parent):
    made = Territory.objects.create(code=code, name=code, kind=kind, parent=parent, path="")
    made.path = made.path_under(parent)
    made.save()
    return made


def _client(name, kind=None, territory=None, **more):
    user = User.objects.create_user(f"{name}@matrice.fr", "x" * 20, name=name, **more)
    if kind is not None:
        Role.objects.create(user=user, kind=kind, territory=territory)
    client = Client()
    client.force_login(user)
    return client
