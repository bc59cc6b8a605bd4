"""The generated suite ``nano``: families of small problems with proven keys."""
