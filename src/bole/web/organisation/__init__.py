"""Units and managers: the registers of the organisation, and bringing them up to delivered facts."""
