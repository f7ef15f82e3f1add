//! What the editor is told to look at.

use sidenote::annotate::{AnnotatedReport, Subject, review};
use sidenote::model::{
    Alias, EntityKind, Gloss, NoteNumber, NoteSource, Place, Register, Relation, SourceKind,
};

use super::{annotated, edition, entity, theme};

/// The findings, one a line: what they are about, and their message.
fn findings(report: &AnnotatedReport) -> Vec<String> {
    let found = review(&report.edition, &report.register, &report.annotations);
    found
        .into_iter()
        .map(|finding| {
            let subject = match finding.subject {
                Subject::Entity(at) => report.register.entities[at].id.to_string(),
                Subject::Theme(at) => report.register.themes[at].id.to_string(),
                Subject::Gloss(at) => format!("note {}", report.register.glosses[at].number),
                Subject::Words(Place::Title { section }, _) => {
                    format!("{}/title", report.edition.sections[section].id)
                }
                Subject::Words(Place::Block { section, block }, _) => {
                    let section = &report.edition.sections[section];
                    format!("{}/{}", section.id, section.blocks[block].id)
                }
                Subject::Words(Place::PartTitle(at), _) => format!("part {at}"),
            };
            assert!(finding.help.is_some(), "every finding has a remedy");
            format!("{subject}: {}", finding.message)
        })
        .collect()
}

#[test]
fn aliases_that_never_match_are_told() {
    let mut firm = entity("firm", EntityKind::Organization, &["The Firm Limited", "Firm", "Frim"]);
    firm.aliases.push(Alias {
        text: "it".to_owned(),
        only: vec!["2".parse().expect("a scope")],
        except: Vec::new(),
    });
    let register = Register {
        entities: vec![
            firm,
            entity("ghost", EntityKind::Person, &["Ghost"]),
            entity("long", EntityKind::Document, &["Firm Plan", "Plan"]),
        ],
        ..Register::default()
    };
    let report = annotated(edition("# 1 T\nthe Firm and it has a Firm Plan"), register);
    assert_eq!(
        findings(&report),
        [
            "firm: alias \"Frim\" of firm never matches",
            "firm: alias \"it\" of firm never matches",
            "ghost: entity ghost is mentioned nowhere",
            "long: alias \"Plan\" of long stands only inside longer names",
        ]
    );
}

#[test]
fn relations_at_a_block_that_does_not_mention_the_other_are_told() {
    let mut lab = entity("lab", EntityKind::Organization, &["Lab"]);
    for (to, at) in [("school", "1/1"), ("school", "1/2"), ("city", "1/2")] {
        lab.relations.push(Relation {
            verb: "part of".to_owned(),
            to: to.parse().expect("an id"),
            at: Some(at.parse().expect("a scope")),
        });
    }
    let register = Register {
        entities: vec![
            lab,
            entity("school", EntityKind::Organization, &["School"]),
            entity("city", EntityKind::Place, &["City"]),
            entity("club", EntityKind::Organization, &["City Club"]),
        ],
        ..Register::default()
    };
    let report =
        annotated(edition("# 1 T\nthe Lab of the School\nthe City Club by the City"), register);
    assert_eq!(
        findings(&report),
        ["lab: lab is said to be \"part of\" school at 1/2, which does not mention school"]
    );
}

#[test]
fn names_that_no_entity_covers_are_told() {
    let register = Register {
        entities: vec![entity("china", EntityKind::Place, &["China"])],
        ignored_names: vec!["Western".to_owned(), "Major General".to_owned()],
        ..Register::default()
    };
    let lines = "# 1 T\n\
        However, in China’s north the NUDT met Major General Ding Xiangrong on Monday, May 5.\n\
        Ding left. However it was, I said that Western-educated people like SenseTime.\n\
        The Defense of defense: Military spending by an Intelligence Community of an intelligence.\n\
        Qualcomm earned $6.5B. “In time” the iPhone will do. SenseTime’s too (See there).\n\
        ## A Heading With Names\n\
        # 2 THE WORLD IN CAPITALS\nx";
    let report = annotated(edition(lines), register);
    assert_eq!(
        findings(&report),
        [
            "1/1: \"NUDT\" looks like a name that no entity covers",
            "1/1: \"Ding Xiangrong\" looks like a name that no entity covers",
            "1/2: \"Ding\" looks like a name that no entity covers",
            "1/2: \"SenseTime\" (2 times) looks like a name that no entity covers",
            "1/3: \"Intelligence Community\" looks like a name that no entity covers",
            "1/4: \"iPhone\" looks like a name that no entity covers",
        ]
    );
}

#[test]
fn themes_too_thin_and_texts_without_one_are_told() {
    let register = Register {
        themes: vec![theme("a", &["1"]), theme("b", &["1/2"]), theme("c", &[])],
        unthemed: vec!["2/title".parse().expect("a scope"), "1/1".parse().expect("a scope")],
        ..Register::default()
    };
    let report = annotated(edition("# 1 T\nx\ny\n# 2 T\nz\n# s: T\n"), register);
    assert_eq!(
        findings(&report),
        [
            "b: theme b is attached to one block alone",
            "c: theme c is attached to nothing",
            "1/1: this text is listed under `unthemed` but carries a theme",
            "2/1: this text carries no theme",
            "s/title: this text carries no theme",
            "2/title: Judgment 2 touches fewer than two themes",
        ]
    );
}

#[test]
fn a_gloss_may_name_what_its_sentence_or_introduction_names() {
    let gloss = |number: u32, name: Option<&str>| Gloss {
        number: NoteNumber::new(number).expect("a note"),
        text: "Claimed.".to_owned(),
        source: NoteSource { kind: SourceKind::Document, name: name.map(str::to_owned) },
    };
    let register = Register {
        glosses: vec![
            gloss(1, Some("the Party’s Plan")),
            gloss(2, Some("Plan of the Party")),
            gloss(3, Some("White Paper")),
            gloss(4, Some("White Paper")),
            gloss(5, Some("White Paper")),
            gloss(6, None),
            gloss(7, Some("never called")),
        ],
        ..Register::default()
    };
    let lines = "# 1 T\n\
        In the Party's Plan so.[^1] The plan of a Party is the one.[^2] Not here.[^3]\n\
        As the “White Paper” finds:\n\
        > One.\n\
        > Two.[^4]\n\
        - Three.[^6]\n\
        After all.[^5]";
    let report = annotated(edition(lines), register);
    assert_eq!(
        findings(&report),
        [
            "note 3: the gloss of note 3 names the source \"White Paper\", which the marked words do not name",
            "note 5: the gloss of note 5 names the source \"White Paper\", which the marked words do not name",
        ]
    );
}

#[test]
fn a_register_that_has_not_been_begun_is_not_held_against_its_report() {
    let report = annotated(edition("# 1 T\nHuawei met SenseTime."), Register::default());
    assert!(findings(&report).is_empty());
}
