//! The driver: reads content, annotates it, indexes it, and hands out snapshots.
