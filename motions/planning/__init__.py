"""Back from the deadline, forward from today: a route to a plan, its reasons, the ways out."""
