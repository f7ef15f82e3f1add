//! The order of hits.
//!
//! In: the documents that meet a plan, with their first scores. Out: the same, best first, the
//! best ones weighed again by how their words stand together.
//!
//! # The formula
//!
//! A document *d* scores, for the concepts *c* that the query wants,
//!
//! ```text
//! score(d)   = prior(kind) · ( Σ_c idf(c) · sat(tf(c, d))  +  P · passage(d)  +  A · rows(d) )
//! idf(c)     = ln(1 + (N − n + 0.5) / (n + 0.5))     n documents of N have c
//! sat(tf)    = tf · (k + 1) / (tf + k)
//! tf(c, d)   = Σ_ways w · ( text/(1 − b + b · length/mean) + T·title + L·lead + M·mentions )
//! passage(d) = the most that one sentence covers of Σ_c idf(c), its neighbours counting half
//! rows(d)    = Σ over neighbours in the query: the smaller idf, if they stand so in the text;
//!              half of it, if they stand within a few words; and, when the query asks what
//!              something is, its idf where the text says so (`the term … describes`)
//! ```
//!
//! The first sum is BM25F: Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted
//! fields" (2004), with the idf of Lucene, never negative. A concept's ways (forms, names,
//! corrections) are added up before they are weighed, so that a text gains nothing from using
//! three names for one thing. The rows are the sequential dependence of Metzler and Croft, "A
//! Markov random field model for term dependencies" (2005). The passage term says that the words
//! of an answer stand in one sentence, whatever the paragraph's length (Kaszkiel and Zobel,
//! "Effective ranking with arbitrary passages", 2001). Priors say that an author's paragraph or
//! judgment answers before a heading, an editor's note, or the register.
//!
//! # In two steps
//!
//! The sum over texts and mentions alone picks the best 480 documents ([`super::evaluate`]); of
//! these the whole first sum is taken, as above; the best 48 of them, or as many as are shown, are
//! read, which gives passage and rows. What comes after them keeps its first score, which lacks
//! only terms that are never negative. In a library of one report that leaves out nothing but
//! passage and rows of hits beyond the 48th. (A cascade: Wang, Lin, Metzler, "A cascade ranking
//! model for efficient ranked retrieval", 2011.)
//!
//! # What is a hit
//!
//! A document that covers, by idf, half of what the best one does for one or two concepts, and
//! 0.35 of it for more ([`coverage`]); a note or an entity sets that bar lower ([`bar`]). So a
//! document with none but the query's common words is none, and its posting lists need not be read
//! to their ends: the bound of Turtle and Flood, "Query evaluation: strategies and optimizations"
//! (1995), applied to coverage in place of scores, so that counts and facets stay exact.
//!
//! Constants are tuned on the judged queries of `tests/queries`, coarsely.

use super::HitKind;
use super::evaluate::Found;
use super::matching::Matcher;

/// How soon more of the same word stops to tell: k of BM25.
const SATURATION: f32 = 1.2;
/// How much a long text must have more of a word: b of BM25.
const LENGTH: f32 = 0.4;
/// T: a word in the titles over a text.
pub(super) const TITLE: f32 = 0.25;
/// L: a word in the sentence that leads to a quotation or list.
pub(super) const LEAD: f32 = 0.4;
/// M: a mention of a named entity.
pub(super) const MENTION: f32 = 0.5;
/// P.
const PASSAGE: f32 = 0.9;
/// What a neighbouring sentence covers counts so much of what the sentence itself covers.
const NEIGHBOUR: f32 = 0.5;
/// A.
const ROWS: f32 = 0.7;
/// Words that neighbours in the query may stand apart to count half.
const CLOSE: usize = 4;
/// A hit has to cover this share of what the best one covers, by idf: of a few words most, of a
/// question less, since an answer seldom has all its words.
pub(super) const fn coverage(concepts: usize) -> f32 {
    if concepts <= 2 { 0.5 } else { 0.35 }
}

/// What a document of this kind counts where the best one says how much the others have to cover:
/// what an editor wrote of a text has its words too, and should not drive it out.
pub(super) const fn bar(kind: HitKind) -> f32 {
    match kind {
        HitKind::Note | HitKind::Entity => 0.8,
        _ => 1.0,
    }
}

/// How many of the best are weighed again.
pub(super) const WEIGHED_AGAIN: usize = 48;

/// What a hit's kind says before its words do.
pub(super) const fn prior(kind: HitKind) -> f32 {
    match kind {
        HitKind::Judgment | HitKind::Paragraph | HitKind::Quotation | HitKind::Item => 1.0,
        HitKind::Table | HitKind::Figure | HitKind::Code => 0.9,
        HitKind::Heading | HitKind::Title => 0.6,
        HitKind::Note | HitKind::Entity => 0.45,
    }
}

/// The divisor of a text's counts, from its length over the mean.
pub(super) fn length_factor(relative_length: f32) -> f32 {
    1.0 - LENGTH + LENGTH * relative_length
}

/// How much a concept tells apart that `having` documents of `all` have.
pub(super) fn idf(having: usize, all: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a weight needs no more")]
    let (having, all) = (having.max(1) as f32, all.max(having) as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// What a weighted count tells.
pub(super) fn saturate(frequency: f32) -> f32 {
    frequency * (SATURATION + 1.0) / (frequency + SATURATION)
}

/// Puts `found` in order, best first; `close` of them at least are weighed again. Equals stay in
/// the documents' order.
pub(super) fn rank(
    found: &mut [Found],
    close: usize,
    shown: usize,
    kind_of: impl Fn(u32) -> HitKind,
    mut matcher: impl FnMut(u32) -> Closeness,
) {
    for hit in found.iter_mut() {
        hit.score *= prior(kind_of(hit.document));
    }
    let order = |a: &Found, b: &Found| {
        b.score.total_cmp(&a.score).then_with(|| a.document.cmp(&b.document))
    };
    let close = close.min(found.len());
    if close == 0 {
        found.sort_unstable_by_key(|hit| hit.document);
        return;
    }
    found.select_nth_unstable_by(close - 1, order);
    let (best, rest) = found.split_at_mut(close);
    for hit in best.iter_mut() {
        let closeness = matcher(hit.document);
        let more = PASSAGE * closeness.passage + ROWS * closeness.rows;
        hit.score += prior(kind_of(hit.document)) * more;
    }
    best.sort_unstable_by(order);
    // Of the others only those that are shown need an order.
    let shown = shown.saturating_sub(close).min(rest.len());
    if shown > 0 {
        rest.select_nth_unstable_by(shown - 1, order);
        rest[..shown].sort_unstable_by(order);
    }
}

/// How the words of a document stand together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Closeness {
    pub(super) passage: f32,
    pub(super) rows: f32,
    /// Index of the sentence that covers most.
    pub(super) sentence: usize,
}

/// How the words that `matcher` met in a document stand together.
pub(super) fn closeness(matcher: &Matcher<'_>, sentences: usize) -> Closeness {
    let (sentence, passage) = best_passage(matcher, sentences);
    Closeness { passage, rows: rows(matcher) + matcher.definition(), sentence }
}

fn best_passage(matcher: &Matcher<'_>, sentences: usize) -> (usize, f32) {
    // By sentence and concept, the best weight that was met.
    let concepts = matcher.wanted().len();
    let mut met = vec![0.0_f32; sentences * concepts];
    for event in matcher.events() {
        let cell = &mut met[event.sentence * concepts + event.rank];
        *cell = cell.max(event.weight);
    }
    let own = |sentence: usize| &met[sentence * concepts..(sentence + 1) * concepts];
    let mut best = (0, 0.0_f32);
    let mut best_own = 0.0_f32;
    for sentence in 0..sentences {
        let before = sentence.checked_sub(1).map(own);
        let after = (sentence + 1 < sentences).then(|| own(sentence + 1));
        let (mut covered, mut covered_own) = (0.0, 0.0);
        for (rank, &weight) in own(sentence).iter().enumerate() {
            let near = [before, after].into_iter().flatten().map(|other| NEIGHBOUR * other[rank]);
            let idf = matcher.idf(rank);
            covered += idf * near.fold(weight, f32::max);
            covered_own += idf * weight;
        }
        // The passage's own sentence is the one shown: of neighbours, the one that says more.
        let value = covered + covered_own * 0.001;
        if value > best.1 || value >= best.1 - 1e-6 && covered_own > best_own {
            best = (sentence, value);
            best_own = covered_own;
        }
    }
    best
}

fn rows(matcher: &Matcher<'_>) -> f32 {
    let mut sum = 0.0;
    for rank in 1..matcher.wanted().len() {
        let (before, after) = (matcher.query_span(rank - 1), matcher.query_span(rank));
        let Some(gap) = after.0.checked_sub(before.1).filter(|&gap| gap < CLOSE) else { continue };
        let share = matcher
            .events()
            .iter()
            .filter(|event| event.rank == rank - 1)
            .flat_map(|a| {
                matcher.events().iter().filter(move |b| b.rank == rank).map(move |b| (a, b))
            })
            .map(|(a, b)| {
                let weight = a.weight.min(b.weight);
                if b.start == a.end + gap {
                    weight
                } else if b.start.max(a.start) - a.start.min(b.start) <= CLOSE + gap {
                    weight * 0.5
                } else {
                    0.0
                }
            })
            .fold(0.0, f32::max);
        sum += share * matcher.idf(rank - 1).min(matcher.idf(rank));
    }
    sum
}
