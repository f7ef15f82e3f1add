//! The query language: what a reader typed becomes a tree.
//!
//! In: any string. Out: [`Query`], and notices about what was read as plain words. Nothing is
//! refused and nothing recurses deeper than [`DEEPEST`].
//!
//! ```text
//! query  = { clause }                      words side by side: the more of them the better
//! clause = [ "+" | "-" ] either            must be in, must not be in
//! either = both { "OR" both }
//! both   = single { "AND" single }         binds tighter than OR, both tighter than a blank
//! single = "NOT" single | "+"/"-" single | "(" query ")" | "\"" words "\"" [ "~" number ]
//!        | field ":" value | word [ "*" ]
//! field  = entity | theme | judgment | section | kind | report | page | exact
//! ```
//!
//! Operators are capitals only. Quotation marks of any shape count. `|` and `&` are not operators.

mod lex;

use self::lex::{Lexeme, lex, plain};
use super::{Notice, NoticeCode, Odd, Told};

/// Longest query, in characters.
pub(super) const LONGEST_QUERY: usize = 256;
/// Deepest nesting of brackets.
pub(super) const DEEPEST: usize = 8;

/// What a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Query {
    pub(super) clauses: Vec<Clause>,
}

/// A part of a query and whether it has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) occur: Occur,
    pub(super) node: Node,
}

/// Whether a part has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occur {
    Should,
    Must,
    MustNot,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A run of characters between blanks; it may hold several tokens.
    Word(String),
    /// Words in a row, or within so many words of one another.
    Phrase(String, Option<u32>),
    /// Words that begin so.
    Prefix(String),
    /// What a field says.
    Field(FieldName, String),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    /// A query in brackets.
    Group(Vec<Clause>),
}

/// Fields that readers may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    Entity,
    Theme,
    Section,
    Kind,
    Report,
    Page,
    Exact,
}

impl FieldName {
    fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "entity" => Self::Entity,
            "theme" => Self::Theme,
            "judgment" | "judgement" | "section" => Self::Section,
            "kind" => Self::Kind,
            "report" => Self::Report,
            "page" => Self::Page,
            "exact" => Self::Exact,
            _ => return None,
        })
    }
}

/// Cuts `text` to the longest query.
pub(super) fn cut(text: &str) -> (&str, bool) {
    match text.char_indices().nth(LONGEST_QUERY) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

/// Reads a query that is not longer than the longest one.
pub(super) fn parse(text: &str, notices: &mut Vec<Notice>) -> Query {
    let mut parser = Parser { lexemes: lex(text, notices), at: 0, notices };
    let mut clauses = Vec::new();
    while parser.at < parser.lexemes.len() {
        parser.clauses(0, &mut clauses);
        if parser.take(&Lexeme::Close) {
            parser.plain(Odd::Closing);
        }
    }
    Query { clauses }
}

struct Parser<'n> {
    lexemes: Vec<Lexeme>,
    at: usize,
    notices: &'n mut Vec<Notice>,
}

impl Parser<'_> {
    fn plain(&mut self, odd: Odd) {
        plain(self.notices, odd);
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    fn take(&mut self, lexeme: &Lexeme) -> bool {
        let found = self.peek() == Some(lexeme);
        self.at += usize::from(found);
        found
    }

    /// Reads clauses up to a closing bracket or the end.
    fn clauses(&mut self, depth: usize, to: &mut Vec<Clause>) {
        while let Some(lexeme) = self.peek() {
            if *lexeme == Lexeme::Close {
                return;
            }
            let start = self.at;
            if let Some(node) = self.either(depth) {
                to.push(clause(node));
            }
            if self.at == start {
                self.at += 1;
            }
        }
    }

    fn either(&mut self, depth: usize) -> Option<Node> {
        let first = self.both(depth);
        let mut nodes: Vec<_> = first.into_iter().collect();
        while self.take(&Lexeme::Or) {
            match self.both(depth) {
                Some(node) if !nodes.is_empty() => nodes.push(node),
                Some(node) => {
                    self.plain(Odd::Or);
                    nodes.push(node);
                }
                None => self.plain(Odd::Or),
            }
        }
        some(nodes, Node::Or)
    }

    fn both(&mut self, depth: usize) -> Option<Node> {
        let first = self.single(depth);
        let mut nodes: Vec<_> = first.into_iter().collect();
        while self.take(&Lexeme::And) {
            let complete = !nodes.is_empty();
            let next = self.single(depth);
            if !complete || next.is_none() {
                self.plain(Odd::And);
            }
            nodes.extend(next);
        }
        if nodes.len() > 1 {
            return Some(Node::And(nodes));
        }
        nodes.pop()
    }

    fn single(&mut self, depth: usize) -> Option<Node> {
        let mut sign = None;
        loop {
            match self.peek()? {
                Lexeme::Not | Lexeme::Minus => sign = Some(Occur::MustNot),
                Lexeme::Plus => sign = sign.or(Some(Occur::Must)),
                _ => break,
            }
            self.at += 1;
        }
        let node = self.primary(depth)?;
        Some(match sign {
            Some(Occur::MustNot) => Node::Not(Box::new(node)),
            Some(_) => Node::And(vec![node]),
            None => node,
        })
    }

    fn primary(&mut self, depth: usize) -> Option<Node> {
        if self.take(&Lexeme::Open) {
            if depth == DEEPEST {
                if self.notices.iter().all(|notice| notice.code != NoticeCode::TooDeep) {
                    self.notices.push(Told::TooDeep(DEEPEST).into());
                }
                // Its words stay, as if there were no bracket; the closing one is passed over.
                return None;
            }
            let mut clauses = Vec::new();
            self.clauses(depth + 1, &mut clauses);
            if !self.take(&Lexeme::Close) {
                self.plain(Odd::Opening);
            }
            return match clauses.len() {
                0 => None,
                1 => clauses.pop().map(node_of),
                _ => Some(Node::Group(clauses)),
            };
        }
        let node = match self.peek()? {
            Lexeme::Word(word) => Node::Word(word.clone()),
            Lexeme::Prefix(word) => Node::Prefix(word.clone()),
            Lexeme::Phrase(words, near) => Node::Phrase(words.clone(), *near),
            Lexeme::Field(name, value) => Node::Field(*name, value.clone()),
            _ => return None,
        };
        self.at += 1;
        Some(node)
    }
}

/// One node as itself, several in `many`.
fn some(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 { Some(many(nodes)) } else { nodes.pop() }
}

/// A node as a clause: what must or must not be in says so itself.
fn clause(node: Node) -> Clause {
    match node {
        Node::Not(node) => match *node {
            Node::Not(node) => clause(*node),
            node => Clause { occur: Occur::MustNot, node },
        },
        Node::And(mut nodes) if nodes.len() == 1 => match nodes.pop() {
            Some(node) => Clause { occur: Occur::Must, node },
            None => Clause { occur: Occur::Must, node: Node::And(nodes) },
        },
        node @ Node::And(_) => Clause { occur: Occur::Must, node },
        node => Clause { occur: Occur::Should, node },
    }
}

fn node_of(clause: Clause) -> Node {
    match clause.occur {
        Occur::Should => clause.node,
        Occur::Must => Node::And(vec![clause.node]),
        Occur::MustNot => Node::Not(Box::new(clause.node)),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn show(node: &Node) -> String {
        let join = |nodes: &[Node], by: &str| nodes.iter().map(show).collect::<Vec<_>>().join(by);
        match node {
            Node::Word(word) => word.clone(),
            Node::Phrase(words, None) => format!("<{words}>"),
            Node::Phrase(words, Some(near)) => format!("<{words}>~{near}"),
            Node::Prefix(word) => format!("{word}*"),
            Node::Field(field, value) => format!("{field:?}={value}"),
            Node::And(nodes) => format!("({})", join(nodes, " & ")),
            Node::Or(nodes) => format!("({})", join(nodes, " | ")),
            Node::Not(node) => format!("!{}", show(node)),
            Node::Group(clauses) => format!("[{}]", show_all(clauses)),
        }
    }

    fn show_all(clauses: &[Clause]) -> String {
        let mut text = String::new();
        for clause in clauses {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            let gap = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{gap}{sign}{}", show(&clause.node));
        }
        text
    }

    fn check(query: &str, expected: &str) {
        let mut notices = Vec::new();
        assert_eq!(show_all(&parse(query, &mut notices).clauses), expected, "{query}");
        assert!(notices.is_empty(), "{query}: {notices:?}");
    }

    fn check_odd(query: &str, expected: &str, code: NoticeCode) {
        let mut notices = Vec::new();
        assert_eq!(show_all(&parse(query, &mut notices).clauses), expected, "{query}");
        assert!(notices.iter().any(|notice| notice.code == code), "{query}: {notices:?}");
    }

    #[test]
    fn language() {
        check("who makes chips?", "who makes chips?");
        check("+chips -drones U.S.", "+chips -drones U.S.");
        check("a AND b OR c d", "((a & b) | c) d");
        check("a AND b", "+(a & b)");
        check("NOT a b", "-a b");
        check("NOT NOT a", "-a");
        check("\"arms race\" “trade war”~5", "<arms race> <trade war>~5");
        check("semi* entity:huawei judgment:4", "semi* Entity=huawei Section=4");
        check("entity:\"Fu Ying\" page:12", "Entity=Fu Ying Page=12");
        check("(a OR b) AND (c -d)", "+((a | b) & [c -d])");
        check("face-recognition 20-30 a-b", "face-recognition 20-30 a-b");
        check("+(a b)", "+[a b]");
        check("https", "https");
    }

    #[test]
    fn what_cannot_be_read_is_plain_words() {
        let plain = NoticeCode::PlainWords;
        check_odd("- *", "", plain);
        check_odd("*^2", "*^2", plain);
        check_odd("a:(^", "a:", plain);
        check_odd("\"\"~3", "", plain);
        check_odd("::", "", plain);
        check_odd("\"open words", "open words", plain);
        check_odd("a AND", "a", plain);
        check_odd("OR a", "a", plain);
        check_odd("a ) b", "a b", plain);
        check_odd("(a b", "[a b]", plain);
        check_odd("foo:bar", "foo:bar", NoticeCode::UnknownField);
        check_odd("\"a b\"~x", "<a b> x", plain);
        check_odd("se*mi *x", "se*mi *x", plain);
    }

    #[test]
    fn nesting_is_bounded() {
        check_odd(&format!("{}a", "(".repeat(200)), "a", NoticeCode::TooDeep);
        let mut notices = Vec::new();
        let deep = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(show_all(&parse(&deep, &mut notices).clauses), "a");
        let signs = format!("{}a", "NOT -+".repeat(10_000));
        assert_eq!(show_all(&parse(&signs, &mut notices).clauses), "-a");
    }
}
