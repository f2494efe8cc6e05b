"""Names that are ordinary words too, so that a capital letter decides.

Everyday English nouns, verbs and adjectives that are also borne as forenames or surnames, or
are names of British towns. Lower case they mean nothing: 'the panel will meet'.
"""

_WORDS = """
abbot abbott amber angel april archer art ash august autumn bacon baker ball banks barber barker barley barn
basil bath battle bay bean beck bell best bill bird bishop black bloom blossom bob bolt bond book booth bow
bower bowman boy brand bright brook brooks brown buck budge bull burden burn burns bush butcher butler
buxton canon carol carpenter carter case cave chance chandler chapel chapman charity charm chase child
childs chip christian christmas church clay clear cliff close coach coal cobb cole colt con constable
constant cook cooke cooper corn corner cotton coward cox craft crane cream cross crow crown crystal daisy
dale dance dancer dash dawn day deal dean dear dell destiny dick dove down drake draper draw drew duke dyer
earl early earnest east ebony english eve fair faith farmer farrow fell fern field fields finch fish fisher
fleet fletcher flint flood flora flower foot ford forest forester foster fox frank free freeman french
friday friend frost fuller gale gardener gate gates gay gene german gift ginger glass glen glory glover gold
golden good goodman gore grace grant grave graves gray green grey guy hale hall ham hand hardy hare harmony
harper harrow harry hart hawk hay hazel head heath heather heaven hedge herb hill hills hogg holder holly
holm home honey hood hook hope house hull hunt hunter hurst inn iris irish ivory ivy jack jade jasmine jay
jean jet jewel john josh joy july june juniper justice keen king kitchen kite knight lace lake lamb lance
land lane lark laurel law lawless leaf leeds lees light lily little lock long lord love low luck lucky mace
major mallow march mark marks marsh marshal marshall martin mason may mead meadow mercer mercy merit merry
mews mike mile miles mill miller mills mole monday money moody moon moor moore moss mould mount myrtle
nelson new newman nice nick noble noon norm normal norman north nurse ocean old olive orange otter page pain
palmer park parker parson parsons pat patience peace peach pearl pen penny pepper perry pike pink piper pitt
plant player polish pool poor pope poppy porter post pot potter pound power price pride priest prince proud
prudence queen quick race rain rake raven ray read reader reading red reed reeve rest rex rice rich ridge
river rivers road rob robin rock rod rook root rose rosemary rowan royal ruby rue rugby rush rusty rye sage
sale sally salt sandwich sandy savage say scholar scott sea self serene shade shaw shepherd ship shore short
silver singer skill skinner skip sky slack sleigh small smart smith snow song south spark sparrow speed
spence spring stables star stark starling steed steel stern stew still stock stone storm strange stray
street strong sue summer summers sunday sunny swallow swan sweet swift tailor tanner taylor teal temple
thatcher thorn thyme tiger title tom town trail tranquil tree trinity true turner unity unwin usher vale van
verity victor victory vine viola violet wade wake wales walker wall waller ward warden ware warren water
waters way weaver webb webber weeks well wells welsh west wheat wheeler whisper white wick wild wilder will
willow wills wilt winter winters wise wolf wood wooden woodland woods woody wool workman world worth wright
yard young
"""
ORDINARY = frozenset(_WORDS.split())

#: Months that are forenames or surnames too; beside a day or a year they are months.
MONTH_NAMES = frozenset({"april", "august", "march", "may", "june", "july"})

#: Laws and published cases that are known by somebody's name; inside them a name is no leak.
PUBLIC = (
    *("Clare's Law", "Sarah's Law", "Martha's Rule", "Awaab's Law"),
    *("Victoria Climbié", "Baby P", "Peter Connelly", "Daniel Pelka", "Khyra Ishaq", "Child Q"),
    *("Arthur Labinjo-Hughes", "Star Hobson"),
)

#: Words that labels are made of; a person may bear one as a name, and the label stands all the same.
LABEL_WORDS = frozenset(
    [
        "child",
        "baby",
        "infant",
        "young",
        "person",
        "sibling",
        "half",
        "step",
        "brother",
        "sister",
        "adult",
        "mother",
        "father",
        "parent",
        "partner",
        "grandparent",
        "grandmother",
        "grandfather",
        "maternal",
        "paternal",
        "aunt",
        "uncle",
        "cousin",
        "relative",
        "friend",
        "neighbour",
        "carer",
        "foster",
        "family",
        "social",
        "worker",
        "health",
        "visitor",
        "midwife",
        "teacher",
        "head",
        "nurse",
        "doctor",
        "police",
        "officer",
        "support",
        "manager",
        "consultant",
        "town",
        "village",
        "street",
        "address",
        "placement",
        "practice",
        "agency",
        "organisation",
        "force",
        "ward",
        "house",
        "home",
        "place",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "the",
        "of",
    ]
)

_GENERIC = """
street avenue close estate square terrace gardens church village county council borough school primary
secondary academy college nursery hospital general centre surgery practice medical health service services
community
"""
#: Words of places and bodies that tell nothing about which one is meant.
GENERIC = frozenset(_GENERIC.split())
