"""People, their rights and the log of acts, as sections of the settings.

Owns: the list of people and its forms, the log, the support bundle, which pages a role sees.
Does not: decide a right (`study.rights` does). May import: study, components.
"""
