"""What is kept of those who testify, and of those who follow what becomes of it."""

from django.utils.translation import gettext_lazy as _

from maillage.privacy.enums import Fate
from maillage.privacy.rules import CONSENT, MISSION, SECURITY, Chapter, Rule, nobody

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
        "voices.Point_retex": nobody(_("Quelle idée est dans quel témoignage.")),
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
        "atlas.Contest": Rule(
            _("Quel chiffre d’une carte votre témoignage contredit, et de quel lieu il parle. "
              "Jamais publié avec vos mots."),
            why=MISSION,
            kept=_("comme le témoignage"),
            then=Fate.ERASED,
            personal=("told", "code"),
            retex="pk",
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
