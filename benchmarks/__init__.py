"""The engine's speed, each figure beside what one would use instead; run by `python -m benchmarks`."""
