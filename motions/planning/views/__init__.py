"""A plan as people and scripts read it: text, JSON, a timeline."""
