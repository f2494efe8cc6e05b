"""Copies for one recipient each: what is withheld from somebody who knows the people, and what their copy says.

A recipient's edition is made from the same drafts and decisions as everybody else's. What the rules
and the register withhold from this reader is taken out of the text before anything else is done with
it, so that no writer and no later step can print it.
"""
