//! Search over a library: schema, index, query, ranking, highlights.
