"""The register: what each table keeps of people, why, how long, and what becomes of it then.

One rule a model, here and in `register_public.py`, where a data-protection officer reads them. A
model without a rule, or a rule that forgets a column of text, is a red test: nobody adds a table
without it.
"""

from django.utils.translation import gettext_lazy as _

from maillage.privacy.enums import Fate
from maillage.privacy.register_public import FOLLOWING, TESTIMONY
from maillage.privacy.rules import MISSION, NOBODY, SECURITY, Chapter, Rule, nobody

TEAM = Chapter(
    _("Les comptes de l’équipe"),
    {
        "accounts.User": Rule(
            _("Nom, adresse électronique professionnelle, empreinte du mot de passe."),
            why=MISSION,
            kept=_("jusqu’à la fermeture du compte"),
            then=Fate.UNLINKED,
            personal=("name", "folded", "email", "password", "language"),
            account="pk",
        ),
        "accounts.Role": Rule(
            _("Ce qui est confié à une personne, et où."),
            why=MISSION,
            kept=_("jusqu’à ce que ce soit repris"),
            then=Fate.ERASED,
            account="user",
        ),
        "accounts.FormerHat": Rule(
            _("Ce qui était confié à une personne dont le compte est fermé."),
            why=MISSION,
            kept=_("jusqu’à ce que le compte soit rouvert ou effacé"),
            then=Fate.ERASED,
            account="user",
        ),
        "team.Invitation": Rule(
            _(
                "L’adresse d’une personne invitée, le rôle proposé, une empreinte du lien. "
                "L’adresse est effacée dès que l’invitation est acceptée ou retirée."
            ),
            why=MISSION,
            kept=_("30 jours après qu’elle ne sert plus"),
            then=Fate.ERASED,
            personal=("email", "link_digest"),
            account="invited_by",
        ),
        "accounts.SignInTries": Rule(
            _("Combien de fois un compte a été essayé, sous une empreinte."),
            why=SECURITY,
            kept=_("un jour"),
            then=Fate.ERASED,
            personal=("account",),
        ),
        "mfa.Authenticator": Rule(
            _("Ce qui confirme que c’est bien cette personne : le secret de son application, ses "
              "codes de secours, chiffrés ; la clé publique de ses clés d’accès."),
            why=SECURITY,
            kept=_("jusqu’à ce qu’elle le retire, ou à la fermeture du compte"),
            then=Fate.ERASED,
            personal=("data",),
            account="user",
        ),
        "accounts.OidcIdentity": Rule(
            _("Le nom que le fournisseur d’identité donne à cette personne : une suite de signes."),
            why=SECURITY,
            kept=_("jusqu’à la fermeture du compte"),
            then=Fate.ERASED,
            personal=("issuer", "subject"),
            account="user",
        ),
        "account.EmailAddress": Rule(
            _("Rien : cette table est celle d’une bibliothèque, et reste vide."),
            why=NOBODY,
            kept=_("tant que la consultation est en ligne"),
            personal=("email",),
            account="user",
        ),
        "account.EmailConfirmation": Rule(
            _("Rien : cette table est celle d’une bibliothèque, et reste vide."),
            why=NOBODY,
            kept=_("tant que la consultation est en ligne"),
            personal=("key",),
        ),
        "sessions.Session": Rule(
            _("La session ouverte par un membre de l’équipe. Le public n’en a pas."),
            why=SECURITY,
            kept=_("douze heures"),
            then=Fate.ERASED,
            personal=("session_key", "session_data"),
        ),
        "synthesis.SheetDraft": Rule(
            _("Une feuille d’atelier déposée et pas encore importée."),
            why=MISSION,
            kept=_("30 jours"),
            then=Fate.ERASED,
            personal=("file_name", "sheet", "token"),
            account="uploaded_by",
        ),
        "synthesis.SheetImport": Rule(
            _("Ce qu’une feuille d’atelier disait, et ce qu’elle a changé."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("file_name", "sheet", "changes"),
            account="imported_by",
        ),
        "territory.Contact": Rule(
            _("À qui s’adresser pour le numérique éducatif : une fonction, une organisation, un "
              "courriel et un téléphone professionnels, parfois un nom. Publié."),
            why=MISSION,
            kept=_("jusqu’à ce que ce soit repris"),
            then=Fate.ERASED,
            personal=("function", "organisation", "name", "email", "phone"),
        ),
        "followup.ProgressReport": Rule(
            _("Ce qu’une personne de l’équipe a dit de l’avancement d’une action."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("text", "obstacle", "unblocker", "client_key"),
            account="reported_by",
        ),
        "followup.Measure": Rule(
            _("Un chiffre relevé, sa source, une note."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("source", "note", "client_key"),
            account="recorded_by",
        ),
        "scenarios.Scenario": Rule(
            _("Qui a cherché où ouvrir des lieux, ce qui était demandé, une note."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("name", "note", "client_key"),
            account="made_by",
        ),
        "scenarios.Commitment": Rule(
            _("Qui a fait d’un scénario une action du plan."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            account="made_by",
        ),
        "audit.Entry": Rule(
            _("La trace des actions : un numéro de compte, jamais un nom, jamais vos mots."),
            why=SECURITY,
            kept=_("tant que l’installation vit : la chaîne prouve que rien n’en a été retiré"),
            personal=("actor_label", "data"),
            account="actor_id",
        ),
    },
)  # fmt: skip
WRITTEN_TOGETHER = Chapter(
    _("Ce que les ateliers écrivent ensemble"),
    {
        "diagnosis.Evidence": Rule(
            _("Qui a rattaché une idée à un constat."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("suggested_by",),
            account="decided_by",
        ),
        "projections.IrritantLink": Rule(
            _("Qui a confirmé qu’un mot en redit un autre."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("reason",),
            account="decided_by",
        ),
        "plan.LeverLink": Rule(
            _("Qui a confirmé qu’un mot en redit un autre."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("reason",),
            account="decided_by",
        ),
        "plan.Actor": Rule(
            _("Qui porte une action : une fonction ou une organisation, parfois un nom public."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("text", "names"),
        ),
        **{
            label: nobody(_("Les mots d’un groupe, ou ce qui les range."))
            for label in (
                "diagnosis.DiagnosisRow", "diagnosis.Finding", "projections.ProjectionRow",
                "projections.Irritant", "projections.Need", "projections.Lever", "plan.Action",
                "plan.ActionLever", "plan.Step", "plan.Horizon", "plan.Indicator",
                "voices.Consultation", "voices.Theme", "voices.Phase", "voices.Workshop",
            )
        },
    },
)  # fmt: skip
SORTED = Chapter(
    _("Le tri des propos"),
    {
        "sorting.Decision": Rule(
            _("Qui a réuni, déplacé ou séparé des idées, quand, et si une machine l’a suggéré."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("suggested_by", "key"),
            account="decided_by",
        ),
        "sorting.StoryRead": Rule(
            _("Qui a réuni, déplacé ou séparé des idées, quand, et si une machine l’a suggéré."),
            why=MISSION, kept=_("comme le témoignage"), retex="pk", account="read_by",
        ),
        "sorting.Run": Rule(
            _("Qui a demandé une analyse, ses réglages, où elle en est."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("engine", "settings", "fault", "holder"),
            account="asked_by",
        ),
        "sorting.Card": Rule(
            _("Chaque idée à trier, où elle est rangée, et ses mots pour qui la cherche."),
            why=MISSION,
            kept=_("comme le témoignage"),
            then=Fate.UNLINKED,
            personal=("folded",),
            retex="point__retex",
        ),
        "sorting.Reading": Rule(
            _("Ce que la machine a lu dans une idée pour la rapprocher d’autres : une empreinte "
              "des mots, des termes, un vecteur. Jamais publié."),
            why=MISSION,
            kept=_("comme l’idée : effacé dès que vous la retirez"),
            then=Fate.ERASED,
            personal=("edition", "words", "terms", "term", "encoder", "vector"),
            retex="card__point__retex",
        ),
        "sorting.ThemeGuess": Rule(
            _("La thématique que la machine propose quand vous ne saviez pas laquelle, et qui "
              "l’a choisie."),
            why=MISSION,
            kept=_("comme le témoignage"),
            personal=("engine",),
            retex="pk",
            account="decided_by",
        ),
        "sorting.Found": Rule(
            _("Ce qu’une analyse en cours a trouvé jusqu’ici : des numéros d’idées."),
            why=MISSION,
            kept=_("le temps de l’analyse"),
            then=Fate.ERASED,
            personal=("step", "what"),
        ),
        **{
            label: nobody(_("Quelle idée est rangée où : des numéros, jamais vos mots."))
            for label in (
                "sorting.Desk", "sorting.Move", "sorting.KeptApart", "sorting.SuggestedCard",
            )
        },
        **{
            label: nobody(_("Les mots d’un groupe, ou ce qui les range."))
            for label in ("sorting.SharedFinding", "sorting.Change", "sorting.Suggestion")
        },
    },
)  # fmt: skip
MACHINERY = Chapter(
    _("Ce dont la machine a besoin"),
    {
        "testimony.Tally": Rule(
            _("Combien d’envois en quelques minutes, sous une empreinte qui change chaque jour."),
            why=SECURITY,
            kept=_("deux jours"),
            then=Fate.ERASED,
            personal=("key",),
        ),
        "privacy.PurgeReport": nobody(_("Ce que chaque purge a effacé, en nombres.")),
        "privacy.Lease": nobody(_("Quel serveur fait la purge en ce moment.")),
        **{
            label: nobody(_("Rien qui vienne d’une personne."))
            for label in (
                "audit.Head", "territory.Territory", "territory.School", "territory.Postcode",
                "territory.Headcount", "territory.HeadcountEdition", "territory.Dataset",
                "territory.DatasetPart", "territory.DatasetFlaw",
                "territory.Estimate", "territory.EstimateGround", "territory.EstimateLine",
                "territory.Sketch",
                "silence.Edition", "atlas.Hearing",
                "accounts.User_groups", "accounts.User_user_permissions", "auth.Permission",
                "auth.Group", "auth.Group_permissions", "contenttypes.ContentType",
            )
        },
    },
)  # fmt: skip
CHAPTERS = (TESTIMONY, FOLLOWING, TEAM, WRITTEN_TOGETHER, SORTED, MACHINERY)
RULES = {label: rule for chapter in CHAPTERS for label, rule in chapter.rules.items()}
