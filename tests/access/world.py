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
from maillage.synthesis.models import SheetDraft
from maillage.team.actions import invite
from maillage.territory.models import Territory
from maillage.testimony.actions import create_class_code
from maillage.testimony.seal import proof_of
from maillage.voices.actions import Said, publish_retex, receive_retex
from maillage.voices.enums import Profile
from maillage.voices.models import Point, Workshop

ANONYMOUS, NO_HAT, SUPERUSER = "anonyme", "sans rôle", "superutilisateur"
HERE = [str(kind) for kind in RoleKind]
ELSEWHERE = [f"{kind} ailleurs" for kind in RoleKind]
EVERYBODY = [ANONYMOUS, NO_HAT, *HERE, *ELSEWHERE, SUPERUSER]
WORDS = "On ne capte rien au bout de la digue, parole de la matrice"


class World:
    def __init__(self):
        self.consultation = populate()
        here = self.consultation.territory
        away = Territory.objects.create(code="AW", name="Ailleurs", kind=here.kind, path="")
        away.path = away.path_under(None)
        away.save()
        self.clients = {ANONYMOUS: Client(), NO_HAT: _client("personne")}
        for kind in RoleKind:
            self.clients[str(kind)] = _client(f"{kind}-ici", kind, here)
            self.clients[f"{kind} ailleurs"] = _client(f"{kind}-la", kind, away)
        self.clients[SUPERUSER] = _client("super", is_superuser=True)
        self.arguments = self._arguments()

    def _voice(self):
        key = uuid.uuid4()
        received = receive_retex(
            consultation=self.consultation,
            said=Said(profile=Profile.PARENT, text=WORDS, irritants=(WORDS,)),
            client_key=key,
            acting_user=AnonymousUser(),
        )
        return received, key

    def _arguments(self):
        """{address: what its path asks for}: objects of a published workshop of this territory."""
        workshop = Workshop.objects.exclude(published_at=None).order_by("pk").first()
        there = {"workshop": workshop}
        finding = Finding.objects.filter(**there).first()
        action = Action.objects.filter(**there).first()
        row = ProjectionRow.objects.filter(**there).first()
        voice, key = self._voice()
        publish_retex(retex=voice.retex, acting_user=None)
        cite_point(finding=finding, point=Point.objects.get(retex=voice.retex), acting_user=None)
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
        item = {"row__workshop": workshop}
        receipt = {"receipt": voice.receipt}
        code_key, finding_key = {"pk": code.pk}, {"pk": finding.pk}
        indicator = {"pk": Indicator.objects.filter(**item).first().pk}
        return {
            "portal:thread": {"kind": "action", "pk": action.pk},
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
            "voices:correct_retex": {"pk": workshop.retex.first().pk},
            "moderation:item": {"pk": waiting.retex.pk},
            "moderation:report": {"pk": voice.retex.pk},
            "exchange:published": {"file_format": "csv"},
            "exchange:packed": {"file_format": "csv"},
            "exchange:everything": {"file_format": "csv"},
            "exchange:batch": {"token": batch.token},
            "exchange:faults": {"token": batch.token},
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
            "projections:row": {"pk": row.pk},
            "projections:add_item": {"pk": row.pk, "key": "needs"},
            "projections:edit_item": {"pk": Need.objects.filter(**item).first().pk, "key": "needs"},
            "projections:draw_link": {"pk": Irritant.objects.filter(**item).first().pk},
            "projections:decide_link": {
                "pk": IrritantLink.objects.filter(irritant__row__workshop=workshop).first().pk
            },
            "plan:action": {"pk": action.pk},
            "plan:add": {"pk": action.pk, "key": "steps"},
            "plan:wording": {"pk": Step.objects.filter(**item).first().pk, "key": "steps"},
            "plan:indicator": indicator,
            "plan:link": {
                "pk": LeverLink.objects.filter(action_lever__row__workshop=workshop).first().pk
            },
            "plan:draw": {"pk": ActionLever.objects.filter(**item).first().pk},
            "followup:action": {"pk": action.pk},
            "followup:report": {"pk": action.pk},
            "followup:indicator": indicator,
            "followup:measure": indicator,
            "team:person": {"pk": facilitator.pk},
            "team:close": {"pk": facilitator.pk},
            "team:reopen": {"pk": facilitator.pk},
            "team:end_sessions": {"pk": facilitator.pk},
            "team:take_back": {"pk": facilitator.roles.get().pk},
            "team:send_again": {"pk": offer.invitation.pk},
            "team:withdraw": {"pk": offer.invitation.pk},
            "team:invitation": {"token": offer.token},
            "accounts:reset_password": {"uidb64": "MQ", "token": "aucun-jeton"},
            "accounts:remove_factor": {"pk": 1},
            "synthesis:draft": {"token": draft.token},
            "synthesis:sheet": {"slug": workshop.slug},
            "synthesis:download": {"slug": workshop.slug, "extension": "md"},
            "synthesis:add_row": {"slug": workshop.slug, "part": "plan"},
            "synthesis:publication": {"slug": workshop.slug},
        }


def _client(name, kind=None, territory=None, **more):
    user = User.objects.create_user(f"{name}@matrice.fr", "x" * 20, name=name, **more)
    if kind is not None:
        Role.objects.create(user=user, kind=kind, territory=territory)
    client = Client()
    client.force_login(user)
    return client
