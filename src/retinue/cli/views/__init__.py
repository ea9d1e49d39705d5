"""What the verbs print: for people as tables and panels, for programs as CSV and JSON."""
