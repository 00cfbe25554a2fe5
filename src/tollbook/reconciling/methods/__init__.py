"""The methods by which claims become findings: one module each, and this table."""
