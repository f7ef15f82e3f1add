//! A text with its ranges becomes HTML: the only place, besides templates, where HTML is made.
