//! A page in HTML (HTML Living Standard; HTML 4.01; what Office and browsers write when they save one): who made it with what and when, from where it
//! was saved, its words with those that styles of its elements hide, and what it fetches.
//!
//! # Incomplete support
//! Scripts are not run, and sheets of styles are not read: what they put in, hide or date is not known.

use super::passages;
use crate::formats::budget::Purse;
use crate::formats::mail::{charset, markup};
use crate::model::{ByteRange, Concealment, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::remote::is_remote;
use crate::readers::{Content, Intake, ReadOptions, Reader, dates};
use regex::bytes::Regex;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

const F2: Editability = Editability::F2;

/// Text that a style hides.
const HIDDEN: &[Property] = &[Property::plain("html.hidden.text", F2).hidden(Concealment::SetHidden)];
/// The host of what is fetched when the page is opened.
const FETCHED: Property = Property::new("html.fetched", Role::Identifying, F2);
/// The title.
const TITLE: Property = Property::new("html.title", Role::Title, Editability::F3);
/// The address from which a browser saved the page, as it notes it.
const SAVED_FROM: Property = Property::new("html.saved-from", Role::Identifying, F2);
/// When a program that keeps pages says that it saved this one.
const SAVED: Property = Property::new("html.saved", Role::Modified, F2);

/// Names of what a page says of itself (`meta`), in small letters: with what is meant.
const NAMES: &[(&str, Property)] = &[
    ("generator", Property::new("html.meta.generator", Role::Producer, F2)),
    ("author", Property::new("html.meta.author", Role::Author, Editability::F3)),
    ("dc.creator", Property::new("html.meta.dc.creator", Role::Author, Editability::F3)),
    ("dcterms.creator", Property::new("html.meta.dcterms.creator", Role::Author, Editability::F3)),
    ("date", Property::new("html.meta.date", Role::Created, F2)),
    ("created", Property::new("html.meta.created", Role::Created, F2)),
    ("changed", Property::new("html.meta.changed", Role::Modified, F2)),
    ("dc.date", Property::new("html.meta.dc.date", Role::Created, F2)),
    ("dcterms.created", Property::new("html.meta.dcterms.created", Role::Created, F2)),
    ("dcterms.modified", Property::new("html.meta.dcterms.modified", Role::Modified, F2)),
    ("last-modified", Property::new("html.meta.last-modified", Role::Modified, F2)),
    ("article:published_time", Property::new("html.meta.published", Role::PartTime, F2)),
    ("article:modified_time", Property::new("html.meta.modified", Role::PartTime, F2)),
];
/// Fields that tell a browser how to show a page, and nothing of its making.
const OF_THE_LAYOUT: &[&str] = &[
    "content-type",
    "viewport",
    "robots",
    "referrer",
    "format-detection",
    "theme-color",
    "x-ua-compatible",
    "refresh",
];
/// So many other fields are told.
const FIELDS: usize = 60;
/// What Office writes into a page that it saves, in its own elements.
const OF_OFFICE: &[(&str, Property)] = &[
    ("o:author", Property::new("html.office.author", Role::Author, Editability::F3)),
    ("o:lastauthor", Property::new("html.office.last-author", Role::LastAuthor, Editability::F3)),
    ("o:created", Property::new("html.office.created", Role::Created, F2)),
    ("o:lastsaved", Property::new("html.office.last-saved", Role::Modified, F2)),
    ("o:lastprinted", Property::new("html.office.last-printed", Role::Printed, F2)),
    ("o:template", Property::new("html.office.template", Role::Template, F2)),
    ("o:company", Property::plain(keys::HTML_COMPANY, Editability::F3)),
    ("o:version", Property::new("html.office.version", Role::ProducerVersion, F2)),
    ("o:revision", Property::plain("html.office.revision", F2)),
];

static META: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?is-u)<meta\s([^>]{1,4000})>").ok());
static ELEMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?is-u)<(title|o:[a-z]{3,20})(?:\s[^>]{0,400})?>([^<]{0,2000})</").ok());
static FROM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?is-u)<!-- saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->").ok());
static KEPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?is-u)(?:saved date|Saved on|snapshot date|saved date is)\s*[:=]?\s*([^\r\n<(]{8,60})").ok()
});
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?is-u)([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#).ok());

/// The head of a page, in which it says who made it.
const HEAD: usize = 256 << 10;
/// Comments of programs that keep pages are near the beginning.
const NOTE: usize = 2 << 10;
/// So many hosts are told.
const HOSTS: usize = 50;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct WebPage;

impl Reader for WebPage {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn specification(&self) -> &'static str {
        "HTML Living Standard; HTML 4.01; Microsoft Office HTML"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["html"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, _: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
        let named = said_of_itself(head, &mut intake);
        of_office(head, &mut intake);
        of_keepers(head, &mut intake);
        let text = decoded(bytes, named.as_deref());
        words(&text, &mut intake);
        intake.limits_of(purse);
        intake.finish()
    }
}

/// The text; by a mark at its beginning, by the name that it states, or by a guess.
fn decoded(bytes: &[u8], named: Option<&str>) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned();
    }
    named.and_then(|name| charset::decode(name, bytes)).unwrap_or_else(|| charset::guess(bytes).0)
}

/// What the page says of itself; the character set that it names.
fn said_of_itself(head: &[u8], intake: &mut Intake) -> Option<String> {
    let (meta, attribute) = (META.as_ref()?, ATTRIBUTE.as_ref()?);
    let (mut charset, mut fields) = (None, 0);
    for found in meta.captures_iter(head) {
        let Some(inner) = found.get(1) else { continue };
        let (mut name, mut content) = (String::new(), None);
        for one in attribute.captures_iter(inner.as_bytes()) {
            let key = String::from_utf8_lossy(&one[1]).to_lowercase();
            let Some(value) = one.get(2).or_else(|| one.get(3)).or_else(|| one.get(4)) else { continue };
            match key.as_str() {
                "name" | "property" | "http-equiv" => name = String::from_utf8_lossy(value.as_bytes()).to_lowercase(),
                "content" => content = Some(value),
                "charset" => charset = Some(String::from_utf8_lossy(value.as_bytes()).into_owned()),
                _ => {}
            }
        }
        let Some(content) = content else { continue };
        let said = charset::guess(content.as_bytes()).0;
        if name == "content-type" {
            charset = charset.or_else(|| said.split("charset=").nth(1).map(|name| name.trim().to_owned()));
        }
        let start = inner.start() + content.start();
        let path = format!("meta {name}");
        match NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, property)) => tell(property, &said, content.as_bytes(), start, &path, intake),
            None if !name.is_empty() && !OF_THE_LAYOUT.contains(&name.as_str()) && fields < FIELDS => {
                fields += 1;
                let property = Property { editability: F2, ..Property::named(keys::HTML_FIELD, &name) };
                tell(&property, &said, content.as_bytes(), start, &path, intake);
            }
            None => {}
        }
    }
    charset
}

/// What Office writes into a page, and its title.
fn of_office(head: &[u8], intake: &mut Intake) {
    let Some(element) = ELEMENT.as_ref() else { return };
    for found in element.captures_iter(head) {
        let (Some(name), Some(content)) = (found.get(1), found.get(2)) else { continue };
        let name = String::from_utf8_lossy(name.as_bytes()).to_lowercase();
        let said = charset::guess(content.as_bytes()).0;
        let property = match name.as_str() {
            "title" if intake.count(&TITLE) == 0 => &TITLE,
            name => match OF_OFFICE.iter().find(|(known, _)| *known == name) {
                Some((_, property)) => property,
                None => continue,
            },
        };
        tell(property, said.trim(), content.as_bytes(), content.start(), &name, intake);
    }
}

/// What browsers and programs that keep pages note.
fn of_keepers(head: &[u8], intake: &mut Intake) {
    if let Some(found) = FROM.as_ref().and_then(|from| from.captures(head)).and_then(|found| found.get(1)) {
        let said = String::from_utf8_lossy(found.as_bytes()).into_owned();
        tell(&SAVED_FROM, &said, found.as_bytes(), found.start(), "comment", intake);
    }
    let note = head.get(..NOTE.min(head.len())).unwrap_or_default();
    let is_kept =
        memchr::memmem::find(note, b"SingleFile").is_some() || memchr::memmem::find(note, b"HTTrack").is_some();
    if let Some(found) =
        KEPT.as_ref().filter(|_| is_kept).and_then(|kept| kept.captures(note)).and_then(|found| found.get(1))
    {
        let said = String::from_utf8_lossy(found.as_bytes()).trim().to_owned();
        tell(&SAVED, &said, found.as_bytes(), found.start(), "comment", intake);
    }
}

fn tell(property: &Property, said: &str, raw: &[u8], start: usize, path: &str, intake: &mut Intake) {
    let is_date = matches!(property.role, Some(Role::Created | Role::Modified | Role::Printed | Role::PartTime));
    let reading = match said.trim() {
        "" => return,
        said if is_date => dates::iso(said),
        said => Reading::Present(Value::Text(markup::resolved(said))),
    };
    let locus =
        Locus { bytes: Some(ByteRange::new(start, start + raw.len())), path: path.to_owned(), ..Locus::default() };
    intake.evidence(property, raw, reading, locus);
}

fn words(text: &str, intake: &mut Intake) {
    let page = markup::read(text);
    let mut hosts: BTreeSet<&str> = BTreeSet::new();
    for one in page.fetched.iter().filter(|one| is_remote(&one.address)) {
        let host =
            one.address.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        if hosts.len() < HOSTS && hosts.insert(host) {
            let locus = Locus { path: "what the page fetches".to_owned(), ..Locus::default() };
            intake.evidence(&FETCHED, one.address.as_bytes(), Reading::Present(Value::Text(host.to_owned())), locus);
        }
    }
    let place = |number| Locus { path: format!("paragraph {number}"), ..Locus::default() };
    passages::hand_over(page.runs, HIDDEN, place, intake);
}
