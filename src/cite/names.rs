//! Authors' names as bibliographies need them: a person's parts, or an institution whole.
//!
//! In: a title page. Out: a [`Name`] an author. Names come in natural order; what an editor says
//! about a name wins over what its words suggest.

use crate::model::{Author, Report};

/// An author's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// An institution, or a name of one piece.
    Whole(String),
    /// A person.
    Person {
        /// `Gregory C.`
        given: String,
        /// `Allen`, `von der Leyen`.
        family: String,
        /// `Jr.`, `III`.
        suffix: Option<String>,
    },
}

/// Words that institutions are called by and people are not.
const INSTITUTIONAL: [&str; 48] = [
    "Academy",
    "Administration",
    "Agency",
    "Alliance",
    "Assembly",
    "Association",
    "Authority",
    "Bank",
    "Board",
    "Bureau",
    "Cabinet",
    "Center",
    "Centre",
    "Coalition",
    "College",
    "Commission",
    "Committee",
    "Company",
    "Conference",
    "Congress",
    "Corporation",
    "Council",
    "Department",
    "Directorate",
    "Division",
    "Federation",
    "Force",
    "Forum",
    "Foundation",
    "Fund",
    "Government",
    "Group",
    "Initiative",
    "Institute",
    "Institution",
    "Laboratory",
    "Ministry",
    "Network",
    "Office",
    "Organisation",
    "Organization",
    "Parliament",
    "Project",
    "School",
    "Secretariat",
    "Service",
    "Society",
    "University",
];

/// Words inside an institution's name that stand in no person's.
const JOINING: [&str; 6] = ["of", "for", "on", "and", "the", "&"];

const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V"];

/// Every author of `report`.
pub(super) fn of(report: &Report) -> Vec<Name> {
    report.authors.iter().map(|author| read(author, report.publisher.as_deref())).collect()
}

fn read(author: &Author, publisher: Option<&str>) -> Name {
    let name = author.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_publisher = publisher
        .is_some_and(|publisher| without_abbreviation(publisher) == without_abbreviation(&name));
    if is_publisher || is_institution(&name) {
        return Name::Whole(without_abbreviation(&name).to_owned());
    }
    divide(&name)
}

fn is_institution(name: &str) -> bool {
    let mut words = name.split([' ', '/']).map(|word| word.trim_matches([',', '(', ')']));
    let first = words.clone().next().unwrap_or_default();
    words.any(|word| INSTITUTIONAL.contains(&word) || JOINING.contains(&word)) || first == "The"
}

/// Parts of a person's name in natural order. Particles in lower case begin the family name.
fn divide(name: &str) -> Name {
    let (name, mut suffix) = match name.rsplit_once(", ") {
        Some((name, suffix)) if SUFFIXES.contains(&suffix) => (name, Some(suffix.to_owned())),
        // `Allen, Gregory C.`
        Some((family, given)) => {
            return Name::Person {
                given: given.to_owned(),
                family: family.to_owned(),
                suffix: None,
            };
        }
        None => (name, None),
    };
    let mut words: Vec<_> = name.split(' ').collect();
    if words.len() > 2
        && let Some(last) = words.pop_if(|last| SUFFIXES.contains(last))
    {
        suffix = Some(last.to_owned());
    }
    // One piece, or a script that does not part its names.
    if words.len() < 2 {
        return Name::Whole(name.to_owned());
    }
    let is_particle = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let inner = 1..words.len() - 1;
    let family = inner.clone().find(|&at| is_particle(&words[at])).unwrap_or(words.len() - 1);
    Name::Person { given: words[..family].join(" "), family: words[family..].join(" "), suffix }
}

/// `Center for a New American Security` of `Center for a New American Security (CNAS)`.
pub(super) fn without_abbreviation(name: &str) -> &str {
    let Some((head, tail)) = name.trim().rsplit_once(" (") else { return name.trim() };
    let short = tail.strip_suffix(')').unwrap_or_default();
    let is_short = (2..=10).contains(&short.len())
        && !short.contains(' ')
        && short.chars().filter(|c| c.is_uppercase()).count() >= 2;
    if is_short { head } else { name.trim() }
}

impl Name {
    /// What it is sorted by.
    pub(super) fn sorted_by(&self) -> String {
        match self {
            Self::Whole(name) => name.clone(),
            Self::Person { family, .. } => family.clone(),
        }
    }

    /// `Allen, Gregory C.`, `King, Martin Luther, Jr.`.
    pub(super) fn inverted(&self) -> String {
        match self {
            Self::Whole(name) => name.clone(),
            Self::Person { given, family, suffix: None } => format!("{family}, {given}"),
            Self::Person { given, family, suffix: Some(suffix) } => {
                format!("{family}, {given}, {suffix}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, inverted: &str) {
        let author = Author { name: name.to_owned(), affiliation: None };
        let read = read(&author, Some("Rivers Trust (RT)"));
        assert_eq!(read.inverted(), inverted);
        let is_whole = matches!(read, Name::Whole(_));
        assert_eq!(is_whole, !inverted.contains(", "), "{name}");
    }

    #[test]
    fn names_are_told_from_institutions_and_divided() {
        check("Gregory C. Allen", "Allen, Gregory C.");
        check("Allen, Gregory C.", "Allen, Gregory C.");
        check("Martin Luther King, Jr.", "King, Martin Luther, Jr.");
        check("Martin Luther King Jr.", "King, Martin Luther, Jr.");
        check("Ursula von der Leyen", "von der Leyen, Ursula");
        check("Plato", "Plato");
        check("习近平", "习近平");
        check("Rivers Trust", "Rivers Trust");
        check("Rivers Trust (RT)", "Rivers Trust");
        check("Center for a New American Security (CNAS)", "Center for a New American Security");
        check("U.S. Department of Defense", "U.S. Department of Defense");
        check("The Economist", "The Economist");
        check("Ministry of Science and Technology", "Ministry of Science and Technology");
    }
}
