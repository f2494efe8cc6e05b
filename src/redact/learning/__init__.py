"""What several released reviews teach, brought together: lessons found, sorted by theme, and set for print.

Only released editions are read, never a draft. Nothing is written here that no report says: sentences are the
reports' own, and a recommendation is put as a call to act by rule.
"""
