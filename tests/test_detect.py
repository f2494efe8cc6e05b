"""Finding names that the case does not know: kinds, the closed world, what belongs to a mention, what stays."""

import itertools
import random
import re
import sys
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from redact.detect import find_anew, find_mentions
from redact.detect.known import know
from redact.detect.ner import guesses
from redact.detect.officers import officers_of
from redact.model import Allowed, Block, Document, Entity, Mention, Register, Span
from redact.names import skeleton
from redact.reading import find_and_link
from redact.rules import load_rules

RULES = load_rules()
pytestmark = pytest.mark.model


def document(*paragraphs: str, headings: tuple[int, ...] = ()) -> Document:
    """A draft of *paragraphs*; those whose numbers are in *headings* are headings."""
    text, blocks = "", []
    for at, paragraph in enumerate(paragraphs):
        kind = "heading" if at in headings else "paragraph"
        blocks.append(Block(Span(len(text), len(text) + len(paragraph)), kind))
        text += paragraph + "\n"
    return Document("draft.txt", "", text, tuple(blocks))


def found(
    *paragraphs: str, headings: tuple[int, ...] = (), use_allow: bool = True, allow=()
) -> list[Mention]:
    """Every mention of a draft without a register."""
    draft = document(*paragraphs, headings=headings)
    anew = {draft.name: find_anew(draft, RULES)}
    return find_and_link([draft], anew, Register(allow=tuple(allow)), RULES, use_allow=use_allow)[0]


def of(text: str, mentions: list[Mention]) -> Mention | None:
    """The mention that holds *text*."""
    return next((m for m in mentions if text in m.text), None)


@pytest.mark.parametrize(
    ("sentence", "name", "label"),
    [
        ("The social worker visited Oluwadamilare and his sister.", "Oluwadamilare", "PERSON"),
        ("There was no record of what Ngọc wanted.", "Ngọc", "PERSON"),
        ("Ákos was seen by the health visitor.", "Ákos", "PERSON"),
        ("The school nurse spoke to Siyabonga about sleep.", "Siyabonga", "PERSON"),
        ("The school wrote to W. Mihalescu again.", "W. Mihalescu", "PERSON"),
        ("They moved to Thrumley in the spring.", "Thrumley", "PLACE"),
        ("They met at Tolley's Jetty that night.", "Tolley's Jetty", "PLACE"),
        ("She was helped by Harbour Families, who visited twice.", "Harbour Families", "ORG"),
        (
            "The children went across to the Golden Crescent, where he worked.",
            "the Golden Crescent",
            "ADDRESS",
        ),
        ("They walked along the River Eaver to the road.", "River Eaver", "PLACE"),
    ],
)
def test_what_stands_around_a_name_says_what_it_is(sentence: str, name: str, label: str) -> None:
    """A name that no list knows is found whole and gets its kind from its context."""
    mention = of(name, found(sentence))
    assert mention
    assert mention.label == label
    assert mention.status in {"replace", "flag"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Health Visitor and the Social Worker met at the Strategy Meeting on Sunday.",
        "On Friday the School Nurse asked the Designated Safeguarding Lead, and Mum agreed.",
        "Winter clothing was bought; reading together took a day; patience was needed.",
        "NFA by MASH; SW to ring HV; MGM and PGM not seen; DNA x2.",
        "The Apgar score was nine and he slept in a Moses basket.",
        "Don't ring; I can't come.",
    ],
)
def test_terms_of_the_trade_are_vouched_for(sentence: str) -> None:
    """Capitals that every report is full of name nobody, and nothing is treated."""
    assert [m.text for m in found(sentence) if m.status in {"replace", "flag"}] == []


def test_a_capital_that_nobody_vouches_for_is_never_silent() -> None:
    """Every unknown capitalised word is at least put before the reviewer."""
    text = "Zembla arrived. The Quorn was late, and Blivet too."
    mentions = found(text)
    assert all((m := of(word, mentions)) and m.status != "keep" for word in ("Zembla", "Quorn", "Blivet"))


def test_rare_words_in_small_letters_are_put_before_the_reviewer() -> None:
    """A word that few texts have is watched and not treated."""
    mention = of("windlass", found("The windlass is by the door."))
    assert mention
    assert (mention.label, mention.status) == ("QUASI", "watch")


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("It ended in early September 2021.", "early September 2021"),
        ("Bring it to supervision w/c 20 Dec.", "w/c 20 Dec"),
        ("He was walked there at about 02:15.", "about 02:15"),
        ("It was Emrys, aged 15, who fell.", "aged 15"),
        ("Rebooked for Fri 6/8 at noon.", "Fri 6/8"),
        ("It was before her thirteenth birthday.", "her thirteenth birthday"),
        ("Seen by Hazel W. on the day.", "Hazel W."),
        ("Mr B rang twice.", "Mr B"),
    ],
)
def test_what_belongs_to_a_mention_is_in_it(sentence: str, whole: str) -> None:
    """Qualifiers of dates, 'aged' and initials go with the mention."""
    assert any(m.text == whole for m in found(sentence)), [m.text for m in found(sentence)]


@pytest.mark.parametrize(
    "row", ["Toni Archer | F", "Dean Archer | M | father", "Toni Archer |F", "Toni Archer\tF"]
)
def test_a_name_ends_with_its_cell(row: str) -> None:
    """A bar or a tab ends a name in a table of plain text: what stands behind it is another column."""
    mentions = found("Toni Archer met Dean Archer.", row)
    assert not [m.text for m in mentions if m.status != "keep" and not m.text.replace(" ", "").isalpha()]
    at = len("Toni Archer met Dean Archer.\n")
    assert any(m.span == Span(at, at + 11) and m.status != "keep" for m in mentions)


def test_a_number_behind_a_name_is_an_age() -> None:
    """'Efua Mensah (eleven)' and 'Jakub Nowak, 58,' give ages away."""
    ages = [
        m.text for m in found("Efua Mensah (eleven) and Jakub Nowak, 58, were there.") if m.label == "AGE"
    ]
    assert ages == ["eleven", "58"]


REFERENCES = (
    "References",
    "Munro, E. (2011) The Munro Review of Child Protection: Final Report. London: TSO.",
)


def test_cited_authors_and_their_years_stay() -> None:
    """An author that the references have is no person of the case, and the year of a report no date of it."""
    body = "Munro described such boxes in 2011, and Ms Adeyemi-Clarke met the family in 2011."
    mentions = found(body, *REFERENCES, headings=(1,))
    treated = [(m.text, m.label) for m in mentions if m.status in {"replace", "flag"}]
    assert ("Ms Adeyemi-Clarke", "PERSON") in treated
    assert not any(text.startswith("Munro") for text, _ in treated)


def test_a_mother_who_bears_the_name_of_an_author_is_found() -> None:
    """By role and place, not by string alone: 'Ms Laming' in the story is somebody."""
    mentions = found("Ms Laming said that she was tired. Laming (2009) is cited often.")
    assert (m := of("Ms Laming", mentions))
    assert m.status in {"replace", "flag"}


PIKE = Entity("p1", "PERSON", "Brandon Pike", role="visitor to the household")
WORKS = ("References", "Brandon, M., Bailey, S. et al. (2012) New Learning from Reviews. London: TSO.")


def in_a_summary(sentence: str, known: Entity = PIKE) -> str:
    """What becomes of 'Brandon' in a summary without references, beside a report that has them; '' for nothing."""
    report = replace(document("1 Findings", "Agencies met.", *WORKS, headings=(0, 2)), name="report.txt")
    summary = replace(document("Summary", sentence), name="summary.txt")
    anew: dict[str, list[Mention]] = {report.name: [], summary.name: []}
    register = Register(entities={known.id: known})
    mentions, _ = find_and_link([report, summary], anew, register, RULES)
    one = [m for m in mentions if m.document == summary.name and "Brandon" in m.text]
    return one[0].status if one else ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Brandon and others (2012) say so.",
        "This was known (Brandon et al, 2012).",
        "Brandon et al. (2012) say so.",
    ],
)
def test_an_author_whom_another_draft_of_the_case_lists_stays_in_a_summary(sentence: str) -> None:
    """A summary cites without a list of references; a visitor with that first name is not meant."""
    assert in_a_summary(sentence) in {"", "keep"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Brandon and others found the door open.",
        "Brandon and others were asleep on the sofa.",
        "Police spoke to Brandon and colleagues of his from the depot.",
        "The letters from Brandon and others were not read.",
        "Brandon slept on the sofa.",
        "Brandon and others described him as quiet.",
        "The studies by Brandon and colleagues have repeated it.",
        "Brandon and colleagues find the flat cold when they visit.",
        "Brandon et al were hit.",
        "Brandon (2012) was there.",
        "Brandon and others (2011) were there.",
    ],
)
def test_a_person_of_an_authors_name_is_found_in_what_reads_like_a_citation(sentence: str) -> None:
    """A story is told in the past tense: who does something in it is treated, or asked about."""
    assert in_a_summary(sentence) in {"replace", "flag"}


def test_a_person_with_the_initial_of_an_author_is_never_taken_for_one() -> None:
    """'M. Brandon' of the case may be meant where 'Brandon, M.' is cited."""
    mary = Entity("p1", "PERSON", "Mary Brandon", role="mother")
    assert in_a_summary("The studies by Brandon and colleagues have repeated it.", mary) in {
        "replace",
        "flag",
    }


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Her siblings are Alfie (2012) and Shanelle (2016).", "Alfie"),
        ("Her siblings are Alfie (2012) and Shanelle (2016).", "Shanelle"),
        ("Jayden, 2014", "Jayden"),
        ("Kayleigh and others were at home.", "Kayleigh"),
        ("Kayleigh and colleagues from school were hit.", "Kayleigh"),
        ("Quarmby and others report that the child was alone.", "Quarmby"),
        ("Zebedea Quarmby (2012) is her sister. Quarmby and colleagues were there.", "Zebedea Quarmby"),
        ("Mrs Okonkwo (2012) was there, and Ms Vickery et al (2016) cried.", "Mrs Okonkwo"),
        ("Mrs Okonkwo (2012) was there, and Ms Vickery et al (2016) cried.", "Ms Vickery"),
        ("Nurse Ward (2016) noted bruises.", "Ward"),
        ("Zebedee and Alex (2016) describe a fear of dogs.", "Alex"),
        ("The National Kayleigh Commission met.", "Kayleigh"),
    ],
)
def test_what_reads_like_a_citation_and_is_of_no_listed_work_is_somebody(sentence: str, name: str) -> None:
    """A birth year stands behind a name as a work's does, and a household may be called 'X and others'."""
    seen = found("1 Findings", sentence, headings=(0,))
    assert [m.status for m in seen if name in m.text and m.status in {"replace", "flag"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "Munro (2011) said so.",
        "Such care is rare (Sidebotham et al, 2016).",
        "Such care is rare (Rodway, 2012; Hawton, 2011).",
        "Hawton et al (2012) found that it is rare.",
        "Allnock and Miller (2013) say so.",
    ],
)
def test_a_citation_that_no_birth_year_could_be_stays(sentence: str) -> None:
    """The list of researchers, the references of the draft, or several works in brackets bear it out."""
    listed = ("References", "Allnock, D. and Miller, P. (2013) No One Noticed. London: NSPCC.")
    seen = found("1 Findings", sentence, *listed, headings=(0, 2))
    assert not [m for m in seen if m.status in {"replace", "flag"} and m.label == "PERSON"]


def test_a_person_with_an_authors_surname_and_a_first_name_is_found() -> None:
    """Only a lone surname may be an author's: 'Laura Allnock' is somebody."""
    listed = ("References", "Allnock, D. (2013) No One Noticed. London: NSPCC.")
    seen = found("1 Findings", "Allnock Vickery found the door open.", *listed, headings=(0, 2))
    assert (m := of("Allnock Vickery", seen))
    assert m.status in {"replace", "flag"}


def in_references(entry: str, *people: str) -> dict[str, str]:
    """What becomes of each name in an entry of the references, by its words."""
    draft = document("1 Findings", "Agencies met.", "References", entry, headings=(0, 2))
    entities = {f"p{n}": Entity(f"p{n}", "PERSON", name) for n, name in enumerate(people)}
    anew = {draft.name: find_anew(draft, RULES)}
    mentions, _ = find_and_link([draft], anew, Register(entities=entities), RULES)
    return {m.text: m.status for m in mentions if m.status in {"replace", "flag"}}


def test_an_entry_of_the_references_is_not_kept_whatever_it_says() -> None:
    """Who is no author of it is asked about; so is an author who may be somebody in the case."""
    entry = "Pike, B. (2012) Statement. Zebedea Quarmby, school file, about Shanelle Vickery-Oduya."
    treated = in_references(entry, "Brandon Pike")
    assert any("Pike" in text for text in treated)
    assert {"Zebedea Quarmby", "Shanelle Vickery-Oduya"} <= set(treated)


def test_an_author_with_another_initial_stays_in_the_references() -> None:
    """'Pike, R.' is not Brandon Pike, and 'Brandon, M.' has the surname that he has for a first name."""
    entry = "Brandon, M. and Pike, R. (2012) New Learning from Reviews. London: Sage."
    assert in_references(entry, "Brandon Pike") == {}


def test_a_name_of_the_title_page_is_not_kept_where_it_hits_somebody() -> None:
    """'Prepared by' on a title page does not keep a name in the story."""
    seen = found(
        "Prepared by Jayden Mulqueen", "1 Findings", "Jayden Mulqueen hit her.",
        "The reviewer, Jayden Mulqueen, thanks the partnership.", headings=(1,),
    )  # fmt: skip
    title, story, thanks = (m.status for m in seen if "Mulqueen" in m.text)
    assert (title, thanks) == ("keep", "keep")
    assert story in {"replace", "flag"}


def test_who_wrote_and_published_the_report_stays() -> None:
    """The title page names its author and its partnership; they stay everywhere."""
    lines = (
        "Independent reviewer: Rosalind Tench-Oakley. Draft 2",
        "Averdale Safeguarding Children Partnership",
    )
    body = (
        "The reviewer, Rosalind Tench-Oakley, thanks the Averdale Safeguarding Children Partnership. "
        + "word " * 40
    )
    treated = [m.text for m in found(*lines, body) if m.status in {"replace", "flag"}]
    assert not any("Tench" in text or "Averdale" in text for text in treated)
    kept = [m.text for m in found(*lines, body) if m.status == "keep" and "Tench" in m.text]
    assert set(kept) == {"Rosalind Tench-Oakley"}


def test_every_keep_list_can_be_switched_off() -> None:
    """Without keep-lists what stays is treated: bodies, amounts, lengths of time."""
    text = "Guidance of the Supreme Administrative Court names EUR 4,000 and three months."
    kept = [m.text for m in found(text) if m.status in {"replace", "flag"}]
    treated = " ".join(m.text for m in found(text, use_allow=False) if m.status in {"replace", "flag"})
    assert "EUR 4,000" not in " ".join(kept)
    assert "Supreme Administrative Court" in treated
    assert "EUR 4,000" in treated
    assert "three months" in treated


def test_one_everyday_word_names_nobody_whatever_is_switched_off() -> None:
    """'The Court' is no body's name, and no list keeps it; a country stays only by a list."""
    text = (
        "The order of the Court was sent from England to the Court and to the Supreme Administrative Court."
    )
    treated = {m.text for m in found(text, use_allow=False) if m.status in {"replace", "flag"}}
    assert "England" in treated
    assert any("Supreme" in each for each in treated)
    assert not treated & {"the Court", "Court"}


def test_the_register_can_allow_a_name() -> None:
    """What the panel allows stays, with that as its reason."""
    allow = [Allowed("Blivet House", "anywhere")]
    mention = of("Blivet House", found("They met at Blivet House that day.", allow=allow))
    assert mention
    assert mention.status == "keep"
    assert "allowed" in mention.reason


LETTERS = (
    "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", " .,;:!?'\"()[]{}-/\\@#%&*+=<>|~^_`",
    "\u0301\u0300\u0327\u200d\u200b\u202e\u2066\ufeff\u00ad\u00a0\u2028", "äöüßéèłŁőşğİı", "אבגدابت漢字अ",
    "😀👨‍👩‍👧🏽🇬🇧", "\x00\x01\x07\x0b\x1f\x7f\t",
)  # fmt: skip
PIECES = "Mr Dr PC aged born DOB NHS 999 07700 14 March 2016 Street School St the of and Child G Act 1989 said O'Neil @ / w/c 3/3/16 https:// a@b".split()


def hostile(random_: random.Random) -> str:
    """A string that nobody would write."""
    if random_.random() < 0.5:
        return "".join(random_.choice(random_.choice(LETTERS)) for _ in range(random_.randrange(1, 60)))
    return random_.choice((" ", "", "-")).join(
        random_.choice(PIECES) for _ in range(random_.randrange(1, 14))
    )


def test_hostile_strings_raise_nothing() -> None:
    """Combining marks, right-to-left, emoji, control characters: read, searched, and every offset true."""
    random_ = random.Random(7)
    for _ in range(4):
        draft = document(*(hostile(random_).replace("\n", " ") for _ in range(250)))
        mentions, _ = find_and_link([draft], {draft.name: find_anew(draft, RULES)}, Register(), RULES)
        assert all(draft.of(m.span) == m.text for m in mentions)
        assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    "unit", ["A", "a ", "Aa ", "1/", "e\u0301", "Anna of ", "“", "A.", "O'", "2016 ", "worked as a "]
)
def test_a_line_of_a_hundred_thousand_characters_is_searched(unit: str) -> None:
    """No pattern runs away on a long line: a minute of work is more than four times what the worst of them takes."""
    draft = document((unit * 100_000)[:100_000])
    begun = time.process_time()
    mentions, _ = find_and_link([draft], {draft.name: find_anew(draft, RULES)}, Register(), RULES)
    assert time.process_time() - begun < 60
    assert all(draft.of(m.span) == m.text for m in mentions)


def test_model_is_loaded_once() -> None:
    """Asked for by its name or by default it is the same model: a second one would take 220 MB."""
    from redact.detect.ner import MODEL, load_model

    assert load_model() is load_model(MODEL)


def test_stepping_gives_what_spacy_gives() -> None:
    """The entities are spaCy's own: of names, of nothing, of blanks, of more texts than are stepped through together."""
    from redact.detect.ner import load_model
    from redact.detect.steps import TOGETHER, docs_with_entities

    names = ("Lee", "Abara", "Vaux")
    texts = ["Ann Duncan of Tallow Lane met Dr Rhys Pugh in Leeds.", "", "   ", "no capital here"]
    texts += [f"On {day} May 2031 PC {name} rang Mrs Okafor." for day in range(1, 30) for name in names]
    assert len(texts) > TOGETHER
    docs = docs_with_entities(load_model(), texts)
    stepped = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in docs]
    theirs = load_model().pipe(texts)
    assert stepped == [[(e.start, e.end, e.label_) for e in doc.ents] for doc in theirs]
    assert sum(map(len, stepped)) > TOGETHER


def test_a_name_is_found_again_where_an_everyday_word_begins_a_sentence() -> None:
    """Where nothing is said of it as of a person or a body it is only shown."""
    mentions = found(
        "The flat belongs to Riverside. Riverside took over in May. She rang. Riverside rules apply."
    )
    again = [m for m in mentions if m.rule == "found again"]
    assert [(m.text, m.status) for m in again] == [("Riverside", "flag"), ("Riverside", "watch")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Mrs Erin Duffy (ED) was there. ED rang the school.", "ED"),
        ("The worker was Norman Otley. NO visited on Monday.", "NO"),
        ("The carer met Ellie-Mae. EM asked for it.", "EM"),
    ],
)
def test_initials_that_are_shorthand_too_are_somebodys_where_the_draft_says_so(
    sentence: str, words: str
) -> None:
    """By brackets behind a name, or by what they do."""
    mentions = [m for m in found(sentence) if m.text == words]
    assert mentions
    assert all(m.label == "PERSON" and m.status in {"replace", "flag"} for m in mentions)


def test_shorthand_that_nobody_bears_stays() -> None:
    """'GP rang' is said of a GP, whoever else is called so."""
    assert not [m for m in found("Gloria Pryce was there. The GP rang the school.") if m.text == "GP"]


def test_a_work_that_reports_often_cite_needs_no_list_of_references() -> None:
    """Names, year and the number of authors have to fit: another year may be a birth's."""
    assert of("Bernard", found("Bernard and Harris (2019) say so.")) is None
    assert of("Bernard", found("Bernard and Harris (2012) lived there.")) is not None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("It was reviewed by Insp T GRIEVE: remains medium.", "Insp T GRIEVE"),
        ("She has no nephews (per PC SHEIKH, whose mum plays bowls with her).", "PC SHEIKH"),
        ("She is known to all. Nanny Zoltrade. It rained.", "Nanny Zoltrade"),
        ("It is the form that L/Cpl Rhydderch asked about.", "L/Cpl Rhydderch"),
    ],
)
def test_a_rank_or_a_word_for_kin_makes_a_name_of_what_follows(sentence: str, name: str) -> None:
    """With its title, in capitals too, and where the name is a title itself."""
    mention = of(name, found(sentence))
    assert mention is not None
    assert (mention.label, mention.status in {"replace", "flag"}) == ("PERSON", True)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("His sister Autumn wept.", "Autumn"),
        ("That night his brother August was hit.", "August"),
        ("The baby, Winter, was born early.", "Winter"),
        ("The adult shouted at Autumn in the yard.", "Autumn"),
        ("Autumn Zoltrade was seen at home.", "Autumn Zoltrade"),
        ("It was known that Faith (2011) and the baby shared a room.", "Faith"),
    ],
)
def test_a_season_or_month_is_a_first_name_where_kinship_or_its_place_says_so(
    sentence: str, name: str
) -> None:
    """Such names look like days of the year, and are somebody's."""
    mention = of(name, found(sentence))
    assert mention is not None
    assert mention.status in {"replace", "flag"}


@pytest.mark.parametrize(
    "sentence",
    [
        "In the Autumn he moved, and by Winter the plan had ended.",
        "The mother August 2015 entries were read again.",
        "A plan was made for the Summer and Autumn terms.",
        "In Autumn the plan was closed.",
    ],
)
def test_a_season_stays_one_where_it_stands_as_one(sentence: str) -> None:
    """Behind 'in' and 'by', with a year, or before a term."""
    assert [m.text for m in found(sentence) if m.label == "PERSON"] == []


def test_a_rank_before_a_word_of_the_trade_names_nobody() -> None:
    """'DS visit' and 'PC CAD' are shorthand."""
    assert not found("The DS visited. A DC review was held with the PC.")


def test_an_abbreviation_that_the_draft_explains_in_everyday_words_stays() -> None:
    """One that stands for somebody or for a body with a name does not."""
    mentions = found(
        "Abbreviations: INFT = informant; RPF = request paper form; ZW = wife; HFC = Harbour Families Centre.",
        "INFT rang. The RPF was late. ZW met HFC.",
        "They used the letters NOQ, “not opportune to query”, each time. NOQ again.",
    )
    texts = [m.text for m in mentions]
    assert not {"INFT", "NOQ", "RPF", "The RPF"} & set(texts)
    assert of("HFC", mentions) is not None
    assert of("ZW", mentions) is not None


def test_authors_listed_without_full_stops_are_authors() -> None:
    """As medicine lists them: 'Tordell J and Haxby S (1993)'; another year bears nobody out."""
    listed = ("References", "Tordell J and Haxby S (1993) Children who care.")
    told = found("Tordell and Haxby (1993) wrote about children who care.", *listed, headings=(1,))
    assert of("Tordell", [m for m in told if m.status != "keep"]) is None
    other = found("Tordell and Haxby (1999) lived next door to them.", *listed, headings=(1,))
    assert of("Haxby", [m for m in other if m.status != "keep"]) is not None


def test_an_allowed_name_stays_with_its_title() -> None:
    """'Dr' would be left over, and asked about."""
    allow = (Allowed("Hester Maudling", "anywhere", "author"),)
    assert not [m for m in found("Reviewer: Dr Hester Maudling.", allow=allow) if m.status != "keep"]


def test_a_name_of_several_words_is_found_again_in_a_cell() -> None:
    """Everyday words that are a place elsewhere in the draft."""
    mentions = found("They moved to a caravan at Wick Tofts in May.", "Wick Tofts, with his wife")
    assert [m.status in {"replace", "flag"} for m in mentions if "Wick Tofts" in m.text] == [True, True]


def test_the_full_stop_behind_a_letter_is_the_sentences() -> None:
    """'He can write a J. He sings': what goes is the letter; 'J. rang' keeps its own."""
    texts = guessed("He was learning to write a J. He would sing. Then J. rang the school.")
    assert texts == ["J", "J."]


def guessed(text: str) -> list[str]:
    """What is made of a model that takes each single letter with a full stop for a name."""
    results = [
        SimpleNamespace(entity_type="NORP", start=m.start(), end=m.end()) for m in re.finditer(r"\bJ\.", text)
    ]
    return [m.text for m in guesses(text, results, "report.md", 0, RULES)]


def treated_in(*paragraphs: str, headings: tuple[int, ...] = ()) -> list[str]:
    """What is treated or asked about, as it stands there."""
    return [m.text for m in found(*paragraphs, headings=headings) if m.status in {"replace", "flag"}]


def in_drafts(*texts: tuple[str, ...], entities: dict[str, Entity] | None = None) -> list[Mention]:
    """The mentions in several drafts of one case."""
    drafts = [replace(document(*text), name=f"{n}.txt") for n, text in enumerate(texts)]
    anew = {draft.name: find_anew(draft, RULES) for draft in drafts}
    return find_and_link(drafts, anew, Register(entities=entities or {}), RULES)[0]


TITLE = (
    "Independent reviewers: Rosalind Tench-Oakley and Dr Idris Penhallow",
    "Panel chair: Corin Vasey-Holt",
)
SUMMARY = "The review was written by Rosalind Tench-Oakley and Dr Idris Penhallow, who are independent of all of them."


def test_who_reviewed_stays_in_every_draft_of_the_case() -> None:
    """The title page of one names them, several and with titles; the summary has no title page."""
    seen = in_drafts(TITLE, (SUMMARY,))
    treated = [m.text for m in seen if m.status in {"replace", "flag"}]
    assert not any(name in text for text in treated for name in ("Tench", "Penhallow", "Vasey"))


def test_who_reviewed_is_treated_in_the_story_of_another_draft() -> None:
    """A relation may bear the name."""
    seen = in_drafts(TITLE, ("Rosalind Tench-Oakley hit her on the stairs.",))
    assert any("Tench" in m.text for m in seen if m.document == "1.txt" and m.status in {"replace", "flag"})


def test_the_author_of_an_agencys_paper_does_not_stay_in_other_drafts() -> None:
    """It names no reviewer of the case, and what is known from elsewhere goes before it."""
    chronology = ("Compiled by Beverley Osgood-Tarn", "Averdale Safeguarding Children Board")
    seen = in_drafts(chronology, ("The report of Beverley Osgood-Tarn was late.",))
    assert [m.status for m in seen if "Osgood" in m.text][-1:] == ["replace"]


def test_a_draft_has_the_officers_of_the_case_and_of_its_own_title_page() -> None:
    """Title pages are read once for all drafts; a draft that is looked at by itself has its own."""
    report, paper = document(*TITLE), replace(document("Compiled by Beverley Osgood-Tarn"), name="paper.txt")
    of_the_case = {"Rosalind Tench-Oakley", "Idris Penhallow", "Corin Vasey-Holt"}
    assert officers_of([report, paper]) == {
        "draft.txt": of_the_case,
        "paper.txt": {*of_the_case, "Beverley Osgood-Tarn"},
    }
    alone = find_mentions(report, RULES, know([], RULES), find_anew(report, RULES))
    assert {m.text for m in alone if m.status == "keep"} >= {"Rosalind Tench-Oakley", "Corin Vasey-Holt"}


def test_a_listed_person_is_no_reviewer() -> None:
    """Whom the register has is treated, with a title before the name too."""
    father = Entity("p1", "PERSON", "Corin Vasey-Holt", role="father")
    seen = in_drafts(TITLE, ("The panel was chaired by Mr Corin Vasey-Holt.",), entities={"p1": father})
    assert all(m.status != "keep" for m in seen if "Vasey" in m.text)


def test_a_chair_who_shares_a_first_name_with_the_child_stays() -> None:
    """Only 'Corin' is a name of the case in 'Dr Corin Vasey-Holt'; of a sister called so, all is."""
    lines = (
        "Chair of the review panel: Dr Corin Vasey-Holt",
        "1.1 Corin Wandlebury was seen by Mr Wandlebury.",
    )
    child = Entity("p1", "PERSON", "Corin Wandlebury", role="subject child")
    seen = in_drafts(lines, entities={"p1": child})
    assert [m.status for m in seen if "Vasey" in m.text] == ["keep"]
    assert {m.status for m in seen if "Wandlebury" in m.text} == {"replace"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The duty in the Fire and Rescue Services Act 2004 applies.",
        "It falls under section 20 of the Offences Against the Person Act 1861 and no other.",
        "The National Fire Chiefs Council has said so.",
        "The National UK Fire Chiefs Council has said so.",
        "Readers can ring Meic, Papyrus HOPELINE247 or the Samaritans.",
        "Estyn (2021) warned of it.",
        "Vitamin K IM given.",
        "The baby was seen at Weigh clinic today.",
        "The older children will be Sibling 1 and Sibling 2 in it.",
        "Fractures of ribs L 5–8 and R 6–8, some with callus.",
        "His sisters Child L and Child M were at school.",
    ],
)
def test_what_names_nobody_is_not_treated(sentence: str) -> None:
    """Laws, bodies of the nation, services, clinics of a kind, labels and ribs."""
    assert treated_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("She rang Meic at home.", "Meic"),
        ("Meic Penhallow came to the door.", "Meic Penhallow"),
        ("He had met Sarah and the Children Act 1989 was read to her.", "Sarah"),
        ("Tried Rhys. They cannot discuss it.", "Rhys"),
        ("Asks Marjorie to check.", "Marjorie"),
        ("Sibling 4 yrs was there.", "4 yrs"),
        ("Nan Mo rang. Mo Farouk came.", "Mo Farouk"),
    ],
)
def test_a_name_beside_what_stays_is_treated(sentence: str, name: str) -> None:
    """And nothing but the name."""
    assert name in treated_in(sentence)


def test_a_misspelt_name_is_no_inspectorate() -> None:
    """'Estyn' is one letter from 'Iestyn', unless what stands beside it says that the inspectorate is meant."""
    officer = Entity("p1", "PERSON", "Iestyn Rowlands", role="police officer")
    seen = in_drafts(("Estyn (2021) warned of it.", "Estyn called at the house."), entities={"p1": officer})
    assert [m.span.start for m in seen if m.text == "Estyn" and m.status == "replace"] == [27]


def test_a_key_may_explain_by_other_abbreviations() -> None:
    """'LSW locum SW' is a pair of a key as well, so that three of them make one."""
    key = "Abbreviations: TSW team SW; LSW locum SW; BV brief visit."
    assert not [m.text for m in found(key, "Seen by BV, no reply. BV again.") if m.text == "BV"]


def test_a_key_says_what_is_an_office() -> None:
    """In a key of three pairs and more; what a key does not spell may be somebody's initials."""
    key = "Abbreviations: Mo mother; Fa father; HV health visitor; CMW community midwife; NN nursery nurse."
    notes = "K Doyle, NN. Shown to Mo and Fa. Attended with Mo."
    assert not {"NN", "Mo", "Fa"} & set(treated_in(key, notes))
    assert {"Mo", "Fa"} & set(treated_in(notes))


def test_facts_that_small_words_join_are_one_question() -> None:
    """One mark for 'Irish and Catholic'; a name between two facts parts them, and so does a full stop."""
    told = {m.text for m in found("The family were Irish and Catholic.") if m.label == "QUASI"}
    assert told == {"Irish and Catholic"}
    told = {
        m.text for m in found("The father was Irish. Catholic teaching was new to him.") if m.label == "QUASI"
    }
    assert "Irish" in told


def test_facts_of_two_classes_stay_two_questions() -> None:
    """Work and an illness are answered each for itself, and count as two rare things."""
    told = [m.text for m in found("The father was a kite maker with Kawasaki disease.") if m.label == "QUASI"]
    assert len(told) == 2


def test_what_is_left_of_a_phrase_by_names_and_dates_is_more_than_small_words() -> None:
    """'in' of 'a kite maker in March 2031' tells nothing."""
    told = [m.text for m in found("Mother was a kite maker in March 2031.")]
    assert told == ["a kite maker", "March 2031"]


def test_a_label_of_the_panels_list_stays_in_the_drafts() -> None:
    """'Baby Orchid' is the child's label; without the list 'Orchid' may be a name."""
    draft = document("Executive summary: Baby Orchid", "The review of Baby Orchid began in May.")
    anew = {draft.name: find_anew(draft, RULES)}

    def treated(**entities: Entity) -> list[str]:
        mentions, _ = find_and_link([draft], anew, Register(entities=entities), RULES)
        return [m.text for m in mentions if "Orchid" in m.text and m.status != "keep"]

    assert treated()
    assert not treated(p1=Entity("p1", "PERSON", "Zuri Pellow", pseudonym="Baby Orchid"))
    assert treated(p1=Entity("p1", "PERSON", "Zuri Pellow", pseudonym="Orchid"))


@pytest.mark.parametrize(
    ("line", "ages"),
    [
        ("Born before arrival at 33+2, and at 14+2 she was told.", {"14+2"}),
        ("Agreed: (1) call the hub; (2) ask the mother; (4) chase the surgery.", set()),
        ("Wren Doe (4) and Ann Roe (2) came.", {"4", "2"}),
        ("Our Young Person M and Family W were seen.", set()),
    ],
)
def test_weeks_of_a_pregnancy_and_what_is_counted_off_are_no_ages(line: str, ages: set[str]) -> None:
    """Nor is anybody's label a name."""
    mentions = [m for m in found(line) if m.label in {"AGE", "PERSON"} and not m.text[0].isupper()]
    assert {m.text for m in mentions} == ages
    assert not any(word in m.text for m in found(line) for word in ("Young", "Family"))


def test_a_group_is_found_with_its_number() -> None:
    """'1st' of a pack of Brownies is part of its name."""
    assert of("Thrumsea", found("She learned it at 1st Thrumsea Brownies.")).text == "1st Thrumsea Brownies"


def test_a_name_in_quotation_marks_between_the_words_of_a_name_is_that_persons() -> None:
    """'Edmund ('Ned') Sample' is one mention, and 'Ned' and 'Ned Sample' are he."""
    mentions = found(
        "Edmund ('Rook') Sample lived with his mother, Margaret “Peggy” Sample. Rook was cold. Peggy Sample rang."
    )
    written = {m.text: m.entity for m in mentions if m.status in {"replace", "flag"}}
    assert written["Edmund ('Rook') Sample"] == written["Rook"]
    assert written["Margaret “Peggy” Sample"] == written["Peggy Sample"] != written["Rook"]


def test_an_address_ends_before_the_town_that_the_case_knows() -> None:
    """The town keeps its own label; of 'Pound Farm, 3 Fenby' nothing is cut, nor where no place is known."""
    draft = document("Home: 14 Sample Row, Fenby. She liked Fenby. He lived at 9 Sample Row, Wrendale.")
    known = Register(entities={"l1": Entity("l1", "PLACE", "Fenby", role="town", listed=True)})
    anew = {draft.name: find_anew(draft, RULES)}
    texts = {m.text: m.entity for m in find_and_link([draft], anew, known, RULES)[0]}
    assert {"14 Sample Row", "Fenby", "9 Sample Row, Wrendale"} <= set(texts)
    assert texts["Fenby"] == "l1"


def test_the_offsets_of_a_long_text_take_little_room():
    """A draft of millions of characters has as many offsets; a list of numbers takes ten times the room."""
    for text in ("jane doe " * 1000, "jane  doe" * 1000):
        assert sys.getsizeof(skeleton(text)[1]) < 6 * len(text)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("He had in mind R v Cannings, and what became of it.", "Cannings"),
        ("On what is suitable see Harrison v Stevenson (1981).", "Harrison"),
        ("Much of it was done in good faith (Bass and Glaser (2014)).", "Glaser"),
        ("She began on Galactomin 19 in the spring.", "Galactomin"),
        ("They followed the Resolving Professional Disagreements Protocol at once.", "Resolving"),
        ("Her form gave Ehlers-Danlos syndrome as the reason.", "Ehlers"),
        ("The law and the departmental guidance of May 2017 permit it.", "2017"),
        ("Swab grew staph. Polymicrobial. Tazocin given.", "Polymicrobial"),
        ("One room usable. Fridge: milk and lard.", "Fridge"),
        ("Her aunt had cooked the child Sunday dinner for years.", "Sunday"),
        ("Ward told. NG passed at the second try.", "NG"),
        ("Paired bloods gone, urine Na sent, then Na 139.", "Na"),
        ("He was allowed to on four occasions of twenty-one.", "twenty-one"),
        ("SVD 38+2, male, seen on the ward. Booked at 31/40 pregnant.", "31/40"),
    ],
)
def test_terms_laws_and_counts_stay(sentence: str, words: str) -> None:
    """Works, judgments, feeds, salts of the blood, tubes, counts and the date of guidance are nobody's."""
    treated = (m for m in found(sentence) if m.status in {"replace", "flag"} and m.label != "QUASI")
    assert of(words, list(treated)) is None


def test_what_looks_like_a_salt_or_a_judgment_is_found_where_somebody_bears_it() -> None:
    """What stands beside the letters says which it is; a name that has no such neighbour is one."""
    assert of("Cannings", found("The health visitor spoke to Mrs Cannings about sleep."))
    assert of("Ng", found("The school wrote to Mr Ng again."))
    assert of("Galactea", found("The school nurse spoke to Galactea about sleep."))


def test_the_heads_of_mail_end_a_name() -> None:
    """'To' and 'Sent' before a colon belong to no body's name."""
    mentions = found("From: Wren Quansby To: Ilka Dunmere Sent: 4 May 2031 16.12 Dear Ilka, thanks.")
    assert not [m.text for m in mentions if m.text in {"To", "Sent"}]
    assert of("16.12", mentions)


def test_mo_is_shown_where_the_draft_gives_it_as_the_mother() -> None:
    """The draft's own key is believed, but for what is told of somebody so called; without it the name stays one."""
    key = "Key: WD patient; Mo = LD; Fa = TD; MGM grandmother."
    told = ("Her grandmother Maureen Dunmere, known as 'Mo', lives nearby.", "Advised to speak to Mo.")
    assert [m.status for m in found(key, *told) if m.text == "Mo"] == ["watch", "replace", "watch"]
    assert [m.status for m in found(*told) if m.text == "Mo"] == ["replace", "replace"]
    assert of("Nanny Mo", found(key, *told, "Nanny Mo came at noon.")).status == "replace"


def test_shorthand_for_an_office_is_nobodys_initials_behind_an_article_or_in_a_row() -> None:
    """'no AA' and 'SW / TM / IRO' are offices though somebody has such initials; 'AA rang' is that person."""
    case = Entity("a", "PERSON", "Anwar Abbasi")
    known = know([case], RULES)
    for sentence, some in (("There was no AA there.", 0), ("SW / AA / IRO", 0), ("AA rang at noon.", 1)):
        draft = document(sentence)
        told = find_mentions(draft, RULES, known, [])
        assert len([m for m in told if m.text == "AA"]) == some, sentence


@pytest.mark.parametrize(
    ("sentence", "words", "label"),
    [
        ("Dad told 17.40. Nothing more was said.", "17.40", "TIME"),
        ("Sent: 4 May 2031 16.12 Hi both", "16.12", "TIME"),
        ("Told him about the 28th. No words.", "28th", "DATE"),
        ("In February Ms Dunmere left too.", "February", "DATE"),
        ("She is 15 next month and wants that.", "15 next month", "AGE"),
        ("His aunt, who at 77 came to each hearing, wrote.", "77", "AGE"),
        ("He slept badly between his third and seventh birthdays.", "third and seventh birthdays", "AGE"),
        ("A new account, fen.dunmere, wrote to her.", "fen.dunmere", "HANDLE"),
        ("He is a joinery apprentice at Quansby and Dunmere, she says.", "Quansby and Dunmere", "ORG"),
        ("The Family Court at Scarmouth made an order.", "Family Court at Scarmouth", "ORG"),
        ("They married at Our Lady and St Brannoc in June.", "Our Lady and St Brannoc", "ORG"),
        ("He lives on the Abbot's Lea estate.", "Abbot's Lea estate", "PLACE"),
        ("A second opinion was asked for at St M's.", "St M's", "HEALTH_SITE"),
        ("The school spelt his name 'Kerrow' on the form.", "Kerrow", "PERSON"),
        ("Mo says he has had nil but feed. RK.", "RK", "PERSON"),
        ("Dictated 4 May 2031, typed DW.", "DW", "PERSON"),
        ("Mrs DUNMERE at No 9 states that nobody was in.", "No 9", "ADDRESS"),
    ],
)
def test_what_notes_and_letters_leave_short_is_found(sentence: str, words: str, label: str) -> None:
    """Hours, days, ages, accounts, firms, courts, churches and who signed, as notes write them."""
    over = of(words, found(sentence))
    assert over is not None
    assert (over.label, over.status in {"replace", "flag"}) == (label, True)


@pytest.mark.parametrize(
    ("text", "word", "score"),
    [
        ("Dean asleep, not woken.", "Dean", 0.55),
        ("Poppy, now thirteen", "Poppy", 0.55),
        ("Hope fades quickly there.", "Hope", 0.45),
        ("Non-engagement, so called.", "Non", 0.45),
    ],
)
def test_a_first_name_that_seldom_begins_a_sentence_as_a_word_is_somebodys(text, word, score):
    from redact.detect.everyday import doubted

    assert doubted(text, 0, len(word), 0.95, RULES) == score


def test_an_everyday_word_behind_the_day_of_an_entry_names_nobody():
    mentions = found("He rang twice. 14/03/23 Cancelled by contractor. 06/07/23 Bromwyk rang.")
    cancelled = of("Cancelled", mentions)
    assert cancelled is None or cancelled.status in {"watch", "keep"}
    assert of("Bromwyk", mentions).status in {"flag", "replace"}


NAMESAKES = {
    "p1": Entity("p1", "PERSON", "Jana Horvath", listed=True),
    "p2": Entity("p2", "PERSON", "Carl Munro", listed=True),
}


@pytest.mark.parametrize("cited", ["Horwath (2013)", "Munro (2011)"])
def test_a_surname_with_the_year_of_its_work_stays_beside_a_namesake(cited):
    mentions = in_drafts(
        ("Ms Horvath came at ten with DI Munro.",),
        (f"{cited} describes how neglect is lost.",),
        entities=NAMESAKES,
    )
    assert [m.text for m in mentions if m.status in {"flag", "replace"} and m.document == "1.txt"] == []
    assert {"Horvath", "Munro"} <= {m.text.split()[-1] for m in mentions if m.status == "replace"}


def test_a_misspelt_surname_with_years_of_no_known_work_is_asked_about():
    """'(Horvarth, 2012; 2014)' has the shape of a citation, and of a family with the years of its children."""
    text = "Both were seen (Horvarth, 2012; Munro, 2014)."
    found = in_drafts((text,), entities=NAMESAKES)
    assert [m.text for m in found if m.label == "PERSON" and m.status in {"flag", "replace"}] == [
        "Horvarth",
        "Munro",
    ]


def test_a_first_name_that_is_asked_about_in_small_letters():
    mentions = found("Ted Sample, a boy, was at home with Ms Sample.", "mam is ted with u")
    assert of("ted", mentions).status in {"flag", "replace"}
    assert of("mark", found("Mark Sample was at home.", "have u seen the mark on it")) is None
