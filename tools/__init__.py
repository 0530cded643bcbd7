"""Measurements and builders: benchmarks, quality, torture, place tables."""
