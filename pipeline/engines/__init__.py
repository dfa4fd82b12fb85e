"""The engines: this process (``local``), and Ray with what its workers run."""
