"""A passage to paste elsewhere: verbatim, with who spoke and where it stands, in the forms that writers use."""
