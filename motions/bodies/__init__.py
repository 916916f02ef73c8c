"""Who meets when, and how much notice they want: ``motions.toml`` and what its words mean."""
