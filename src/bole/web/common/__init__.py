"""What every app shares: the page frame, actions, working days, exports."""
