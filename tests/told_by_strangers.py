"""Sentences in which somebody outside the family and without a name tells something, and others like them that tell nothing of the kind.

Written before the rule that finds them (recipients/strangers.py).
"""

TELLS = (
    "A lad from the chip shop made a statement.",
    "The remark was the window cleaner's.",
    "The writing on the envelope is that of the old boy across the landing.",
    "A teenager who delivers papers noticed the curtains drawn all week.",
    "It was the bus conductor's word that was relied on.",
    "A girl from the dance class described what she had heard in the changing room.",
    "A pensioner on the third floor had spoken of banging at night.",
    "What is known of that evening comes from a pizza rider.",
    "The lollipop lady's husband gave an account of it.",
    "A stallholder observed that Tamsin begged for fruit.",
    "A dog walker mentioned it in passing.",
    "The date was fixed by the recollection of a plasterer working on the roof.",
    "One of the other mums kept a diary of the mornings.",
    "A bloke at the darts club said that Luke had boasted of it.",
    "The comment was a barmaid's.",
)
HARMLESS = (
    "A lad from the chip shop swept the yard.",
    "The window cleaner's ladder stood in the hall.",
    "The statement of purpose was out of date.",
    "A teenager who delivers papers was given a bicycle.",
    "The bus conductor retired in May.",
    "A girl from the dance class won a medal.",
    "A pensioner on the third floor moved to a bungalow.",
    "Luke ordered a pizza and paid the rider.",
    "The health visitor gave an account of her visits.",
    "A social worker noticed that the file was thin.",
    "A dog walker was bitten in the park.",
    "The chapter describes the household.",
    "The police officer took a statement from the shop.",
    "A remark in the newsletter was not followed up.",
    "The panel noticed that the forms were blank.",
)

#: The same, written when the rule was made, and measured once: what it found at the first look stands in docs/limits.md.
TELLS_LATER = (
    "A fitter who came about the boiler told the office about the lock.",
    "The council knew of it from a youth in the bike shed.",
    "A bingo caller passed the story on.",
    "It rests on the memory of a nightclub bouncer.",
    "The woman with the two spaniels swore that the light was on.",
    "A cabbie let slip what he had heard.",
    "An elderly gentleman in the queue raised it at the counter.",
    "Somebody's grandad had a quiet word at the gate.",
    "The boy opposite drew a picture of what he had seen.",
    "The busker outside the arcade knew the times to the minute.",
    "That he was cold at night is what the ice-cream man gathered.",
    "A parishioner asked the warden to look in.",
)
HARMLESS_LATER = (
    "A fitter came about the boiler.",
    "The office was told about the lock by the inspector.",
    "A bouncer stood at the door.",
    "The woman with the two spaniels moved away.",
    "The order describes where the child is to live.",
    "A member of staff heard the fire alarm.",
    "The family support worker gave an account to the panel.",
    "An elderly gentleman in the queue was served first.",
    "The computer said that the file was closed.",
    "The boy said that he liked the rabbit.",
    "Another officer wrote up the visit.",
    "The paper reported the trial.",
)
