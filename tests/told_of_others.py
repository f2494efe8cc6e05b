"""Sentences of drafts that tell one reader what is somebody else's, and others like them that tell nothing of the kind.

Each is (readers, lines): the words in braces may stand in no copy of the readers (m the mother, f the father), in
the case of test_recipients. They were written before the rules that find them. Every third was held back until
the rules were made (`HELD`): what was found of these at the first look stands in docs/recipients.md.
"""

from __future__ import annotations

#: One in so many was not looked at while the rules were made.
HELD = 3

HEALTH: tuple[tuple[str, str], ...] = (
    ("mf", "1.1 The parents were both {treated for depression}."),
    ("mf", "1.1 Her ex-partner was {bipolar}."),
    ("m", "1.1 Luke was {a heavy drinker} for most of the period."),
    ("m", "1.1 Tamsin knew that Luke was {in recovery}."),
    ("m", "1.1 Karen and Luke were both {on sertraline} by the spring."),
    ("f", "1.1 Tamsin was staying with her grandmother while Karen was {sectioned in} May."),
    ("m", "1.1 The father's {diagnosis} was not known to the school, and Tamsin did not speak of it."),
    ("m", "1.1 Tamsin rang for help after his {overdose}."),
    ("mf", "1.1 Both parents had {histories of substance misuse}."),
    ("mf", "1.1 The couple were known to {drug services}."),
    ("m", "1.1 Karen told the midwife that her former partner {drank every day}."),
    ("mf", "1.1 Karen's previous partner had {a diagnosis of schizophrenia}."),
    ("m", "1.1 Karen said that he was {an alcoholic}."),
    ("mf", "1.1 The father of her first child {died of an overdose}."),
    ("mf", "1.1 Her brother had {taken his own life} the year before Tamsin was born."),
    ("f", "1.1 Tamsin's mother was {paranoid and hearing voices} that winter."),
    ("mf", "1.1 The parents, each of whom {used heroin}, came to the meeting late."),
    ("m", "1.1 Tamsin saw Luke {having a seizure}."),
    ("m", "1.1 Karen left because Luke was {drinking again}."),
    ("mf", "1.1 Neither parent disclosed {their mental health difficulties} to the school."),
    ("mf", "1.1 The lodger was {HIV positive} and told nobody."),
    ("mf", "1.1 Piers and Karen were {in treatment for addiction} at the same clinic."),
    ("f", "1.1 It was thought that the mother's {low mood} might affect Tamsin."),
    ("m", "1.1 Tamsin's father has {multiple sclerosis}."),
    ("mf", "1.1 Luke and his new girlfriend were {on a methadone script}."),
    ("f", "1.1 Karen was {six weeks pregnant} when Tamsin went to stay with Luke."),
    ("mf", "1.1 A neighbour who was {terminally ill} kept the spare key."),
    ("m", "1.1 The health visitor noted Luke's {self-medication with cannabis}."),
    ("m", "1.1 Luke was {unwell with his nerves} and Tamsin stayed at home."),
    ("mf", "1.1 Her ex-husband had been {an inpatient at a psychiatric unit}."),
    ("mf", "1.1 They had both {been in rehab} when Tamsin was small. Karen and Luke did not speak of it."),
    ("mf", "1.1 The adults in the home were {dependent on alcohol}."),
    ("m", "1.1 Luke, who {suffers from PTSD}, took Tamsin to school."),
    ("f", "1.1 Tamsin said that Mummy was {poorly in her head}."),
    ("m", "1.1 Karen described Luke as {an addict}."),
    ("mf", "1.1 The maternal uncle is {autistic} and lives with the family."),
    ("mf", "1.1 The couple's {miscarriage} in 2014 was not known to midwives."),
    ("m", "1.1 Tamsin found the {empty vodka bottles} that he hid."),
    ("mf", "1.1 One of the parents was {under the crisis team}."),
    ("f", "1.1 Karen had {a termination} while Tamsin was in foster care."),
    ("mf", "1.1 Karen's mother, she said, had {tried to kill herself}. Tamsin was told."),
    ("m", "1.1 Luke's {medication} was kept in Tamsin's room."),
    ("mf", "1.1 Mother and father each {struggled with anxiety}, and Tamsin was aware of it."),
    ("mf", "1.1 Her late partner was {an intravenous drug user}."),
    ("mf", "1.1 Tamsin lived with parents who were {both misusing cocaine}."),
    ("m", "1.1 Luke was {on remand and detoxing} when Tamsin wrote to him."),
    ("mf", "1.1 His sister was {anorexic} as a teenager."),
    ("mf", "1.1 A cousin, {blind since birth}, babysat for Tamsin."),
    ("m", "1.1 Karen worried about his {mood swings and his drinking}."),
    ("m", "1.1 Luke was {registered disabled}, and Karen drove Tamsin to school."),
    ("f", "1.1 The {mental state} of the mother worried the midwife who saw Tamsin."),
    ("mf", "1.1 Karen and Luke had both {attempted suicide} before they met."),
)

SOURCES: tuple[tuple[str, str], ...] = (
    (
        "mf",
        "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 The duty worker asked Greta Voss {to keep a diary}.",
    ),
    (
        "mf",
        "1.1 Joan told a teacher that Tamsin was cold.\n\n1.2 The school thanked the grandmother {for coming in}.",
    ),
    (
        "mf",
        "1.1 Greta Voss dialled 999.\n\n1.2 The operator noted that {Greta Voss was crying}. Tamsin was at home.",
    ),
    (
        "mf",
        "1.1 Joan rang 101 about Tamsin.\n\n1.2 Nobody called Joan back, though {she had left her number}.",
    ),
    (
        "mf",
        "1.1 A referral was made by Greta Voss.\n\n1.2 It said {that Tamsin slept in the shed}.\n\n1.3 Greta Voss {was visited by a social worker} in June.",
    ),
    (
        "mf",
        "| Date | Source | Event |\n|---|---|---|\n| May | {Greta Voss} | Tamsin seen alone in the lane |",
    ),
    ("mf", "| Date | Contact from | What was said |\n|---|---|---|\n| May | {Joan} | Tamsin has a burn |"),
    (
        "mf",
        "| Date | Event | Reported by |\n|---|---|---|\n| May | Shouting heard at night, Tamsin crying | {Neighbour at the next house} |",
    ),
    (
        "f",
        "| Date | Informant | Event |\n|---|---|---|\n| May | {Maternal grandmother} | Tamsin said to be hungry |",
    ),
    (
        "mf",
        "| Date | Event |\n|---|---|\n| May | Anonymous call to the council: Tamsin cold |\n| June | {Greta Voss} named as the caller in a note |",
    ),
    (
        "mf",
        "| Date | Event |\n|---|---|\n| May | Referral to social care by Joan: Tamsin bruised |\n| June | Social worker sees {Joan} at home; account unchanged |",
    ),
    (
        "mf",
        "| Date | Agency | Event |\n|---|---|---|\n| May | Police | {T/C from Greta Voss}, child crying |",
    ),
    ("mf", "| Date | Event |\n|---|---|\n| May | {Info from Joan} that Tamsin not in school |"),
    (
        "mf",
        "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 In July the neighbour {said the same to a health visitor}.",
    ),
    ("mf", "1.1 The caller, who was {a neighbour}, said that Tamsin was alone."),
    ("mf", "1.1 The anonymous referral came from {a member of the extended family} who lived nearby."),
    ("f", "1.1 {A relative on the mother's side} contacted the NSPCC about Tamsin."),
    ("mf", "1.1 The call was made by {the employer of the mother's partner}."),
    ("mf", "1.1 {A family friend} had rung the school about Tamsin."),
    ("mf", "1.1 The information had been given to the police by {somebody who lived next door}."),
    ("mf", "1.1 {A woman from across the road} called 999 when she heard Tamsin scream."),
    ("mf", "1.1 {The landlord} reported to the council that Tamsin was left alone."),
    ("mf", "1.1 Joan rang the NSPCC about Tamsin. Karen later found out that {it had been her own mother}."),
    ("mf", "1.1 {The neighbours} complained to the housing officer of Tamsin's crying."),
    ("mf", "1.1 Concerns were first raised with the school by {another parent at the gate}."),
    (
        "mf",
        "1.1 Ben told his teacher that Tamsin was hit.\n\n1.2 The school spoke to {Ben again on the Friday}.",
    ),
    (
        "mf",
        "1.1 Greta Voss rang the council about Tamsin. Tamsin was seen.\n\n1.2 No feedback was given to {Greta Voss}.",
    ),
    (
        "mf",
        "1.1 Greta Voss had been worried for months. Her messages to the health visitor about Tamsin {ran to four pages}.",
    ),
    ("mf", "1.1 The council held {a voicemail in which Greta Voss described} Tamsin's bruises."),
    ("mf", "1.1 According to {Greta Voss, who contacted the duty team}, Tamsin was locked in."),
    ("mf", "1.1 Police attended after {Joan had voiced her fears} for Tamsin."),
    ("mf", "1.1 The worry was shared with the health visitor {by a colleague of Luke's}."),
    ("mf", "1.1 Joan's concerns about Tamsin {were logged by the school} in March."),
    ("mf", "1.1 The school knew of this {through Joan}, who had written to the headteacher."),
    (
        "mf",
        "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 This was the second time that {the neighbour had done so}.",
    ),
    (
        "mf",
        "1.1 Joan wrote to the school about Tamsin.\n\n1.2 The letter was filed.\n\n1.3 When asked for this review, the headteacher {remembered Joan's tears}.",
    ),
    (
        "mf",
        "| Date | Referrer | Event |\n|---|---|---|\n| May | {Family friend} | Tamsin said to be left alone |",
    ),
    ("mf", "| When | Told by | What |\n|---|---|---|\n| May | Joan | {Tamsin slept at the office} |"),
    ("mf", "| Who rang | When | Outcome |\n|---|---|---|\n| {G Voss, neighbour} | May | Tamsin seen |"),
    ("mf", "1.1 An ex-girlfriend of Luke's {had emailed the nursery} about Tamsin."),
    ("mf", "1.1 {One of Karen's workmates} told the police that Tamsin was hungry."),
    (
        "mf",
        "1.1 Joan alerted the health visitor.\n\n1.2 The health visitor did not record {who had spoken to her}, but the file shows it was Joan.",
    ),
    ("mf", "1.1 The referral form gave {the neighbour as referrer}."),
    ("mf", "1.1 Children's services had been contacted twice before, once by {Joan} and once by a nurse."),
    ("mf", "1.1 Piers learned from the social worker that {the complaint had been Greta Voss's}."),
)

STAYS: tuple[tuple[str, str], ...] = (
    ("m", "1.1 Karen was {treated for depression} after the birth."),
    ("m", "1.1 The mother had {a history of anxiety} and saw her GP."),
    ("f", "1.1 The father's {drinking} was known to his probation officer."),
    ("mf", "1.1 Tamsin was {prescribed antibiotics} in May."),
    ("mf", "1.1 Tamsin's {asthma} was well managed by the parents."),
    ("mf", "1.1 Parents who {misuse alcohol} may need help from adult services."),
    ("mf", "1.1 The review found that {mental health services} did not share what they knew."),
    ("mf", "1.1 {Domestic abuse, mental ill health and substance misuse} are often found together."),
    ("mf", "1.1 Dr Mehta was {off sick} when the letter came, and no locum read it."),
    ("mf", "1.1 The school {referred Tamsin to the health visitor}."),
    ("mf", "1.1 The social worker {told the parents that the plan} would end."),
    ("mf", "1.1 The health visitor {rang the school about Tamsin}."),
    ("mf", "1.1 The parents told the social worker {that Tamsin was happy}."),
    ("m", "1.1 Joan and Karen {took Tamsin to school} by bus."),
    ("f", "1.1 Luke {told the social worker that Tamsin} was cold."),
    ("mf", "1.1 Practitioners should ask {where information came from}."),
    ("mf", "1.1 A referral from a member of the public {is to be treated like any other}."),
    ("mf", "1.1 Neighbours and relatives {often know first}; the partnership runs a campaign."),
    ("mf", "1.1 The parents {were both interviewed} for this review."),
    ("mf", "1.1 The midwife asked Tamsin's mother about {smoking}, as she asks everybody."),
    ("mf", "| Date | Source | Event |\n|---|---|---|\n| May | School | {Tamsin was late} |"),
    ("mf", "| Date | Source | Event |\n|---|---|---|\n| May | GP records | {Tamsin was weighed} |"),
    ("mf", "| Date | Contact | Event |\n|---|---|---|\n| May | Health visitor | {Home visit to Tamsin} |"),
    ("mf", "1.1 The family {moved to a new flat} in the summer."),
    ("mf", "1.1 Both parents {attended the conference}."),
    ("mf", "1.1 Tamsin told her teacher that {she liked painting}."),
    ("mf", "1.1 The children {were seen alone} by the social worker."),
    ("m", "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 Tamsin {was weighed by Dr Mehta} in June."),
    (
        "mf",
        "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 The council {had no system for calls at night}.",
    ),
    ("mf", "1.1 Tamsin was {admitted to hospital} with a fracture."),
    ("mf", "1.1 The parents were {told of Tamsin's diagnosis} by the consultant."),
    ("mf", "1.1 Services {for men who drink} were closed in 2015."),
    ("mf", "1.1 The police {were called to the flat} twice in May."),
    ("mf", "1.1 An anonymous referral {was received in May} about Tamsin."),
    ("mf", "1.1 The GP surgery {had no record of the call}."),
    ("mf", "1.1 Tamsin's parents were {asked about her medication}."),
    ("m", "1.1 Her {own depression}, Karen said, made the mornings hard."),
    ("mf", "1.1 The social worker {was on sick leave} and the case was not allocated."),
    ("mf", "1.1 The parents {took Tamsin to hospital} on the Sunday."),
    ("mf", "1.1 Training about {suicide and self-harm} was offered to every school."),
)

#: Written when the rules were made, after the held-back third had been looked at; first look in docs/recipients.md.
LATER_HEALTH: tuple[tuple[str, str], ...] = (
    ("m", "1.1 Luke had {a breakdown} after the move and Tamsin stayed with Karen."),
    ("mf", "1.1 Mum's then boyfriend {used crack}."),
    ("mf", "1.1 The pair had met {in a psychiatric hospital}."),
    ("m", "1.1 He had {an addiction to painkillers}, Karen told the review."),
    ("mf", "1.1 Karen's sister {has epilepsy} and Tamsin often stayed there."),
    ("f", "1.1 Tamsin was born while her mother was {detained under the Mental Health Act}."),
    ("mf", "1.1 Both adults tested {positive for cocaine} on the day."),
    ("m", "1.1 Karen came to the surgery about Luke's {blackouts}."),
    ("mf", "1.1 Alcohol was {a problem for both parents}."),
    ("m", "1.1 Tamsin's dad {went into rehab} in the autumn."),
    ("mf", "1.1 An older cousin {with schizophrenia} shared Tamsin's room."),
    ("mf", "1.1 Neither Karen nor Luke told the school of {their depression}."),
    ("m", "1.1 It was Luke, {recently diagnosed with bowel cancer}, who fetched Tamsin."),
    ("f", "1.1 Karen {cut her wrists} in front of Tamsin."),
    ("mf", "1.1 The grandparents, {both frail and one with dementia}, could not take Tamsin."),
    ("m", "1.1 His {benefits were for depression}, and Karen kept the letters."),
    ("mf", "1.1 The woman whom Luke lived with was {on suicide watch}."),
    ("f", "1.1 Tamsin told a teacher that Mum {takes tablets to sleep}."),
)

LATER_SOURCES: tuple[tuple[str, str], ...] = (
    ("mf", "1.1 It was {the woman at the corner shop} who rang the police about Tamsin."),
    ("mf", "1.1 {Joan's friend} had a word with the health visitor about Tamsin."),
    (
        "mf",
        "1.1 Greta Voss phoned the NSPCC about Tamsin.\n\n1.2 Afterwards she {moved away}.\n\n1.3 The police took a statement from {Greta Voss in the winter}.",
    ),
    (
        "mf",
        "| Date | Source of information | Event |\n|---|---|---|\n| May | {Family member} | Tamsin not seen for a week |",
    ),
    (
        "mf",
        "| Date | Contact | Notes |\n|---|---|---|\n| May | Greta Voss to duty team | {Child crying at night} |\n| June | Duty team to {Greta Voss} | Thanked, no more to be done |",
    ),
    ("mf", "1.1 Staff at the nursery had been warned by {Joan}, who asked that nobody be told."),
    ("mf", "1.1 The school received {a note from Joan} about Tamsin."),
    ("mf", "1.1 Two referrals, {both from Greta Voss}, were closed without a visit to Tamsin."),
    ("mf", "1.1 {The man upstairs} had knocked at the police station to say that Tamsin was crying."),
    ("mf", "1.1 {Joan went to see the headteacher} because she was worried about Tamsin."),
    ("mf", "1.1 The source of the information about Tamsin was {the next-door neighbour}."),
    ("mf", "1.1 Tamsin's bruises were first {brought to the school's notice by Joan}."),
    ("mf", "1.1 {Greta Voss gave the council photographs} of Tamsin in the yard."),
    ("mf", "1.1 On the day of the call {Joan had begged the duty worker} to come to Tamsin."),
    ("mf", "1.1 {Somebody at Luke's work} emailed social care about Tamsin."),
)

LATER_STAYS: tuple[tuple[str, str], ...] = (
    ("mf", "1.1 The consultant told the parents {that Tamsin had epilepsy}."),
    ("m", "1.1 Karen asked her GP {for help with her drinking}."),
    ("mf", "1.1 Joan collected Tamsin {from school on Fridays}."),
    ("mf", "1.1 The school nurse {spoke to Tamsin about her asthma}."),
    ("mf", "1.1 The police {informed the school of the arrest}."),
    ("f", "1.1 Luke said that his {depression had lifted} by then."),
    ("mf", "1.1 Adult services {did not ask whether there were children}."),
    ("mf", "1.1 Tamsin's teacher {rang social care} on the Monday."),
    ("m", "1.1 The midwife saw Karen {for an antenatal check} in March."),
    ("mf", "1.1 Nobody asked the neighbours {what they had seen}."),
    ("mf", "1.1 The parents {took part in this review} and we thank them."),
    ("mf", "1.1 The family {told the social worker} that they needed a bigger flat."),
)

#: Written last of all; nothing was changed for them.
LAST_HEALTH: tuple[tuple[str, str], ...] = (
    ("m", "1.1 By the summer Luke's {liver was failing} and Tamsin saw less of him."),
    ("mf", "1.1 Karen's lodger {had a personality disorder}."),
    ("mf", "1.1 The parents' {drug taking} was the reason for the plan."),
    ("f", "1.1 When Karen was {hospitalised for her psychosis}, Tamsin was eight."),
    ("m", "1.1 Tamsin was frightened when Luke {came home drunk}."),
    ("mf", "1.1 Two of the adults in the house {injected}."),
    ("mf", "1.1 It emerged that both had {been abused as children}. The parents had not said so."),
    ("m", "1.1 Luke {lost his licence because of his fits}, so Karen drove Tamsin."),
    ("mf", "1.1 Her fiancé {takes insulin}."),
    ("f", "1.1 The mother {wept every morning and could not get up}, which Tamsin told her teacher."),
)

LAST_SOURCES: tuple[tuple[str, str], ...] = (
    ("mf", "1.1 {Joan could bear it no longer and walked} into the police station with Tamsin's coat."),
    ("mf", "1.1 {A customer at Luke's shop} tipped off the council about Tamsin."),
    ("mf", "1.1 The health visitor first heard Tamsin's name {from Greta Voss}."),
    ("mf", "1.1 {Joan's text to the social worker} about Tamsin was never answered."),
    ("mf", "| Date | Info from | Event |\n|---|---|---|\n| May | {Aunt} | Tamsin at the office alone |"),
    ("mf", "1.1 The identity of the caller was {known to be Joan}."),
    ("mf", "1.1 {Greta Voss is the person} who had asked the NSPCC to look at Tamsin's home."),
    ("mf", "1.1 After Tamsin's fall {the babysitter} spoke to children's services."),
    (
        "mf",
        "1.1 Joan rang 999 for Tamsin.\n\n1.2 Tamsin slept.\n\n1.3 The paramedics {calmed Joan}, who stood in the road.",
    ),
    ("mf", "1.1 Nobody protected {the neighbour who had spoken up} for Tamsin to the council."),
)

LAST_STAYS: tuple[tuple[str, str], ...] = (
    ("mf", "1.1 The midwife {explained to the parents what to expect}."),
    ("mf", "1.1 Tamsin {had grommets fitted} and missed school."),
    ("m", "1.1 Karen and the social worker {talked about her anxiety}."),
    ("mf", "1.1 The school {held a meeting with both parents}."),
    ("mf", "1.1 Alcohol services {are open to every adult} in the county."),
    ("mf", "1.1 Joan {made a cake for Tamsin's birthday}."),
    ("mf", "1.1 The police officer {wrote to the school about Tamsin}."),
    ("mf", "1.1 The couple {married in Leeds}."),
)


def held_back(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Every third, which was not looked at while the rules were made."""
    return rows[HELD - 1 :: HELD]


def open_to_all(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The others."""
    return tuple(row for at, row in enumerate(rows) if at % HELD != HELD - 1)
