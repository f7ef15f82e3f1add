//! What a page says to machines that cite: schema.org data, `Link` headers, the site map, robots.
//!
//! In: a report or a point. Out: a data block for the head, header values, plain documents. The
//! Highwire and Dublin Core tags are the frame template's.

use axum::http::HeaderValue;
use axum::http::header::LINK;
use serde_json::{Value, json};

use crate::annotate::AnnotatedReport;
use crate::cite::{self, File};
use crate::library::name;
use crate::model::{Author, Point, Report};
use crate::render::Html;
use crate::web::address::{Address, Form};
use crate::web::answer::{Made, TEXT, essence};

use super::Shelf;
use super::view::View;

/// Site maps hold no more (sitemaps.org, protocol 0.9).
const MOST_IN_MAP: usize = 50_000;

/// The page as data by schema.org: the report with its judgments, or a part of it. None for pages
/// that are neither.
pub(super) fn data(view: View<'_>, address: &Address) -> Option<Html> {
    let id = view.absolute(address);
    let mut data = match address {
        Address::Report(_) => {
            let mut data = report(view);
            data["hasPart"] = judgments(view);
            data
        }
        Address::Point(_, point @ (Point::Section(_) | Point::Block(..) | Point::Sentence(..))) => {
            let judgment = match point {
                Point::Section(id) => {
                    let section = &view.edition().sections[view.edition().find_section(id)?];
                    section.number.map(|number| claim(view, number, section.title.plain(), point))
                }
                _ => None,
            };
            let mut data = judgment.unwrap_or_else(|| {
                let kind = match point {
                    Point::Section(_) => "Chapter",
                    _ => "Quotation",
                };
                let mut data = json!({ "@type": kind, "name": name::point(view.report, point) });
                if let Some(words) = super::words(view, point) {
                    data["text"] = words.into();
                }
                data
            });
            data["isPartOf"] = report(view);
            data
        }
        _ => return None,
    };
    data["@context"] = "https://schema.org".into();
    data["@id"] = id.as_str().into();
    data["url"] = id.into();
    Some(Html::data(&data.to_string()))
}

fn claim(view: View<'_>, number: u32, statement: &str, point: &Point) -> Value {
    json!({
        "@type": "Claim",
        "@id": view.absolute(&view.address(point.clone())),
        "name": name::point(view.report, point),
        "position": number,
        "text": statement,
    })
}

fn judgments(view: View<'_>) -> Value {
    let sections = view.edition().sections.iter();
    let claims = sections.filter_map(|section| {
        let point = Point::Section(section.id.clone());
        Some(claim(view, section.number?, section.title.plain(), &point))
    });
    claims.collect::<Vec<_>>().into()
}

fn report(view: View<'_>) -> Value {
    let url = view.absolute(&Address::Report(view.slug().clone()));
    let about = &view.edition().report;
    let Report { authors, publisher, published, language, source_url, .. } = about;
    let author = |author: &Author| {
        let (kind, belongs) = if cite::is_organization(author, about) {
            ("Organization", "parentOrganization")
        } else {
            ("Person", "affiliation")
        };
        let mut data = json!({ "@type": kind, "name": author.name });
        if let Some(family) = &author.family {
            data["familyName"] = family.as_str().into();
        }
        if let Some(affiliation) = &author.affiliation {
            data[belongs] = json!({ "@type": "Organization", "name": affiliation });
        }
        data
    };
    let mut data = json!({
        "@type": "Report",
        "@id": url,
        "url": url,
        "name": about.full_title(),
        "author": authors.iter().map(author).collect::<Vec<_>>(),
        "inLanguage": language,
        "image": view.absolute(&Address::Card(view.slug().clone(), None)),
    });
    if let Some(publisher) = publisher {
        data["publisher"] = json!({ "@type": "Organization", "name": publisher });
    }
    if let Some(date) = published {
        data["datePublished"] = date.to_string().into();
    }
    if let Some(source) = source_url {
        data["isBasedOn"] = source.as_str().into();
    }
    data
}

/// `made` with the ways to what else there is of `address`: the same words in other forms, what to
/// cite (RFC 8574), what describes it.
pub(super) fn link(shelf: Shelf<'_>, address: &Address, made: Made) -> Made {
    let (slug, section) = match address {
        Address::Report(slug) => (slug, None),
        Address::Point(slug, point) => match point {
            Point::Section(id) | Point::Block(id, _) | Point::Sentence(id, ..) => (slug, Some(id)),
            Point::Note(_) => (slug, None),
            _ => return made,
        },
        _ => return made,
    };
    let Address::Cite(_, point) = address.citation(slug) else { return made };
    let at = |to: &Address| format!("<{}{to}>", shelf.origin);
    let file = File::CslJson;
    let described = at(&Address::CiteFile(slug.clone(), point, file));
    let mut links = vec![
        format!("{}; rel=\"cite-as\"", at(address)),
        format!("{described}; rel=\"describedby\"; type=\"{}\"", file.media_type()),
    ];
    links.extend(section.into_iter().flat_map(|section| {
        Form::ALL.map(|form| {
            let to = at(&Address::Form(slug.clone(), section.clone(), form));
            let media_type = essence(form.media_type());
            format!("{to}; rel=\"alternate\"; type=\"{media_type}\"")
        })
    }));
    // Addresses print ASCII, and a host is ASCII too.
    match HeaderValue::from_str(&links.join(", ")) {
        Ok(value) => made.header(LINK, value),
        Err(_) => made,
    }
}

/// What robots may look at: everything but answers to queries with more than words, which have no
/// end.
pub(super) fn robots(shelf: Shelf<'_>) -> Made {
    let [search, go, verify] = [Address::Search, Address::Go, Address::Verify];
    let map = format!("{}{}", shelf.origin, Address::SiteMap);
    Made::new(
        TEXT,
        format!(
            "User-agent: *\nDisallow: {search}?*&\nDisallow: {go}?\nDisallow: {verify}?\n\n\
             Sitemap: {map}\n"
        ),
    )
}

/// Every page of a report that has words of its own, in reading order.
pub(super) fn pages(report: &AnnotatedReport) -> Vec<Address> {
    let slug = &report.edition.report.slug;
    let point = |point: Point| Address::Point(slug.clone(), point);
    let mut all = vec![Address::Report(slug.clone()), Address::All(slug.clone())];
    let sections = report.edition.sections.iter();
    all.extend(sections.map(|section| point(Point::Section(section.id.clone()))));
    all.push(Address::Notes(slug.clone()));
    let numbers = report.edition.note_numbers();
    all.extend(numbers.iter().map(|number| point(Point::Note(*number))));
    let register = &report.register;
    all.push(Address::Entities(slug.clone()));
    all.extend(register.entities.iter().map(|entity| point(Point::Entity(entity.id.clone()))));
    all.push(Address::Themes(slug.clone()));
    all.extend(register.themes.iter().map(|theme| point(Point::Theme(theme.id.clone()))));
    all.extend([
        Address::Evidence(slug.clone()),
        Address::Figures(slug.clone()),
        Address::Timeline(slug.clone()),
        Address::Language(slug.clone()),
    ]);
    if report.edition.receipt.is_some() {
        all.push(Address::Receipt(slug.clone()));
    }
    all
}

/// Every page that has words of its own, by whole URLs (sitemaps.org, protocol 0.9).
pub(super) fn site_map(shelf: Shelf<'_>) -> Vec<String> {
    let mut all = vec![Address::Library];
    all.extend(shelf.library.reports().iter().flat_map(|report| pages(report)));
    all.truncate(MOST_IN_MAP);
    all.iter().map(|address| format!("{}{address}", shelf.origin)).collect()
}
