//! The elements that ranges become.

use super::escape::push_attribute;
use crate::model::Seen;

/// Number of ranks: one more than the last.
pub(super) const RANKS: usize = 11;

/// What a range becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Sentence {
        id: Option<String>,
        /// What a link to it says of its words.
        seen: Option<Seen>,
    },
    Target,
    Link(&'a str),
    CrossReference {
        href: String,
    },
    Mention {
        href: Option<String>,
        entity: &'a str,
        kind: &'static str,
    },
    Strong,
    Emphasis,
    Code,
    Certainty(&'static str),
    Hit,
    /// Words of another script, with the tag of their language.
    Script(&'static str),
}

impl Kind<'_> {
    pub(super) fn is_link(&self) -> bool {
        matches!(
            self,
            Self::Link(_) | Self::CrossReference { .. } | Self::Mention { href: Some(_), .. }
        )
    }

    /// Whether it is nothing where it is no link.
    pub(super) fn is_only_link(&self) -> bool {
        matches!(self, Self::Link(_) | Self::CrossReference { .. })
    }

    /// The order of nesting, outermost first, and of precedence among links.
    pub(super) const fn rank(&self) -> usize {
        match self {
            Self::Sentence { .. } => 0,
            Self::Target => 1,
            Self::Link(_) => 2,
            Self::CrossReference { .. } => 3,
            Self::Mention { .. } => 4,
            Self::Strong => 5,
            Self::Emphasis => 6,
            Self::Code => 7,
            Self::Certainty(_) => 8,
            Self::Hit => 9,
            Self::Script(_) => 10,
        }
    }

    /// Whether a marker may stand inside without ending the link or the style of the words
    /// before it.
    pub(super) fn holds_markers(&self) -> bool {
        matches!(self, Self::Sentence { .. } | Self::Target)
    }

    /// Opens the element; `linked` when a link may stand here, `first` when it is the range's
    /// first piece.
    pub(super) fn draw_opening_tag(&self, linked: bool, first: bool, out: &mut String) {
        match self {
            Self::Sentence { id, seen } => {
                out.push_str("<span class=\"s\"");
                if let Some(id) = id.as_deref().filter(|_| first) {
                    push_attribute(out, "id", id);
                }
                if let Some(seen) = seen.filter(|_| first) {
                    push_attribute(out, "data-v", &seen.to_string());
                }
            }
            Self::Target => out.push_str("<mark class=\"target\""),
            Self::Link(address) if linked => {
                out.push_str("<a class=\"outside\"");
                push_attribute(out, "href", address);
                out.push_str(" rel=\"external noopener\"");
            }
            Self::CrossReference { href } if linked => {
                out.push_str("<a class=\"cross-reference\"");
                push_attribute(out, "href", href);
            }
            Self::Mention { href, entity, kind } => {
                out.push_str(if linked { "<a" } else { "<span" });
                out.push_str(" class=\"mention\"");
                if let Some(href) = href.as_deref().filter(|_| linked) {
                    push_attribute(out, "href", href);
                }
                push_attribute(out, "data-entity", entity);
                push_attribute(out, "data-kind", kind);
            }
            // Not drawn unlinked, but closed like one.
            Self::Link(_) | Self::CrossReference { .. } => out.push_str("<span"),
            Self::Strong => out.push_str("<strong"),
            Self::Emphasis => out.push_str("<em"),
            Self::Code => out.push_str("<code"),
            Self::Certainty(grade) => {
                out.push_str("<span class=\"certainty\"");
                push_attribute(out, "data-grade", grade);
            }
            // What goes on from a piece before is no further hit.
            Self::Hit if first => out.push_str("<mark class=\"hit\""),
            Self::Hit => out.push_str("<mark class=\"hit rest\""),
            Self::Script(language) => {
                out.push_str("<span");
                push_attribute(out, "lang", language);
            }
        }
        out.push('>');
    }

    /// Closes it.
    pub(super) const fn closing_tag(&self, linked: bool) -> &'static str {
        match self {
            _ if linked => "</a>",
            Self::Target | Self::Hit => "</mark>",
            Self::Strong => "</strong>",
            Self::Emphasis => "</em>",
            Self::Code => "</code>",
            _ => "</span>",
        }
    }
}
