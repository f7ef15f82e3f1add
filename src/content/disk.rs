//! The content folder on disk: the one place that reads and writes content files.
