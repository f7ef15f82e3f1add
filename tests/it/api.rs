//! The API: every answer has the shape that its own description gives, and says what the report
//! says.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sidenote::library::{Library, Source, lookup};
use sidenote::model::{Point, Register};
use sidenote::web::address::{Address, Parsed};

use crate::annotate::{annotated, edition};
use crate::web::{Answer, Server};

const REPORT: &str = "/api/v1/reports/a-report";

async fn get(server: &Server, target: &str) -> Value {
    let got = server.get(target).await;
    assert_eq!(got.status, StatusCode::OK, "{target}: {}", got.text());
    assert_eq!(got.header("content-type"), "application/json", "{target}");
    read(&got)
}

fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[tokio::test]
async fn a_report_counts_what_it_holds() {
    let server = Server::new();
    let report = get(&server, REPORT).await;
    assert_eq!(
        report["counts"],
        json!({
            "parts": 1, "sections": 3, "judgments": 1, "blocks": 6, "words": 65, "markers": 3,
            "notes": 3, "entities": 2, "mentions": 3, "themes": 1, "pages": 2,
        })
    );
    assert_eq!(
        report["sections"][1],
        json!({
            "id": "1", "kind": "judgment", "number": 1,
            "title": "Drones spread faster than rules about them.", "part": "Part", "page": "3",
            "url": "/a-report/1", "points": 4,
        })
    );
    assert_eq!(
        report["parts"],
        json!([{ "title": "Part", "page": null, "sections": ["introduction", "1", "side-story"] }])
    );
    assert_eq!(report["authors"], json!([{ "name": "A. Writer", "affiliation": null }]));
    let rows = get(&server, "/api/v1/reports").await;
    assert_eq!(rows, json!([{ "slug": "a-report", "title": "A Report", "url": "/a-report" }]));
}

#[tokio::test]
async fn offsets_count_code_points() {
    let section = get(&Server::new(), &format!("{REPORT}/sections/1")).await;
    let block = &section["blocks"][1];
    let text: Vec<char> = block["text"].as_str().expect("text").chars().collect();
    let words = |range: &Value| -> String {
        let at = |index: usize| {
            usize::try_from(range[index].as_u64().expect("a number")).expect("small")
        };
        text[at(0)..at(1)].iter().collect()
    };
    assert_eq!(words(&block["sentences"][1]), "Café Noir did not.");
    let mention = &block["mentions"][0];
    assert_eq!(mention["entity"], "ziyan");
    assert_eq!(words(&json!([mention["start"], mention["end"]])), "Ziyan");
    assert_eq!(words(&json!([0, block["markers"][0]["offset"]])).chars().last(), Some('.'));
    assert_eq!(section["title_markers"], json!([{ "note": 2, "offset": 43 }]));
    assert_eq!(block["themes"], json!(["drones"]));
    assert_eq!(section["blocks"][0]["kind"], "heading");
    assert_eq!(section["blocks"][0]["url"], "/a-report/1/who-sells");
}

#[tokio::test]
async fn notes_entities_themes_and_pages_stand_in_their_sentences() {
    let server = Server::new();
    let note = get(&server, &format!("{REPORT}/notes/3")).await;
    assert_eq!(
        note,
        json!({
            "number": 3, "text": null, "gloss": null,
            "source": { "kind": "none", "name": null }, "url": "/a-report/notes/3",
            "markers": [{
                "url": "/a-report/1/1.1",
                "sentence": "Ziyan sold its drones to many – “all who paid”, it says.",
            }],
        })
    );
    let title = get(&server, &format!("{REPORT}/notes/2")).await;
    assert_eq!(title["markers"][0]["url"], "/a-report/1");
    let entity = get(&server, &format!("{REPORT}/entities/huawei")).await;
    assert_eq!(
        entity["mentions"],
        json!([
            { "url": "/a-report/1/3.1", "sentence": "Huawei is one such firm.", "alias": "Huawei" },
            {
                "url": "/a-report/side-story/1.1",
                "sentence": "Huawei, again, and point one once more.", "alias": "Huawei",
            },
        ])
    );
    let theme = get(&server, &format!("{REPORT}/themes/drones")).await;
    assert_eq!(theme["points"], json!(["/a-report/1", "/a-report/1/1"]));
    assert_eq!(theme["judgments"], json!([1]));
    let pages = get(&server, &format!("{REPORT}/pages")).await;
    assert_eq!(
        pages,
        json!([
            {
                "page": "3", "url": "/a-report/introduction/1",
                "text": "In the year 2018 I travelled to China.",
            },
            { "page": "4", "url": "/a-report/1/1.1", "text": "“all who paid”, it says." },
        ])
    );
}

#[tokio::test]
async fn what_is_not_there_offers_what_is_near() {
    let server = Server::new();
    for (target, nearest) in [
        ("/api/v1/reports/a-reprot", "/a-report"),
        ("/api/v1/reports/a-report/sections/2", "/a-report/1"),
        ("/api/v1/reports/a-report/notes/9", "/a-report/notes/3"),
        ("/api/v1/reports/a-report/entities/huawai", "/a-report/entities/huawei"),
        ("/api/v1/reports/a-report/themes/drone", "/a-report/themes/drones"),
    ] {
        let got = server.get(target).await;
        assert_eq!(got.status, StatusCode::NOT_FOUND, "{target}");
        let problem = read(&got);
        assert_eq!(problem["nearest"][0]["url"], nearest, "{problem}");
        assert_eq!(problem["status"], 404);
    }
}

#[tokio::test]
async fn lists_hold_what_single_answers_hold() {
    let server = Server::new();
    for (list, single) in
        [("notes", "notes/1"), ("entities", "entities/huawei"), ("themes", "themes/drones")]
    {
        let all = get(&server, &format!("{REPORT}/{list}")).await;
        assert_eq!(all[0], get(&server, &format!("{REPORT}/{single}")).await, "{list}");
    }
}

/// A reference, and the path that it leads to; `?` before candidates.
async fn check_reference(server: &Server, reference: &str, expected: &str) {
    let target = format!("/api/v1/resolve?ref={}", encode(reference));
    let got = get(server, &target).await;
    let urls = if let Some(candidates) = got["candidates"].as_array() {
        let urls = candidates.iter().map(|one| one["url"].as_str().expect("a path"));
        format!("? {}", urls.collect::<Vec<_>>().join(" "))
    } else {
        got["url"].as_str().expect("a path").to_owned()
    };
    assert_eq!(urls, expected, "{reference}");
}

pub(crate) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[tokio::test]
async fn references_lead_to_points_and_near_misses_to_candidates() {
    let server = Server::new();
    for (reference, expected) in [
        ("KJ1", "/a-report/1"),
        ("judgment one", "/a-report/1"),
        ("1", "/a-report/1"),
        ("1/1", "/a-report/1/1"),
        ("1/1.2", "/a-report/1/1.2"),
        ("Judgment 1, paragraph 2", "/a-report/1/2"),
        ("n3", "/a-report/notes/3"),
        ("note 2", "/a-report/notes/2"),
        ("p. 4", "/a-report/page/4"),
        ("HUAWEI", "/a-report/entities/huawei"),
        ("drones", "/a-report/themes/drones"),
        ("a side story", "/a-report/side-story"),
        ("side-story", "/a-report/side-story"),
        ("introduction", "/a-report/introduction"),
        ("who sells", "/a-report/1/who-sells"),
        ("a report", "/a-report"),
        ("KJ17", "? /a-report/1"),
        ("note 99", "? /a-report/notes/3 /a-report/notes/2 /a-report/notes/1"),
        ("page 400", "? /a-report/page/3 /a-report/page/4"),
        ("1/99", "? /a-report/1"),
        ("1/1.99", "? /a-report/1/1 /a-report/1"),
        ("Huawai", "? /a-report/entities/huawei"),
        ("1.1", "/a-report/1/1"),
        ("1:1.2", "/a-report/1/1.2"),
        ("pp. 3-4", "/a-report/page/3"),
        ("notes 2–3", "/a-report/notes/2"),
        ("https://reports.example/a-report/1/1.2?v=abcdefg", "/a-report/1/1.2"),
        ("http://127.0.0.1:8080/a-report/1#p1.2", "/a-report/1/1.2"),
        ("/a-report/1.md#p2", "/a-report/1/2"),
        ("<https://reports.example/a-report/1#who-sells>", "/a-report/1/who-sells"),
        ("https://reports.example/a-report/all#1-p2", "/a-report/1/2"),
        ("https://reports.example/a-report/all#section-side-story", "/a-report/side-story"),
        ("https://reports.example/a-report/notes#n3", "/a-report/notes/3"),
        ("https://reports.example/a-report/1#r2", "/a-report/notes/2"),
        ("https://reports.example/a-report/1#page-4", "/a-report/page/4"),
        ("https://reports.example/a-report/1#:~:text=Caf%C3%A9%20Noir,not.", "/a-report/1/1.2"),
        ("https://reports.example/a-report/1#p1:~:text=paid-,it%20says", "/a-report/1/1.1"),
        ("https://reports.example/a-report/", "/a-report"),
        ("https://elsewhere.example/publications/a-report", "? "),
        ("Writer, “A Report” (Some Institute, 2019), 4, n. 3.", "/a-report/notes/3"),
        ("Writer, A Report, judgment 1, paragraph 2, printed page 4", "/a-report/1/2"),
        ("Writer 2019, p. 4, https://reports.example/a-report/1/2.", "/a-report/1/2"),
        ("quite another thing", "? "),
        ("\u{202e}🦀", "? "),
    ] {
        check_reference(&server, reference, expected).await;
    }
    let long = format!("/api/v1/resolve?ref={}", "a".repeat(4_000));
    assert_eq!(get(&server, &long).await, json!({ "candidates": [] }));
    assert_eq!(server.get("/api/v1/resolve").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/api/v1/resolve?ref=++").await.status, StatusCode::BAD_REQUEST);
}

/// A quotation, the verdict and where; differences as `quoted>printed`.
async fn check_quote(server: &Server, quote: &str, verdict: &str, url: &str, differences: &str) {
    let got = get(server, &format!("/api/v1/verify?quote={}", encode(quote))).await;
    let differing: Vec<String> = got["differences"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            format!(
                "{}>{}",
                one["quoted"].as_str().expect("words"),
                one["printed"].as_str().expect("words")
            )
        })
        .collect();
    assert_eq!(
        (got["verdict"].as_str(), got["url"].as_str().unwrap_or_default(), &*differing.join(" ")),
        (Some(verdict), url, differences),
        "{quote}: {got}"
    );
}

#[tokio::test]
async fn quotations_are_verbatim_close_or_absent() {
    let server = Server::new();
    let (first, state) = ("/a-report/1/1.1", "/a-report/1/2");
    for quote in [
        "Ziyan sold its drones to many – “all who paid”, it says.",
        "Ziyan sold its drones to many - \"all who paid\", it says",
        "‘Ziyan sold its drones to many—’all who paid’, it says.’",
        "[Ziyan] sold its drones … it says.",
        "[z]iyan sold its drones",
        "sold [all] its drones",
        "sold its drones [. . .] it says,",
        "sold  its\u{a0}dro\u{ad}nes",
        "sold its dro-\r\n  nes to many",
        "sold its dro- nes to many",
        "sold its dro\u{ad}\nnes to many",
        "all who paid”, it says.3",
    ] {
        check_quote(&server, quote, "verbatim", first, "").await;
    }
    for quote in
        ["The state should pay", "The state [should] pay… and the army", "pay and the army"]
    {
        let verdict = if quote.starts_with("pay") { "close" } else { "verbatim" };
        let got = get(&server, &format!("/api/v1/verify?quote={}", encode(quote))).await;
        assert_eq!(got["verdict"], verdict, "{quote}");
        assert!(got["url"].as_str().expect("a path").starts_with(state), "{quote}");
    }
    check_quote(&server, "it says. Café Noir did not", "verbatim", "/a-report/1/1", "").await;
    check_quote(&server, "Cafe\u{301} Noir did not.", "verbatim", "/a-report/1/1.2", "").await;
    check_quote(&server, "such firm. Huawei, again", "absent", "", "").await;
    check_quote(&server, "Ziyan sold its planes to many", "close", first, "planes>drones").await;
    check_quote(&server, "ziyan sold its drones", "close", first, "ziyan>Ziyan").await;
    check_quote(&server, "old its drones", "close", first, "old>sold").await;
    check_quote(&server, "SenseTime sold its drones", "absent", "", "").await;
    for absent in ["Nothing of this kind was ever written there", "军民融合", "🦀", "…", "\"\""]
    {
        check_quote(&server, absent, "absent", "", "").await;
    }
    let once_more = get(&server, "/api/v1/verify?quote=Huawei").await;
    assert_eq!(once_more["url"], "/a-report/1/3.1");
    assert_eq!(once_more["elsewhere"], json!(["/a-report/side-story/1.1"]));
    let missing = server.get("/api/v1/verify").await;
    assert_eq!(missing.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_quotation_with_something_left_out_is_where_the_least_is() {
    let far = "Words of another matter fill this paragraph. ".repeat(30);
    let text = format!(
        "
        # 1 China is sure.
        China is first here. War is inevitable, they say. It is inevitable […] We are sure now.

        {far}

        China aims high. China will achieve world-leading levels (worth $14.7 billion). The end \
         of it, which may lead to war. Most are made by them in Taiwan.

        Nobody commits a crime.
        "
    );
    let server = Server::of(
        Library::of(vec![annotated(edition(&text), Register::default())]).expect("an index"),
    );
    let url = |point: &str| format!("/a-report/{point}");
    for (quote, point) in [
        ("inevitable […] We are sure", "1/1.3"),
        ("China [should] achieve world-leading levels", "1/3.2"),
        ("China … world-leading levels", "1/3.2"),
        ("Part", "1"),
        ("(worth $14.7 billion).4 The end of it", "1/3"),
        ("(worth $14.7 billion). 4 The end of it", "1/3"),
        ("levels (worth $14.7 billion)4", "1/3.2"),
        ("may lead to war. 14", "1/3.3"),
        ("may lead to war.14", "1/3.3"),
    ] {
        check_quote(&server, quote, "verbatim", &url(point), "").await;
    }
    let got = get(&server, &format!("/api/v1/verify?quote={}", encode("sure … a crime"))).await;
    assert_ne!(got["verdict"], "verbatim", "{got}");
    for (quote, point, differences) in [
        ("Most are made by them in Korea.", "1/3.4", "Korea.>Taiwan."),
        ("Many are made by them in Taiwan.", "1/3.4", "Many>Most"),
        ("Yet most are made by them in Taiwan.", "1/3.4", "Yet most>Most"),
        ("The end of that, which may lead to war.14", "1/3.3", "that,>it,"),
        ("The end of that, which may lead to war. 14", "1/3.3", "that,>it,"),
        ("Most are made by them in Taiwan now", "1/3.4", "now>"),
    ] {
        check_quote(&server, quote, "close", &url(point), differences).await;
    }
}

#[tokio::test]
async fn quotations_of_scripts_without_blanks_are_found_in_part() {
    let text = "
        # 1 人工智能是国家战略。
        军民融合是重要的国家战略。Искусственный интеллект важен. الذكاء الاصطناعي مهم.";
    let server = Server::of(
        Library::of(vec![annotated(edition(text), Register::default())]).expect("an index"),
    );
    for (quote, verdict) in [
        ("军民融合", "verbatim"),
        ("重要的国家", "verbatim"),
        ("Искусственный интеллект", "verbatim"),
        ("الذكاء الاصطناعي", "verbatim"),
        ("军民融和是重要的国家战略", "close"),
        ("скусственный", "absent"),
    ] {
        let got = get(&server, &format!("/api/v1/verify?quote={}", encode(quote))).await;
        assert_eq!(got["verdict"], verdict, "{quote}: {got}");
    }
}

#[tokio::test]
async fn a_search_finds_words_and_says_where() {
    let found = get(&Server::new(), "/api/v1/search?q=drones&limit=1000").await;
    assert!(found["total"].as_u64() > Some(0), "{found}");
    for hit in found["hits"].as_array().expect("hits") {
        let text: Vec<char> = hit["text"].as_str().expect("words").chars().collect();
        for range in hit["highlights"].as_array().expect("ranges") {
            let at = |index: usize| {
                usize::try_from(range[index].as_u64().expect("a number")).expect("small")
            };
            let marked: String = text[at(0)..at(1)].iter().collect();
            assert_eq!(marked.to_lowercase(), "drones", "{hit}");
        }
    }
    for wrong in
        ["limit=-1", "offset=x", "kind=poem", "section=a%20b", "entity=A!", "report=search"]
    {
        let got = Server::new().get(&format!("/api/v1/search?q=a&{wrong}")).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{wrong}");
        let name = wrong.split('=').next().expect("a name");
        assert!(got.text().contains(name), "{wrong}: {}", got.text());
    }
}

#[tokio::test]
async fn odd_queries_are_answered() {
    let server = Server::new();
    for query in [
        "",
        " ",
        "- *",
        "*^2",
        "a:(^",
        "\"\"~3",
        "::",
        "AND",
        "((((((",
        "a\u{301}\u{301}",
        "\u{202e}",
    ] {
        let found = get(&server, &format!("/api/v1/search?q={}", encode(query))).await;
        assert!(found["hits"].is_array(), "{query}");
    }
}

#[tokio::test]
async fn every_answer_has_the_shape_that_is_described() {
    let server = Server::new();
    let api = get(&server, "/api/v1/openapi.json").await;
    let calls = [
        ("/api/v1/reports", "/api/v1/reports"),
        ("/api/v1/reports/{report}", REPORT),
        ("/api/v1/reports/{report}", "/api/v1/reports/none"),
        ("/api/v1/reports/{report}/sections/{section}", "/api/v1/reports/a-report/sections/1"),
        ("/api/v1/reports/{report}/sections/{section}", "/api/v1/reports/a-report/sections/9"),
        ("/api/v1/reports/{report}/notes", "/api/v1/reports/a-report/notes"),
        ("/api/v1/reports/{report}/notes/{note}", "/api/v1/reports/a-report/notes/1"),
        ("/api/v1/reports/{report}/notes/{note}", "/api/v1/reports/a-report/notes/x"),
        ("/api/v1/reports/{report}/entities", "/api/v1/reports/a-report/entities"),
        ("/api/v1/reports/{report}/entities/{entity}", "/api/v1/reports/a-report/entities/ziyan"),
        ("/api/v1/reports/{report}/themes", "/api/v1/reports/a-report/themes"),
        ("/api/v1/reports/{report}/themes/{theme}", "/api/v1/reports/a-report/themes/drones"),
        ("/api/v1/reports/{report}/pages", "/api/v1/reports/a-report/pages"),
        ("/api/v1/reports/{report}/annotations", "/api/v1/reports/a-report/annotations"),
        ("/api/v1/reports/{report}/annotations/{page}", "/api/v1/reports/a-report/annotations/1"),
        ("/api/v1/reports/{report}/annotations/{page}", "/api/v1/reports/a-report/annotations/9"),
        ("/api/v1/reports/{report}/cite", "/api/v1/reports/a-report/cite"),
        ("/api/v1/reports/{report}/cite", "/api/v1/reports/a-report/cite?point=1/1.2"),
        ("/api/v1/reports/{report}/cite", "/api/v1/reports/a-report/cite?point=x%20y"),
        ("/api/v1/search", "/api/v1/search?q=drones+huawai"),
        ("/api/v1/search", "/api/v1/search?limit=x"),
        ("/api/v1/suggest", "/api/v1/suggest?q=KJ1"),
        ("/api/v1/suggest", "/api/v1/suggest?q=dr&report=a-report&limit=3"),
        ("/api/v1/suggest", "/api/v1/suggest?limit=x"),
        ("/api/v1/suggest/opensearch", "/api/v1/suggest/opensearch?q=hua"),
        ("/api/v1/suggest/opensearch", "/api/v1/suggest/opensearch?report=A!"),
        ("/api/v1/resolve", "/api/v1/resolve?ref=KJ1"),
        ("/api/v1/resolve", "/api/v1/resolve?ref=KJ9"),
        ("/api/v1/verify", "/api/v1/verify?quote=Huawei"),
        ("/api/v1/verify", "/api/v1/verify?quote=sold+its+planes"),
        ("/api/v1/verify", "/api/v1/verify"),
    ];
    for (path, target) in calls {
        let got = server.get(target).await;
        let described = &api["paths"][path]["get"]["responses"][got.status.as_str()]["content"];
        let schema = &described[got.header("content-type")]["schema"];
        assert!(schema.is_object(), "{target} answers {} as nothing describes", got.status);
        let faults = faults(&api, schema, &read(&got), target);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
    let paths = api["paths"].as_object().expect("paths");
    let untried: Vec<_> =
        paths.keys().filter(|path| calls.iter().all(|(tried, _)| tried != path)).collect();
    assert!(untried.is_empty(), "not tried here: {untried:?}");
}

/// Where `value` has not the shape of `schema`; an undescribed member is a fault too.
fn faults(api: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = resolve(api, schema);
    let either = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
    if let Some(either) = either {
        let tried: Vec<_> = either.iter().map(|one| faults(api, one, value, at)).collect();
        let fits = tried.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { tried.into_iter().flatten().collect() };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ if schema.get("allOf").is_some() => vec!["object"],
        _ => return vec![format!("{at}: the schema has no type: {schema}")],
    };
    if !(kinds.contains(&kind) || kind == "integer" && kinds.contains(&"number")) {
        return vec![format!("{at}: {kind} is none of {kinds:?}")];
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        return vec![format!("{at}: {value} is none of {allowed:?}")];
    }
    let mut found = Vec::new();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                found.extend(faults(api, &schema["items"], item, &format!("{at}[{index}]")));
            }
        }
        Value::Object(members) => {
            let (properties, required) = members_of(api, schema);
            for (name, member) in members {
                match properties.iter().find(|(known, _)| known == name) {
                    Some((_, schema)) => {
                        found.extend(faults(api, schema, member, &format!("{at}.{name}")));
                    }
                    None => found.push(format!("{at}.{name} is not described")),
                }
            }
            let absent = required.iter().filter(|name| !members.contains_key(*name));
            found.extend(absent.map(|name| format!("{at}.{name} is missing")));
        }
        _ => {}
    }
    found
}

/// Properties and required names, those of all parts together.
fn members_of(api: &Value, schema: &Value) -> (Vec<(String, Value)>, Vec<String>) {
    let schema = resolve(api, schema);
    let mut properties: Vec<_> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let mut required: Vec<_> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let (more_properties, more_required) = members_of(api, part);
        properties.extend(more_properties);
        required.extend(more_required);
    }
    (properties, required)
}

fn resolve<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(path) => api.pointer(path.trim_start_matches('#')).expect("a schema that is there"),
        None => schema,
    }
}

/// The report inside the program.
const SAMPLE: &str = "/api/v1/reports/understanding-chinas-ai-strategy";

fn sample() -> Server {
    Server::of(Library::read(&Source::Embedded).expect("a library").0)
}

#[tokio::test]
async fn the_sample_has_its_counts_and_its_order() {
    let server = sample();
    let report = get(&server, SAMPLE).await;
    for (what, count) in [
        ("parts", 10),
        ("sections", 19),
        ("judgments", 16),
        ("blocks", 87),
        ("words", 8_380),
        ("markers", 98),
        ("notes", 98),
        ("pages", 20),
    ] {
        assert_eq!(report["counts"][what], count, "{what}");
    }
    let sections = report["sections"].as_array().expect("sections");
    let kinds: Vec<_> = sections.iter().map(|row| row["kind"].as_str().expect("a kind")).collect();
    let mut expected = vec!["introduction"];
    expected.extend(["judgment"; 9]);
    expected.push("box");
    expected.extend(["judgment"; 7]);
    expected.push("conclusion");
    assert_eq!(kinds, expected);
    let numbers: Vec<_> = sections.iter().filter_map(|row| row["number"].as_u64()).collect();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    let pages = get(&server, &format!("{SAMPLE}/pages")).await;
    let labels: Vec<_> = pages
        .as_array()
        .expect("pages")
        .iter()
        .map(|page| page["page"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(labels, (3..=22).map(|page| page.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn every_section_of_the_sample_adds_up() {
    let server = sample();
    let report = get(&server, SAMPLE).await;
    let api = get(&server, "/api/v1/openapi.json").await;
    let schema = &api["paths"]["/api/v1/reports/{report}/sections/{section}"]["get"]["responses"]["200"]
        ["content"]["application/json"]["schema"];
    let (mut kinds, mut markers) = (std::collections::BTreeMap::<String, usize>::new(), Vec::new());
    for row in report["sections"].as_array().expect("sections") {
        let target = format!("{SAMPLE}/sections/{}", row["id"].as_str().expect("an id"));
        let section = get(&server, &target).await;
        let faults = faults(&api, schema, &section, &target);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let blocks = section["blocks"].as_array().expect("blocks");
        assert_eq!(row["points"], blocks.len(), "{target}");
        let of_title = section["title_markers"].as_array().expect("markers").iter();
        let of_blocks =
            blocks.iter().flat_map(|block| block["markers"].as_array().expect("markers"));
        markers.extend(of_title.chain(of_blocks).map(|marker| marker["note"].as_u64()));
        for block in blocks {
            *kinds.entry(block["kind"].as_str().expect("a kind").to_owned()).or_default() += 1;
            let length = block["text"].as_str().expect("text").chars().count();
            let ends = block["sentences"].as_array().expect("sentences");
            let last = ends.last().map_or(0, |range| range[1].as_u64().expect("an offset"));
            assert_eq!(usize::try_from(last).expect("small"), length, "{}", block["url"]);
        }
    }
    assert_eq!(markers, (1..=98).map(Some).collect::<Vec<_>>());
    let expected = [("heading", 4), ("item", 8), ("paragraph", 67), ("quotation", 8)]
        .map(|(kind, count)| (kind.to_owned(), count));
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
}

/// Every path that an answer names, found in whatever member.
fn urls(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_str() {
                    Some(path) if name == "url" => {
                        found.insert(path.to_owned());
                    }
                    _ => urls(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| urls(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_path_that_the_api_names_answers_at_once() {
    let server = sample();
    let mut found = std::collections::BTreeSet::new();
    let report = get(&server, SAMPLE).await;
    urls(&report, &mut found);
    for list in ["notes", "entities", "themes", "pages"] {
        urls(&get(&server, &format!("{SAMPLE}/{list}")).await, &mut found);
    }
    for row in report["sections"].as_array().expect("sections") {
        let id = row["id"].as_str().expect("an id");
        urls(&get(&server, &format!("{SAMPLE}/sections/{id}")).await, &mut found);
    }
    assert!(found.len() > 250, "{}", found.len());
    let snapshot = server.site.snapshot();
    for url in found {
        // A sentence's page is its section's, which is asked for by its block: that the sentence
        // is there is enough.
        if let Ok(Parsed::Canonical(Address::Point(slug, point @ Point::Sentence(..)))) =
            Address::parse(&url)
        {
            let report = snapshot.library.report(&slug).expect("the sample");
            assert!(lookup::quote(report, &point).is_some(), "{url}");
            continue;
        }
        let got = server.get(&url).await;
        assert_eq!(got.status, StatusCode::OK, "{url}");
    }
}
