//! Which kinds of range a page draws.

use std::ops::BitOr;

/// A set of layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Layers(u16);

impl Layers {
    /// The words with the author's emphasis, nothing else.
    pub const NONE: Self = Self(0);
    /// Ids on blocks, sentences, markers and pages; off where a text is shown a second time.
    pub const IDS: Self = Self(1);
    /// The author's links.
    pub const LINKS: Self = Self(1 << 1);
    /// Note markers.
    pub const MARKERS: Self = Self(1 << 2);
    /// Labels where printed pages begin.
    pub const PAGES: Self = Self(1 << 3);
    /// Sentences.
    pub const SENTENCES: Self = Self(1 << 4);
    /// Mentions of entities.
    pub const MENTIONS: Self = Self(1 << 5);
    /// Words that speak of another section.
    pub const CROSS_REFERENCES: Self = Self(1 << 6);
    /// A mark on each block that links to its lasting address.
    pub const PERMALINKS: Self = Self(1 << 7);
    /// Words by which the author says how sure he is.
    pub const CERTAINTY: Self = Self(1 << 8);

    /// On each sentence and block, as `data-v`, the fingerprint of its words
    /// ([`crate::model::Seen`]) that a link to it carries.
    pub const SEEN: Self = Self(1 << 9);

    /// What a section's page draws: all but words of certainty and fingerprints.
    pub const PAGE: Self = Self(Self::CERTAINTY.0 - 1);
    /// What an excerpt draws: words with mentions and the author's links, without ids.
    pub const EXCERPT: Self = Self(Self::LINKS.0 | Self::MENTIONS.0);

    /// Whether every layer of `other` is in this set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// This set and `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Layers {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}
