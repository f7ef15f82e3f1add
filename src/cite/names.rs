//! Authors' names as bibliographies need them: a person's parts, or an institution whole.
//!
//! In: a title page. Out: a [`Name`] an author. Names come in natural order; what an editor says
//! about a name wins over what its words suggest.

use crate::model::{Author, AuthorKind, Report};

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
    report.authors.iter().map(|author| read(author, report)).collect()
}

/// Whether `author` of `report` is an organization: as the editor says, else as the name's words
/// suggest.
#[must_use]
pub fn is_organization(author: &Author, report: &Report) -> bool {
    let own = without_abbreviation(&author.name);
    let is_publisher = || report.publisher.as_deref().map(without_abbreviation) == Some(own);
    match (author.kind, &author.family) {
        (Some(kind), _) => kind == AuthorKind::Organization,
        (None, Some(_)) => false,
        (None, None) => is_publisher() || sounds_institutional(&author.name),
    }
}

/// The name of `author` of `report` for programs that guess its parts: inverted where the editor
/// says which part is the family's, else as it is.
#[must_use]
pub fn unmistakable(author: &Author, report: &Report) -> String {
    match author.family {
        Some(_) => read(author, report).inverted(),
        None => author.name.clone(),
    }
}

fn read(author: &Author, report: &Report) -> Name {
    let name = author.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_organization(author, report) {
        return Name::Whole(without_abbreviation(&name).to_owned());
    }
    let said = author.family.as_deref().and_then(|family| divide_at(&name, family));
    said.unwrap_or_else(|| divide(&name))
}

/// Parts of a name whose family part is known. None where it does not stand in the name.
fn divide_at(name: &str, family: &str) -> Option<Name> {
    let is_whole = |at: usize| {
        let ends = [name[..at].chars().next_back(), name[at + family.len()..].chars().next()];
        !ends.into_iter().flatten().any(char::is_alphanumeric)
    };
    let mut places = name.rmatch_indices(family).map(|(at, _)| at);
    // Some scripts do not part the words of a name.
    let at = places.find(|at| is_whole(*at)).or_else(|| name.find(family))?;
    let before = name[..at].trim();
    let after = name[at + family.len()..].trim_start_matches([',', ' ']);
    let (after, suffix) = match after.rsplit_once(' ') {
        _ if SUFFIXES.contains(&after) => ("", Some(after)),
        Some((head, last)) if SUFFIXES.contains(&last) => (head.trim_end_matches(','), Some(last)),
        _ => (after, None),
    };
    let given = [before, after].join(" ").trim().to_owned();
    if given.is_empty() {
        return Some(Name::Whole(name.to_owned()));
    }
    Some(Name::Person { given, family: family.to_owned(), suffix: suffix.map(str::to_owned) })
}

fn sounds_institutional(name: &str) -> bool {
    let mut words =
        name.split([' ', '/', '\t', '\n']).map(|word| word.trim_matches([',', '(', ')']));
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
        let author = Author { name: name.to_owned(), ..Author::default() };
        let read = read(&author, &report());
        assert_eq!(read.inverted(), inverted);
        let is_whole = matches!(read, Name::Whole(_));
        assert_eq!(is_whole, !inverted.contains(", "), "{name}");
    }

    fn report() -> Report {
        Report {
            slug: "a".parse().expect("a slug"),
            title: "A".to_owned(),
            subtitle: None,
            authors: Vec::new(),
            publisher: Some("Rivers Trust (RT)".to_owned()),
            published: None,
            language: "en".to_owned(),
            source_url: None,
            rights: None,
            edition: "1".to_owned(),
        }
    }

    #[track_caller]
    fn check_said(name: &str, family: Option<&str>, kind: Option<AuthorKind>, inverted: &str) {
        let family = family.map(str::to_owned);
        let author = Author { name: name.to_owned(), affiliation: None, family, kind };
        assert_eq!(read(&author, &report()).inverted(), inverted);
    }

    #[test]
    fn what_the_editor_says_wins() {
        check_said("Xi Jinping", Some("Xi"), None, "Xi, Jinping");
        check_said(
            "Gabriel García Márquez",
            Some("García Márquez"),
            None,
            "García Márquez, Gabriel",
        );
        check_said("Martin Luther King Jr.", Some("King"), None, "King, Martin Luther, Jr.");
        check_said("Li Wei, Jr.", Some("Li"), None, "Li, Wei, Jr.");
        check_said("Li Lili", Some("Li"), None, "Li, Lili");
        check_said("习近平", Some("习"), None, "习, 近平");
        check_said("Sukarno", Some("Sukarno"), None, "Sukarno");
        check_said("Ann Bank", Some("Bank"), None, "Bank, Ann");
        check_said("Ann Bank", None, Some(AuthorKind::Person), "Bank, Ann");
        check_said("Ann Bank", None, None, "Ann Bank");
        check_said(
            "Human Rights Watch",
            None,
            Some(AuthorKind::Organization),
            "Human Rights Watch",
        );
        check_said("Rivers Trust (RT)", None, Some(AuthorKind::Organization), "Rivers Trust");
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
