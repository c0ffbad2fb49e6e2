"""LUS-statistik: statistics and simulated bills for patients ready to leave hospital (Act 2017:612)."""
