"""Names people bear, and words that only look like names. All in plain letters."""

_FIRST_NAMES = """
abdel abdelkader abdou abdoulaye abel achille adam adama adele adeline adem adriana adrien adrienne
agathe agnes ahmed aicha aida aime aissata alain alan alban albane albert alessio alex alexandra
alexandre alexia alexis alice alicia aline alix aliya alma alphonse alya amadou amandine ambre
amelia amelie amina aminata amine amir ana anais anastasia anatole andre andrea andrii ange angela
angele angelina angelique anissa anna annabelle anne anne-marie annick annie anouk anthony antoine
anton antonin antonio apolline aria ariane ariel armand arnaud arthur assia astrid aubin audrey
augustin aurelie aurelien aurore awa axel aya ayden ayla ayoub ayse aziz baptiste barbara bastien
beatrice beatriz benedicte benjamin benoit bernadette bernard bertrand bilal blandine boris brahim
brice brigitte bruno burak candice carine carla carlos carole caroline cassandra catherine cecile
cedric celeste celia celine camille cem chantal charlene charles charlie charline charlotte chiara
chloe christelle christian christiane christine christophe claire clara clarisse claude claudia
claudine clea clement clemence clementine cleo clothilde clotilde colette coline constance coralie
corentin corinne cyril cyrielle damien daniel daniela daniele danielle daouda david deborah delphine
denis denise diana diane didier dimitri djamel djibril dominique dylan edith edouard eduardo elena
eleonore elias eliane elif eliott elisa elisabeth elise ella elliot elodie eloise elouan elsa
emeline emile emilie emily emma emmanuel emmanuelle emre enora enzo eric erika erwan esma esteban
estelle esther ethan etienne eugenie eva evan evelyne ewen fabien fabienne fabrice fadila farah
farid fatih fatima fatma fatou fatoumata felicie felix fernanda fernando filipe flavie flora
florence florent florian florine francesca francine francis franck francois francoise frederic
frederique gabin gabriel gabriela gabrielle gaelle gaetan gaspard gauthier genevieve geoffrey
georges georgette gerald geraldine gerard germain ghislaine gilbert gilles ginette giulia gregoire
gregory guilhem guillaume gustave guy gwenaelle habib hadrien hakim halima hamza hanna hannah haruna
hasan hassan hatice hawa helena helene henri herve hicham hind hortense houda hubert hugo hugues
huseyin ibrahim ibrahima idris idriss ihsane ilan iliana ilyan ilyes imane imran ines ingrid inna
ioanna iris irene iryna isaac isabel isabelle ismael ivan jacqueline jacques jade jamal james jamila
janine jasmine jean jean-baptiste jean-claude jean-francois jean-luc jean-marc jean-marie
jean-michel jean-paul jean-philippe jean-pierre jeanne jeannine jennifer jeremie jeremy jerome
jessica jimmy joachim joana joao joel joelle johan johanna john jonas jonathan jordan jose joseph
josephine josette josiane joshua josselin joyce juan judith jules julia julie julien juliette julio
justin justine kadiatou kais kamel karen karim karima karine kateryna katia kayla kelly kemal kenza
kevin khadija khadim khaled kristell ksenia kylian laetitia laila lamine lana lara latifa laura
laure laureen laurence laurent laurie layla lea leandre leila lena leo leon leonard leonie leonor
leopold leyla liam lilia lilian liliane lilou lily lina linda line lino lisa lise loane loic lola
lorena lorenzo lou louane louis louisa louise louka lucas luce lucette lucie lucien lucienne lucile
ludivine ludovic luis luisa luiz lukas luna lydia lydie lyes maelle maelys maeva mahamadou mahaut
mahmoud malak malek malika malo malone mamadou manel manon manuel manuela marc marceau marcel
marcelle marco margaux margot marguerite maria mariam mariama marianne marie marie-claire
marie-claude marie-france marie-jose marie-louise marie-pierre marie-therese marilyn marina marine
mario marion marius marjorie marta marthe martine marwa maryam maryse maryvonne mateo mathias
mathieu mathilde mathis mathys matteo matthias matthieu maud maurice max maxence maxime maximilien
maya maylis medhi mehdi mehmet melanie melina melissa melvin meriem merve mia michael michel
michele micheline michelle miguel mikael mila milan milo mireille mohamed mohammed moise monique
morgane moussa mounia muriel murielle mustafa mustapha myriam nabil nabila nadege nadia nadine nael
nahel naim najat naomi narcisse nassim natacha natalia nathalie nawel neila nelly nicolas nicole
nina nino nissa noa noah noe noel noelie noemie nolan nolwenn nora norah nour nourredine octave
odette odile oksana oleksandr olena olga olivia olivier omar omer orane oscar osman otto oumar
oumou ousmane ozan pablo paloma pascale patrice patricia patrick paul paula paulette pauline paulo
pedro perrine philippe philomene pierre pierre-yves pierrick quentin rachel rachid rafael raissa
rania raoul raphael raphaelle rayan raymond raymonde rayane rebecca redouane regine regis rekia
remi remy renaud rene renee ricardo richard rita robin rodolphe rodrigo roger roland romain romane
rosalie rosa romy ronan roxane ruben ryan saad sabine sabrina sacha safia said salah salim salima
salma salome sam samba sami samia samir samira samuel sandra sandrine sandy sara sarah sasha
sebastien segolene sekou selim selin selma serge sergio serhii servane severine sevda sibel
sidonie sidi silvia simon simone sixtine soan sofia sofiane solal solange solene soline sonia sophia
sophie soraya souad soumaya souleymane stella stephane stephanie steven suzanne svitlana sylvain
sylvia sylviane sylvie tania tanguy taous tarek tatiana telma teo teresa tetiana thea theo theodore
theophile therese thiago thibaud thibault thierry thomas tiago tifaine timeo timothee titouan tobias
tom tony toussaint tristan ulysse vadim valentin valentina valentine valerie vanessa vasco vera
veronique vesna victor victoria victorine vincent violette virginie viviane volodymyr wael walid
wassim wendy wiem wilfried william willy wissam xavier yacine yann yannick yanis yasin yasmina
yasmine yassine ylan yoann yohan yolande youcef younes youssef youssouf yuliia yvan yves yvette
yvonne zacharie zahra zakaria zeineb zelie zeynep ziad zineb zoe zohra zoubida
ліна оксана олена ірина наталія марія анна софія дарина андріи олександр іван максим артем дмитро
محمد احمد ليلى فاطمة مريم يوسف علي عمر سارة خديجة عايشة ياسين امين نور زينب حسن ابراهيم خالد
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

# Typed without a capital, these are first of all words.
_WORDS_TOO = """
aime ambre ange angele alma anatole ariel aria aurore celeste charlie clement clemence constance
dominique eliane flora felicie florence germain iris jade jean jasmine leonard line lou luce luna
lana marguerite marine max maya mia mila milan noel nour olga orane otto pierre robin rosa romane
romain sam sixtine solange stella sandy toussaint tom tony vera victoria violette willy lisa
"""
WORDS_TOO = frozenset(_WORDS_TOO.split())

# On the fronts of schools and at the corners of streets: nobody's data any more.
_FAMOUS = """
ada lovelace|alan turing|albert camus|albert einstein|anne frank|antoine de saint-exupery
aristide briand|arthur rimbaud|charles de gaulle|charles peguy|celestin freinet|denis diderot
emile zola|emmanuel macron|ferdinand buisson|francois mitterrand|francois villon|frederic mistral
gabriel peri|george sand|georges brassens|georges pompidou|germaine tillion|guy moquet
guy de maupassant|henri matisse|henri wallon|honore de balzac|irene joliot-curie|jacques brel
jacques chirac|jacques prevert|jean de la fontaine|jean giono|jean jaures|jean mace|jean mermoz
jean monnet|jean moulin|jean piaget|jean rostand|jean zay|jean-jacques rousseau|jean vilar|jules
ferry|jules michelet|jules verne|leon blum|leon gambetta|leonard de vinci|louis aragon|louis
armstrong|louis braille|louis pasteur|louise michel|lucie aubrac|marcel pagnol|marcel proust|maria
montessori|marie curie|martin luther|maurice ravel|max jacob|nelson mandela|olympe de gouges|paul
bert|paul cezanne|paul eluard|paul langevin|paul valery|paul verlaine|pierre brossolette|pierre
curie|pierre corneille|pierre loti|pierre de ronsard|pierre mendes-france|rene cassin|rene descartes
robert badinter|romain rolland|rosa parks|samuel beckett|samuel paty|simone de beauvoir|simone veil
simone weil|victor hugo|victor schoelcher|thomas pesquet|louis armand|louis renault|anita conti
"""
FAMOUS = frozenset(
    name.strip() for line in " ".join(_FAMOUS.split()).split("|") for name in [line] if name
)

# What bears the name of somebody without being about them.
PUBLIC = (
    r"college|colleges|lycee|lycees|ecole|ecoles|groupe scolaire|cite scolaire|cite|mediatheque"
    r"|bibliotheque|salle|gymnase|stade|espace|centre|maison|campus|institut|universite|hopital"
    r"|clinique|quartier|place|avenue|boulevard|rue|allee|impasse|chemin|quai|square|pont|parc"
    r"|theatre|cinema|musee|prix|plan|loi|rapport|fondation|editions|residence|piscine|gare|station"
    r"|arret|internat|esplanade|foyer|amphi\w{0,8}|laboratoire|association|programme|fonds|cours"
    r"|livre|roman|film|poeme|logiciel|application|methode|pedagogie"
)

PARTICLES = frozenset({"le", "la", "de", "du", "des"})
# What follows "mme" typed without a capital, when no name does.
_AFTER_TITLE = """
a au aux avec bien c ce dans de des du elle en est et il je l la le les leur m ma me mes mon n ne ni
nous on ont ou pas pour que qui s sa se ses si son sont sur tous tout tres un une vous
"""
AFTER_TITLE = frozenset(_AFTER_TITLE.split())

# Capitals that a title, a role or a kin may be followed by without naming anybody.
_NO_NAMES = """
mme mlle mr mrs dr pr
academie academique adjoint adjointe afrique agence alors anglais apres arabe association au aucun
aussi avec avril aout bien bonjour bref bretagne brevet bureau car cela ce cependant ces cet cette
chacun chaque chaud chef comme comment conseil conseiller conseillere dans de decembre depuis des
departement departemental departementale dimanche directeur directrice documentaliste donc du
ecole ecoles education elle elles en enfin ensuite entre espagnol est et etat europe eux facebook
fevrier fortnite francais francaise france geographie google general generale il ils inspecteur
inspectrice instagram internet italien janvier je jeudi juillet juin jusqu la le les leur lui
lundi ma madame mademoiselle maire mais malgre mardi mars mathematiques maths mercredi merci mes
messenger microsoft ministere ministre moi moins mon monsieur moodle mai nationale national ne
ni non nos notre nous novembre numerique octobre office on or ou oui outlook par parce parent
parents paris parfois pas pendant personne peu plus pour pourquoi prefet president presidente
premier premiere pronote principal principale principaux proviseur proviseure puis python quand que
quelle quelques qui quoi recteur rectorat rectrice referent referente region robot rien sa samedi
sans sciences scratch se seconde sectorielle selon septembre ses si siecle sixieme snapchat son
sous souvent sur ta teams technologie telegram telle terminale territoire tiktok tous tout toute
toutes troisieme tu ukrainien ukrainienne un une vendredi vers vice voici voila vos votre vous
whatsapp windows word youtube zoom quatrieme cinquieme turc turque roumain portugais monde poste
aesh atsem avs bts bep cap cdi cm cned cp cpe ce ecoledirecte ent esh gs hlm inspe ips ps ms rep
segpa sms snt stmg svt tbi tice tni ulis upe2a usb vpi wifi hp pc tv tdah tsa dys eps emi ia ien
dasen dsden cnil rgpd caf mdph pap pps pai emc drane dane crc ppms dnb nsi sti2d st2s bac cfa mfr
erea ime itep sessad eple epci edt qcm qr html pdf ok vr 3d
"""
NO_NAMES = frozenset(_NO_NAMES.split())
