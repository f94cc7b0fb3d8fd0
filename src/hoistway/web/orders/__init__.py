"""Orders of the inspectorate: list, one order, drafting, papers, case files."""
