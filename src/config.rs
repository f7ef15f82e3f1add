//! What the command line, the environment and a file ask for, decided once at start.
