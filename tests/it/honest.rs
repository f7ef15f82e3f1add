//! Links that say what their sharer saw: unchanged, moved, changed, gone, none of ours; and a
//! ledger that goes bad while it is served.

use std::fs;
use std::path::PathBuf;

use axum::http::StatusCode;
use sidenote::content::{Folder, read_report, write_ledger};
use sidenote::library::reload::reload;
use sidenote::library::{Library, Source};
use sidenote::model::{Seen, Slug};

use crate::markup::main_of;
use crate::web::{Answer, Server};

const RIVERS: &str = "Rivers fall earlier each year since the dams were built.";
const NOBODY: &str = "Nobody is told, because forty stations were closed in spring.";
const OFFICE: &str = "The gauge office measures what it can pay for, and little else.";
const MINISTRY: &str = "A ministry pays for the stations that its minister can see.";

/// A folder on disk with one report of two judgments, and its ledger.
struct Desk {
    root: PathBuf,
}

impl Desk {
    fn new(name: &str) -> Self {
        let root =
            std::env::temp_dir().join(format!("sidenote-honest-{name}-{}", std::process::id()));
        let desk = Self { root };
        fs::create_dir_all(desk.root.join("a/sections")).unwrap();
        let report = "title = \"A report\"\nlanguage = \"en\"\nedition = \"First\"\n\
                      [[part]]\ntitle = \"Part\"\nsections = [\"1\", \"2\"]\n";
        fs::write(desk.root.join("a/report.toml"), report).unwrap();
        desk
    }

    fn write(&self, sections: [&[&[&str]]; 2]) {
        for (number, blocks) in (1..).zip(sections) {
            let blocks: Vec<_> = blocks.iter().map(|sentences| sentences.join(" ")).collect();
            let front =
                format!("+++\nnumber = {number}\ntitle = \"Statement {number} stands.\"\n+++\n\n");
            let file = self.root.join(format!("a/sections/{number}.md"));
            fs::write(file, front + &blocks.join("\n\n") + "\n").unwrap();
        }
    }

    /// What `check --update` does.
    fn update(&self) {
        let names = ["report.toml", "sections/1.md", "sections/2.md", "ledger.toml"];
        let read =
            |name: &&str| Some((name.to_string(), fs::read(self.root.join("a").join(name)).ok()?));
        let folder: Folder = names.iter().filter_map(read).collect();
        let (content, faults) = read_report(&"a".parse::<Slug>().unwrap(), &folder);
        assert!(!faults.iter().any(sidenote::diagnostic::Diagnostic::is_error), "{faults:?}");
        fs::write(self.root.join("a/ledger.toml"), write_ledger(&content.unwrap().ledger)).unwrap();
    }

    fn source(&self) -> Source {
        Source::Directory(self.root.clone())
    }

    fn library(&self) -> Library {
        let (library, faults) = Library::read(&self.source()).unwrap();
        assert!(!faults.iter().any(sidenote::diagnostic::Diagnostic::is_error), "{faults:?}");
        library
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn body(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

/// The notice about the link, without its markup.
fn notice(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", body(answer));
    let main = main_of(body(answer));
    let Some((_, rest)) = main.split_once("<aside class=\"seen") else { return String::new() };
    let (_, rest) = rest.split_once('>').unwrap();
    let mut words = String::new();
    let mut inside = false;
    for c in rest.split("</aside>").next().unwrap().chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => words.push(c),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn location(answer: &Answer) -> &str {
    answer.headers.get("location").map_or("", |location| location.to_str().unwrap())
}

#[tokio::test]
async fn a_link_says_what_became_of_its_words() {
    let desk = Desk::new("becomes");
    desk.write([&[&[RIVERS, NOBODY], &[OFFICE]], &[&[MINISTRY]]]);
    desk.update();
    let (rivers, nobody, office) = (Seen::of(RIVERS), Seen::of(NOBODY), Seen::of(OFFICE));

    let server = Server::of(desk.library());
    let link = format!("/a/1/1.2?v={nobody}");
    let answer = server.get(&link).await;
    assert_eq!(notice(&answer), "The words are as they were when the link was made.");
    let canonical = body(&answer).split("<link rel=\"canonical\" href=\"").nth(1).unwrap();
    let canonical = canonical.split('"').next().unwrap();
    assert!(canonical.starts_with("http") && canonical.ends_with("/a/1/1.2"), "{canonical}");
    assert_eq!(notice(&server.get("/a/1/1.2").await), "");
    let block = Seen::of(&format!("{RIVERS} {NOBODY}"));
    assert!(notice(&server.get(&format!("/a/1/1?v={block}")).await).contains("as they were"));
    let title = Seen::of("Statement 1 stands.");
    assert!(notice(&server.get(&format!("/a/1?v={title}")).await).contains("as they were"));
    for odd in ["v=", "v=nonsense", "v=%E2%82%AC", "v=abc&v=def"] {
        assert!(notice(&server.get(&format!("/a/1/1.2?{odd}")).await).contains("none of ours"));
    }
    // Of another kind than the point, and of a sentence that is not.
    for (at, seen, there) in [
        ("1/1", nobody, "sentence 2."),
        ("1", block, "paragraph 1."),
        ("1/1.1", block, "paragraph 1."),
    ] {
        let told = notice(&server.get(&format!("/a/{at}?v={seen}")).await);
        assert!(told.contains("They stand at") && told.ends_with(there), "{at}: {told}");
    }
    for missing in ["1/1.99", "1/9", "9"] {
        let missing = server.get(&format!("/a/{missing}?v={nobody}")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert!(main_of(body(&missing)).contains("<a href=\"/a/1/1.2\">The words of the link"));
    }
    let never = notice(&server.get("/a/1/1.2?v=0000000").await);
    assert!(never.contains("never stood here"), "{never}");
    let other = notice(&server.get(&format!("/a/1/1.2?v={office}")).await);
    assert!(other.ends_with("They stand at Judgment 1, paragraph 2, sentence 1."), "{other}");

    // One sentence is edited, one goes elsewhere, a paragraph is taken out.
    let fewer = NOBODY.replace("forty", "fifty");
    desk.write([&[&[&fewer]], &[&[MINISTRY], &[RIVERS]]]);
    desk.update();
    let server = Server::of(desk.library());
    let changed = server.get(&link).await;
    assert_eq!(
        notice(&changed),
        "The words have changed since the link was made. When the link was made Nobody is told, \
         because (taken out: forty) stations were closed in spring. Now Nobody is told, because \
         (put in: fifty) stations were closed in spring."
    );
    assert!(body(&changed).contains("<del>") && body(&changed).contains("<ins>"));
    let whole = notice(&server.get(&format!("/a/1/1?v={block}")).await);
    assert!(whole.contains(&format!("(taken out: {RIVERS})")), "{whole}");

    let moved = server.get(&format!("/a/1/1.1?v={rivers}")).await;
    assert_eq!(moved.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(location(&moved), format!("/a/2/2.1?v={rivers}&from=1/1.1"));
    assert_eq!(
        notice(&server.get(location(&moved)).await),
        "The link was made when this was 1/1.1. The words are as they were when the link was made."
    );
    let bare = server.get("/a/1/1.1").await;
    assert_eq!((bare.status, location(&bare)), (StatusCode::PERMANENT_REDIRECT, "/a/2/2.1"));

    // A link into the section's page finds what became of the place.
    let page = server.get("/a/1").await;
    for (id, href) in [("p1.1", "/a/1/1.1"), ("p2", "/a/1/2"), ("p2.1", "/a/1/2.1")] {
        assert!(main_of(body(&page)).contains(&format!("<p class=\"left\" id=\"{id}\">")));
        assert!(main_of(body(&page)).contains(&format!("<a href=\"{href}\">See what became")));
    }
    assert_eq!(body(&page).matches("class=\"left\"").count(), 3);

    for gone in ["/a/1/2", "/a/1/2.1", &format!("/a/1/2.1?v={office}")] {
        let gone = server.get(gone).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(main_of(body(&gone)).contains(OFFICE));
        assert!(main_of(body(&gone)).contains("href=\"/a/1/1\""));
    }
    // What never was in it was not removed with it.
    assert_eq!(server.get("/a/1/2.7").await.status, StatusCode::NOT_FOUND);
    assert_eq!(location(&server.get("/go?ref=1/2").await), "/a/1/2");
    assert_eq!(location(&server.get("/go?ref=1/2.1").await), "/a/1/2.1");
    // The API says the same of it, however it is asked.
    for reference in ["1/2", "1/2.1", "KJ1,+paragraph+2", "http://a.test/a/1/2", "/a/1/2%23p2.1"] {
        let gone = server.get(&format!("/api/v1/resolve?ref={reference}")).await;
        assert_eq!(gone.status, StatusCode::GONE, "{reference}: {}", body(&gone));
        let problem: serde_json::Value = serde_json::from_slice(&gone.body).unwrap();
        assert_eq!(problem["stood"], OFFICE, "{reference}");
        assert_eq!(problem["nearest"][0]["url"], "/a/1/1", "{reference}");
    }
    for living in ["1/1", "2"] {
        let there = server.get(&format!("/api/v1/resolve?ref={living}&report=a")).await;
        assert_eq!(there.status, StatusCode::OK, "{living}");
    }
}

#[tokio::test]
async fn a_renamed_section_is_found_in_the_api_too() {
    let desk = Desk::new("renamed");
    desk.write([&[&[RIVERS, NOBODY]], &[&[MINISTRY, OFFICE]]]);
    desk.update();
    for (file, from, to) in [
        ("report.toml", "\"2\"", "\"rivers\""),
        ("sections/2.md", "number = 2", "id = \"rivers\"\nkind = \"text\""),
    ] {
        let path = desk.root.join("a").join(file);
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        fs::write(&path, text.replace(from, to)).unwrap();
    }
    desk.update();
    let server = Server::of(desk.library());
    assert_eq!(location(&server.get("/a/2").await), "/a/rivers");
    let api = server.get("/api/v1/reports/a/sections/2").await;
    assert_eq!(api.status, StatusCode::PERMANENT_REDIRECT, "{}", body(&api));
    assert_eq!(location(&api), "/api/v1/reports/a/sections/rivers");
    assert_eq!(server.get(location(&api)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_section_that_lost_its_name_says_so() {
    let desk = Desk::new("renumbered");
    desk.write([&[&[RIVERS, NOBODY]], &[&[MINISTRY, OFFICE]]]);
    desk.update();
    let title = Seen::of("Statement 1 stands.");
    // The statements change places, and their numbers with them.
    desk.write([&[&[MINISTRY, OFFICE]], &[&[RIVERS, NOBODY]]]);
    for number in [1, 2] {
        let file = desk.root.join(format!("a/sections/{number}.md"));
        let text = String::from_utf8(fs::read(&file).unwrap()).unwrap();
        let other = format!("Statement {} stands.", 3 - number);
        fs::write(file, text.replace(&format!("Statement {number} stands."), &other)).unwrap();
    }
    desk.update();
    let server = Server::of(desk.library());
    // One word of three differs, so the words of the sections decide.
    let told = notice(&server.get("/a/1").await);
    assert!(told.contains("“Statement 1 stands.”") && told.contains("Judgment 2"), "{told}");
    let moved = server.get(&format!("/a/1?v={title}")).await;
    assert_eq!(location(&moved), format!("/a/2?v={title}&from=1"));
    assert_eq!(location(&server.get("/a/1/1.2").await), "/a/2/2.2");
}

#[test]
fn what_is_served_keeps_its_addresses_until_the_ledger_says_otherwise() {
    let desk = Desk::new("served");
    let slug = "a".parse::<Slug>().unwrap();
    let names = |library: &Library| -> Vec<String> {
        let edition = &library.report(&slug).unwrap().edition;
        edition.sections[0].blocks.iter().map(|block| block.id.to_string()).collect()
    };
    desk.write([&[&[RIVERS]], &[&[MINISTRY]]]);
    desk.update();
    let library = desk.library();
    desk.write([&[&[RIVERS], &[OFFICE]], &[&[MINISTRY]]]);
    let library = reload(&library, &desk.source()).unwrap().library;
    assert_eq!(names(&library), ["1", "2"]);
    // Readers have seen the office as 2; a newer paragraph does not take that.
    desk.write([&[&[RIVERS], &[NOBODY], &[OFFICE]], &[&[MINISTRY]]]);
    let library = reload(&library, &desk.source()).unwrap().library;
    assert_eq!(names(&library), ["1", "3", "2"]);

    // A ledger that cannot be right: the last good version is served on, and no file is touched.
    for bad in
        ["form = 9\n", "<<<<<<< HEAD\n", "form = 2\n[[block]]\nat = \"1/1\"\n", "form = \"two\"\n"]
    {
        fs::write(desk.root.join("a/ledger.toml"), bad).unwrap();
        let now = reload(&library, &desk.source()).unwrap();
        assert_eq!(now.kept_old, std::slice::from_ref(&slug), "{bad}");
        let fault = now.faults.iter().find(|fault| fault.is_error()).unwrap();
        assert!(fault.file == "a/ledger.toml" && fault.line > 0, "{fault}");
        assert_eq!(names(&now.library), ["1", "3", "2"]);
        assert_eq!(fs::read(desk.root.join("a/ledger.toml")).unwrap(), bad.as_bytes());
    }
}
