"""Running a pipeline over many documents."""
