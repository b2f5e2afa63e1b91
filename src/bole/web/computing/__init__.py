"""Running the engine for one branch: from checked facts to result files, all of them or none."""
