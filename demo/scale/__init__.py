"""Data of national size by COPY: 34 provinces, 3,321 communes, a million petitions in every state.

Made up and regular, for measuring and for trying the portal under weight; never beside real data. What the verbs of the
portal write for one petition is written here for a million, and tests/demo compares the two.
"""
