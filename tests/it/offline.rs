//! What browsers keep to read without a connection: the manifest, the worker, the list of files.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use sidenote::library::{Library, Source};

use crate::web::{Server, small_report};

const LIST: &str = "/a-report/offline.json";

/// Asks as a browser does: a list that is not ready in time is made all the same, for who asks next.
async fn json(server: &Server, target: &str) -> Value {
    let mut got = server.get(target).await;
    for _ in 0..20 {
        if got.status == StatusCode::SERVICE_UNAVAILABLE {
            got = server.get(target).await;
        }
    }
    assert_eq!(got.status, StatusCode::OK, "{target}");
    serde_json::from_slice(&got.body).expect("JSON")
}

/// The files of a list: path, hash, octets.
fn files(list: &Value) -> Vec<(String, String, usize)> {
    serde_json::from_value(list["files"].clone()).expect("three of each")
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..16].iter().fold(String::new(), |hex, octet| format!("{hex}{octet:02x}"))
}

#[tokio::test]
async fn the_manifest_names_icons_that_are_there() {
    let server = Server::new();
    let got = server.get("/manifest.webmanifest").await;
    assert_eq!(got.header("content-type"), "application/manifest+json");
    assert_eq!(got.header("cache-control"), "no-cache");
    let manifest: Value = serde_json::from_slice(&got.body).expect("JSON");
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"/".into(), &"/".into()));
    let icons = manifest["icons"].as_array().expect("icons");
    let mut purposes = BTreeSet::new();
    for icon in icons {
        let (src, kind) = (icon["src"].as_str().unwrap(), icon["type"].as_str().unwrap());
        let picture = server.get(src).await;
        assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, kind));
        if kind == "image/png" {
            // Width and height stand at a fixed place (PNG, 11.2.1).
            let size = |at: usize| u32::from_be_bytes(picture.body[at..at + 4].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{}x{}", size(16), size(20)), "{src}");
        }
        purposes.insert(format!("{kind} {}", icon["purpose"].as_str().unwrap()));
    }
    let all =
        ["image/png any", "image/png maskable", "image/svg+xml any", "image/svg+xml maskable"];
    assert_eq!(purposes, all.map(str::to_owned).into());
    for page in ["/", "/a-report", "/a-report/1/1", "/nothing"] {
        let page = server.get(page).await;
        assert!(page.text().contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\">"));
    }
}

#[tokio::test]
async fn the_worker_is_small_and_asked_for_anew() {
    let server = Server::new();
    let got = server.ask(Method::GET, "/worker.js", &[("accept-encoding", "br")]).await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(got.header("cache-control"), "no-cache");
    assert!(got.header("content-security-policy").contains("connect-src 'self'"));
    assert!(got.body.len() <= 2_500, "the worker is {} bytes compressed", got.body.len());
    let plain = server.get("/worker.js").await;
    assert!(plain.text().contains("addEventListener(\"fetch\""));
}

/// Every file of the list is there, under that hash, and can be kept.
async fn check_list(server: &Server, path: &str) -> Vec<String> {
    let list = json(server, path).await;
    let (mut fetched, mut stored) = (0, 0);
    let mut paths = Vec::new();
    for (path, wanted, size) in files(&list) {
        let got = server.get(&path).await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert_eq!(hash(&got.body), wanted, "{path}");
        let pressed = server.ask(Method::GET, &path, &[("accept-encoding", "br, gzip")]).await;
        assert_eq!(pressed.body.len(), size, "{path}");
        assert_ne!(got.header("vary"), "*", "{path}");
        fetched += size;
        stored += got.body.len();
        paths.push(path);
    }
    assert_eq!((&list["fetched"], &list["stored"]), (&fetched.into(), &stored.into()));
    paths
}

#[tokio::test]
async fn every_file_of_the_list_is_there_as_it_says() {
    let server = Server::new();
    let paths = check_list(&server, LIST).await;
    let all: BTreeSet<_> = paths.iter().map(String::as_str).collect();
    assert_eq!(all.len(), paths.len(), "each stands there once");
    for wanted in [
        "/a-report",
        "/a-report/all",
        "/a-report/1",
        "/a-report/1.json",
        "/a-report/notes",
        "/a-report/entities/huawei",
        "/a-report/themes/drones",
        "/a-report/figures",
        "/basket",
        "/offline",
    ] {
        assert!(all.contains(wanted), "{wanted} is not in {all:?}");
    }
    // What the pages are drawn with.
    for page in ["/a-report", "/a-report/1", "/a-report/entities", "/offline", "/basket"] {
        let page = server.get(page).await;
        for asset in page.text().split('"').filter(|value| value.starts_with("/assets/")) {
            assert!(all.contains(asset), "{asset} is not kept");
        }
    }
    // Points that stand on another page, and what needs the server, are not.
    for absent in ["/a-report/1/1", "/a-report/notes/1", "/search", "/", LIST] {
        assert!(!all.contains(absent), "{absent} is kept");
    }
    assert_eq!(server.get("/other/offline.json").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_list_changes_with_the_content_and_with_nothing_else() {
    let server = Server::new();
    let before = json(&server, LIST).await;
    assert_eq!(json(&Server::new(), LIST).await, before);
    let mut changed = small_report();
    changed.edition.report.rights = Some("Other rights.".to_owned());
    server.site.replace(Library::of(vec![changed]).expect("an index"));
    let after = json(&server, LIST).await;
    assert_ne!(after["version"], before["version"]);
    let (before, after) = (files(&before), files(&after));
    let of = |files: &[(String, String, usize)], path: &str| {
        files.iter().find(|file| file.0 == path).map(|file| file.1.clone()).expect("it is there")
    };
    assert_ne!(of(&before, "/a-report/1"), of(&after, "/a-report/1"), "the footer says the rights");
    for same in ["/a-report/1.json", "/offline"] {
        assert_eq!(of(&before, same), of(&after, same), "{same}");
    }
}

#[tokio::test]
async fn the_embedded_reports_can_be_kept() {
    let (library, _) = Library::read(&Source::Embedded).expect("a library");
    let server = Server::of(library);
    let slugs: Vec<_> = server
        .site
        .snapshot()
        .library
        .reports()
        .iter()
        .map(|report| report.edition.report.slug.to_string())
        .collect();
    for slug in slugs {
        check_list(&server, &format!("/{slug}/offline.json")).await;
    }
}
