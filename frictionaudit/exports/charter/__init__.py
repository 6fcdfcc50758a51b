"""A procedure as a Citizen's Charter, in the layout that RA 11032 (Philippines) asks for."""
