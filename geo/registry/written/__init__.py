"""Files written for people: a sheet sent back with remarks, a sheet to fill in, exports in four formats, and invented records to try them on."""
