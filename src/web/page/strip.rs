//! The dispersion strip: one line over the length of the report, a tick a mention.

use crate::annotate::dispersion::{self, Ruler};
use crate::library::lookup;

use super::phrase;
use super::view::View;

/// Width of the drawing in its own units; it is stretched to the room it gets.
const WIDTH: f64 = 1000.0;

/// A strip, ready to draw.
pub(super) struct Strip {
    /// Where each section but the first begins.
    pub(super) sections: Vec<String>,
    pub(super) ticks: Vec<Tick>,
}

/// A mention on the strip.
pub(super) struct Tick {
    pub(super) x: String,
    pub(super) href: String,
    /// The place and its words.
    pub(super) title: String,
}

/// A length in the drawing's units.
fn length(position: f64) -> String {
    format!("{:.1}", position * WIDTH)
}

/// The strip of the entity at index `entity` of the register.
pub(super) fn of_entity(view: View<'_>, entity: usize) -> Strip {
    let ruler = Ruler::new(view.edition());
    let ticks = dispersion::of_entity(view.report, &ruler, entity);
    let mentions = lookup::mentions(view.report, entity);
    let tick = |(tick, mention): (&dispersion::Tick, &lookup::MentionAt<'_>)| Tick {
        x: length(tick.position),
        href: view.address(mention.quote.point.clone()).to_string(),
        title: format!(
            "{}{}{}",
            view.name(&mention.quote.point),
            view.words.colon(),
            phrase::cut(mention.quote.words, 160)
        ),
    };
    Strip {
        sections: ruler.sections(view.edition()).into_iter().skip(1).map(length).collect(),
        ticks: ticks.iter().zip(&mentions).map(tick).collect(),
    }
}
