"""What files for a meeting are drawn from: the country on a plan, and where its labels stand."""
