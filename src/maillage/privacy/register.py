"""The register: what each table keeps of people, why, how long, and what becomes of it then.

One rule a model, all of them here, where a data-protection officer reads them. A model without a
rule, or a rule that forgets a column of text, is a red test: nobody adds a table without it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maillage.privacy.enums import Fate


@dataclass(frozen=True)
class Rule:
    """`personal`: the columns that may say who somebody is. `retex` and `account`: the way from a
    row to whoever asks what is kept of them, by a receipt or by an account.
    """

    what: str | Promise
    why: str | Promise = ""
    kept: str | Promise = ""
    then: Fate = Fate.KEPT
    personal: tuple[str, ...] = ()
    retex: str = ""
    account: str = ""


@dataclass(frozen=True)
class Chapter:
    title: str | Promise
    rules: dict[str, Rule]


MISSION = _("mission d’intérêt public : entendre le terrain et répondre")
SECURITY = _("sécurité du service")
CONSENT = _("accord de la personne, qu’elle reprend quand elle veut")
NOBODY = _("rien de personnel")


def _nobody(what):
    return Rule(what, why=NOBODY, kept=_("tant que la consultation est en ligne"))


TESTIMONY = Chapter(
    _("Ce que vous témoignez"),
    {
        "voices.Retex": Rule(
            _("Vos mots : titre, récit, liens ; qui vous êtes (élève, parent…), où, sur quoi."),
            why=MISSION,
            kept=_("publié tant que la consultation est en ligne ; jamais publié : un an"),
            then=Fate.UNLINKED,
            personal=("place", "title", "text", "links", "folded"),
            retex="pk",
        ),
        "voices.Point": Rule(
            _("Chaque idée que vous avez écrite, une par ligne."),
            why=MISSION,
            kept=_("comme le témoignage"),
            then=Fate.UNLINKED,
            personal=("text",),
            retex="retex",
        ),
        "voices.Point_retex": _nobody(_("Quelle idée est dans quel témoignage.")),
        "voices.FormerRetex": Rule(
            _("Vos mots d’avant une correction."),
            why=_("rendre une correction visible de son auteur et de qui modère"),
            kept=_("un an"),
            then=Fate.ERASED,
            personal=("title", "text", "links"),
            retex="retex",
            account="replaced_by",
        ),
        "voices.Contribution": Rule(
            _("L’empreinte de votre récépissé, la clé de l’envoi, si vous avez moins de 15 ans, ce "
              "que la modération a décidé. Jamais le récépissé lui-même, ni votre adresse réseau."),
            why=MISSION,
            kept=_("trois ans"),
            then=Fate.ERASED,
            personal=("client_key", "receipt_digest", "body_digest", "flags", "reason"),
            retex="pk",
            account="typed_by",
        ),
        "voices.SameHere": Rule(
            _("« Moi aussi » : une empreinte du navigateur qui l’a dit, propre à chaque "
              "témoignage. Rien ne dit qui s’en est servi, ni quand."),
            why=MISSION,
            kept=_("tant que le témoignage est publié, ou jusqu’à ce que vous le repreniez"),
            then=Fate.ERASED,
            personal=("browser",),
            retex="retex",
        ),
        "exchange.ImportedRetex": Rule(
            _("Sous quel identifiant un témoignage est venu d’un autre outil."),
            why=MISSION,
            kept=_("comme le témoignage"),
            personal=("reference",),
            retex="pk",
        ),
        "exchange.Batch": Rule(
            _("Le nom d’un fichier importé, son empreinte, qui l’a déposé. Le fichier est effacé à "
              "l’import ; un fichier sans suite, après 30 jours."),
            why=MISSION,
            kept=_("tant que la consultation est en ligne"),
            personal=("file_name", "stored", "token", "digest"),
            account="created_by",
        ),
        "testimony.ClassCode": Rule(
            _("Un code de classe : son nom, qui l’a créé. Rien ne dit qui s’en est servi."),
            why=MISSION,
            kept=_("90 jours après son dernier jour"),
            then=Fate.ERASED,
            personal=("label", "code"),
            account="created_by",
        ),
    },
)  # fmt: skip
FOLLOWING = Chapter(
    _("Être prévenu, signaler"),
    {
        "voices.Contact": Rule(
            _("L’adresse ou le téléphone que vous laissez pour savoir ce que deviennent vos mots."),
            why=CONSENT,
            kept=_("sept jours sans confirmation ; sinon deux ans, ou jusqu’à votre demande"),
            then=Fate.ERASED,
            personal=(
                "email", "phone", "site", "key", "confirm_digest", "stop_digest", "told",
            ),
            retex="pk",
        ),
        "voices.Notice": Rule(
            _("Un courriel à envoyer à cette adresse, et s’il est parti."),
            why=CONSENT,
            kept=_("quelques jours après l’envoi"),
            then=Fate.ERASED,
            personal=("news", "tells"),
            retex="contact",
        ),
        "moderation.Report": Rule(
            _("Un signalement : son motif, ses mots, une empreinte propre à chaque témoignage."),
            why=SECURITY,
            kept=_("90 jours après avoir été lu ; l’empreinte, jusqu’à la lecture"),
            then=Fate.ERASED,
            personal=("words", "reporter"),
            retex="retex",
        ),
    },
)  # fmt: skip
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
            label: _nobody(_("Les mots d’un groupe, ou ce qui les range."))
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
            label: _nobody(_("Quelle idée est rangée où : des numéros, jamais vos mots."))
            for label in (
                "sorting.Desk", "sorting.Move", "sorting.KeptApart", "sorting.SuggestedCard",
            )
        },
        **{
            label: _nobody(_("Les mots d’un groupe, ou ce qui les range."))
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
        "privacy.PurgeReport": _nobody(_("Ce que chaque purge a effacé, en nombres.")),
        "privacy.Lease": _nobody(_("Quel serveur fait la purge en ce moment.")),
        **{
            label: _nobody(_("Rien qui vienne d’une personne."))
            for label in (
                "audit.Head", "territory.Territory", "territory.School", "territory.Postcode",
                "territory.Headcount", "territory.HeadcountEdition", "territory.Dataset",
                "territory.DatasetPart", "territory.DatasetFlaw", "silence.Edition",
                "accounts.User_groups", "accounts.User_user_permissions", "auth.Permission",
                "auth.Group", "auth.Group_permissions", "contenttypes.ContentType",
            )
        },
    },
)  # fmt: skip
CHAPTERS = (TESTIMONY, FOLLOWING, TEAM, WRITTEN_TOGETHER, SORTED, MACHINERY)
RULES = {label: rule for chapter in CHAPTERS for label, rule in chapter.rules.items()}
