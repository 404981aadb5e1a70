"""The filter changes that all three apps make: these provinces, switched on one after another, then
off.
"""

PROVINCES = ("IR-10", "IR-07", "IR-21", "IR-25", "IR-03", "IR-11", "IR-15", "IR-26", "IR-02")
