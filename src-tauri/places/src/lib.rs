//! Places: opening hours as people type them, points, and which place is nearest.
