"""Study: the one door to a study file."""
