"""What a de-delegation comes to: rates, units, services, and the effect on schools."""
