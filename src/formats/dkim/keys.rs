//! The keys of domains, as an examiner has them in a file: who published which key, from when until when.
//!
//! A file in CSV with a line of names, in UTF-8; lines that begin with `#` are comments. Its columns, in any order:
//!
//! - `selector`, `domain`: the key is published at `selector._domainkey.domain`;
//! - `p`: the key in base64, or the whole record (`v=DKIM1; k=rsa; p=...`), as the DNS has it;
//! - `valid_from`: the first day on which it was published (ISO 8601); may be empty or left out;
//! - `valid_until`: the day by which it was out of use, on which somebody saw that it was gone or replaced; may be empty or left out,
//!   and must be where only the last day is known on which somebody saw it;
//! - `published`: the day on which its private half became public, where it did; may be empty or left out;
//! - `source`: where the row is from; may be empty or left out.

use super::tags::Tags;
use crate::model::{Error, Moment};
use base64ct::{Base64, Encoding};
use der::Decode;
use serde::{Deserialize, Serialize};
use spki::SubjectPublicKeyInfoRef;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// A larger file is not read, in bytes: every worker has a copy.
pub const FILE_LIMIT: usize = 24 << 20;
/// `rsaEncryption` (RFC 8017, A.1).
pub const RSA: &str = "1.2.840.113549.1.1.1";

const COLUMNS: [&str; 7] = ["selector", "domain", "p", "valid_from", "valid_until", "published", "source"];

/// What is wrong with a file of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It is longer than [`FILE_LIMIT`].
    #[error("it has more than {} MiB; leave out the domains that do not occur in the mails", FILE_LIMIT >> 20)]
    TooLong,
    /// It is no text.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// Its first line does not name a column that is needed.
    #[error(
        "its first line does not name the column {0}; it names columns from: selector, domain, p, valid_from, valid_until, published, source"
    )]
    ColumnMissing(&'static str),
    /// Its first line names a column that means nothing.
    #[error("its first line names {0:?}, which is no column of a keys file")]
    ColumnUnknown(String),
    /// A line is no row.
    #[error("line {line}: {what}")]
    Row {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        what: RowFault,
    },
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowFault {
    /// It has more or fewer fields than the first line, or quotation marks that do not end.
    #[error("no row of this table: {0}")]
    Form(String),
    /// It has no selector or no domain.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// The record is no list of tags.
    #[error("the record has {0}")]
    Tags(super::tags::Fault),
    /// The record has no key.
    #[error("the record has no p=")]
    NoKey,
    /// The key is no base64.
    #[error("p is not base64")]
    NotBase64,
    /// A day is none.
    #[error("{0} is not a day such as 2014-05-13")]
    Day(&'static str),
}

/// Which kind of key a record is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// RSA: the bytes are `RSAPublicKey` (RFC 8017, A.1.1).
    Rsa,
    /// Ed25519 (RFC 8463): the bytes are the point.
    Ed25519,
    /// Another, by its name.
    Other(String),
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The name of the key, in lower case.
    pub selector: String,
    /// The domain, in lower case.
    pub domain: String,
    /// The kind of the key.
    pub kind: Kind,
    /// The key; empty where the domain withdrew it.
    pub key: Vec<u8>,
    /// For which digests it may be used (`h=`); none for any.
    pub digests: Option<Vec<String>>,
    /// Whether it may be used for mail (`s=`).
    pub is_for_mail: bool,
    /// Whether the user's domain must be this one, and none below it (`t=s`).
    pub is_strict: bool,
    /// From when.
    pub valid_from: Option<Moment>,
    /// Until when.
    pub valid_until: Option<Moment>,
    /// When its private half became public.
    pub published: Option<Moment>,
    /// Where the row is from.
    pub source: String,
}

/// The keys that the examiner has; for a worker and for the key of a reading the text of the file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct KeyFile {
    text: Arc<str>,
    table: Arc<Table>,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Row>,
    /// Rows by selector and domain.
    by_name: HashMap<String, Vec<usize>>,
    /// When the private halves of keys became public, whoever published the row: the earliest days.
    published: HashMap<Vec<u8>, Moment>,
}

impl PartialEq for KeyFile {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for KeyFile {}

impl From<KeyFile> for String {
    fn from(keys: KeyFile) -> Self {
        keys.text.to_string()
    }
}

impl TryFrom<String> for KeyFile {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::of_csv(text.as_bytes())
    }
}

fn name(selector: &str, domain: &str) -> String {
    format!("{selector}._domainkey.{domain}").to_ascii_lowercase()
}

impl KeyFile {
    /// The keys of a file.
    ///
    /// # Errors
    /// When it cannot be read, or is no file of keys.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let refused = |message: String| Error::Unreadable { path: path.to_path_buf(), message };
        let bytes = std::fs::read(path).map_err(|why| refused(why.to_string()))?;
        Self::of_csv(&bytes).map_err(|why| refused(why.to_string()))
    }

    /// The keys of a text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of_csv(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > FILE_LIMIT {
            return Err(Fault::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotUtf8)?;
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let table_text = text.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(table_text.as_bytes());
        let of_row = |why: csv::Error| {
            let line = why.position().map_or(1, csv::Position::line);
            Fault::Row { line, what: RowFault::Form(why.to_string()) }
        };
        let header = reader.headers().map_err(of_row)?.clone();
        if let Some(unknown) = header.iter().find(|column| !COLUMNS.contains(column)) {
            return Err(Fault::ColumnUnknown(unknown.to_owned()));
        }
        let column = |name: &str| header.iter().position(|column| column == name);
        if let Some(missing) = COLUMNS.iter().take(3).find(|name| column(name).is_none()) {
            return Err(Fault::ColumnMissing(missing));
        }
        let places = COLUMNS.map(column);
        let mut table = Table::default();
        for record in reader.records() {
            let record = record.map_err(of_row)?;
            let line = record.position().map_or(1, |position| line(table_text, position));
            let row = row(&record, &places).map_err(|what| Fault::Row { line, what })?;
            let number = table.rows.len();
            table.by_name.entry(name(&row.selector, &row.domain)).or_default().push(number);
            if let Some(day) = row.published.as_ref().filter(|_| !row.key.is_empty()) {
                let earliest = table.published.entry(row.key.clone()).or_insert_with(|| day.clone());
                if day.earliest < earliest.earliest {
                    earliest.clone_from(day);
                }
            }
            table.rows.push(row);
        }
        Ok(Self { text: text.into(), table: Arc::new(table) })
    }

    /// Whether it holds no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.rows.is_empty()
    }

    /// The rows of a name.
    pub fn named(&self, selector: &str, domain: &str) -> impl Iterator<Item = &Row> {
        let numbers = self.table.by_name.get(&name(selector, domain));
        numbers.into_iter().flatten().filter_map(|&number| self.table.rows.get(number))
    }

    /// When the private half of a key became public, by any row of the file.
    #[must_use]
    pub fn published(&self, key: &[u8]) -> Option<&Moment> {
        self.table.published.get(key)
    }
}

/// The line of a row: its position is before the comments that precede it.
fn line(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let before = text.get(start..).unwrap_or_default().lines();
    let skipped = before.take_while(|line| line.is_empty() || line.starts_with('#')).count();
    position.line() + skipped as u64
}

fn row(record: &csv::StringRecord, places: &[Option<usize>; 7]) -> Result<Row, RowFault> {
    let [selector, domain, key, valid_from, valid_until, published, source] =
        places.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
    let filled = |text: &str, column: &'static str| match text {
        "" => Err(RowFault::Empty(column)),
        text => Ok(text.trim_end_matches('.').to_ascii_lowercase()),
    };
    let day = |text: &str, column: &'static str| match text {
        "" => Ok(None),
        text => Moment::from_iso8601(text).map(Some).map_err(|_| RowFault::Day(column)),
    };
    // What a program printed from the DNS: strings in quotation marks, semicolons behind backslashes.
    let key = key.replace('"', "").replace("\\;", ";");
    let is_record = key.contains(';') || ["v=", "k=", "p="].iter().any(|start| key.starts_with(start));
    let tags = if is_record { Tags::read(key.as_bytes()).map_err(RowFault::Tags)? } else { Tags::default() };
    let coded = if is_record { tags.text("p").ok_or(RowFault::NoKey)? } else { key.split_whitespace().collect() };
    let bytes = decoded(&coded).ok_or(RowFault::NotBase64)?;
    let list = |name: &str| tags.text(name).map(|text| text.split(':').map(str::to_owned).collect::<Vec<String>>());
    let kind = match tags.text("k").as_deref() {
        Some("rsa") => Kind::Rsa,
        Some("ed25519") => Kind::Ed25519,
        Some(other) => Kind::Other(other.to_owned()),
        // A key alone: a point has 32 bytes, and RSA of that length was never in use.
        None if !is_record && bytes.len() == ED25519_BYTES => Kind::Ed25519,
        None => Kind::Rsa,
    };
    Ok(Row {
        selector: filled(selector, "selector")?,
        domain: filled(domain, "domain")?,
        key: if kind == Kind::Rsa { inner(&bytes) } else { bytes },
        kind,
        digests: list("h"),
        is_for_mail: list("s").is_none_or(|services| services.iter().any(|one| one == "*" || one == "email")),
        is_strict: list("t").is_some_and(|flags| flags.iter().any(|flag| flag == "s")),
        valid_from: day(valid_from, "valid_from")?,
        valid_until: day(valid_until, "valid_until")?,
        published: day(published, "published")?,
        source: source.to_owned(),
    })
}

const ED25519_BYTES: usize = 32;

/// The key of RSA itself: most records wrap it (RFC 5280, 4.1), and some do not.
fn inner(bytes: &[u8]) -> Vec<u8> {
    let wrapped = SubjectPublicKeyInfoRef::from_der(bytes).ok().filter(|info| info.algorithm.oid.to_string() == RSA);
    wrapped.map_or_else(|| bytes.to_vec(), |info| info.subject_public_key.raw_bytes().to_vec())
}

/// The bytes of base64, whether it is filled up at its end or not.
#[must_use]
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim_end_matches('=');
    let filled = format!("{bare}{}", "=".repeat((4 - bare.len() % 4) % 4));
    Base64::decode_vec(&filled).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    fn fault(text: &str) -> String {
        KeyFile::of_csv(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn rows_are_found_by_their_names_and_keys_alone_or_in_records() {
        let text = format!(
            "# my keys\ndomain,selector,p,valid_until,published\nExample.COM.,A,{POINT},2014-05-13,2016\n# more\n\
             example.com,b,\"v=DKIM1; k=ed25519; h=sha256; t=y:s; p={POINT}\",,2015-01-02\nexample.com,c,k=rsa; p=,,2014\n"
        );
        let keys = KeyFile::of_csv(text.as_bytes()).unwrap();
        let a = keys.named("a", "EXAMPLE.com").next().unwrap();
        assert_eq!((a.kind.clone(), a.key.len(), a.is_strict), (Kind::Ed25519, 32, false));
        assert_eq!(a.valid_until.as_ref().unwrap().text, "2014-05-13");
        let b = keys.named("b", "example.com").next().unwrap();
        assert_eq!((b.digests.clone(), b.is_strict), (Some(vec!["sha256".to_owned()]), true));
        assert!(keys.named("c", "example.com").next().unwrap().key.is_empty());
        assert_eq!(keys.published(&a.key).unwrap().text, "2015-01-02");
        assert_eq!(keys.named("d", "example.com").count(), 0);
        let again: KeyFile = serde_json::from_str(&serde_json::to_string(&keys).unwrap()).unwrap();
        assert_eq!(again, keys);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert!(fault("selector,domain\na,b\n").contains("the column p"));
        assert!(fault("selector,domain,p,until\n").contains("\"until\""));
        assert_eq!(fault("selector,domain,p\n#\na,b,c!\n"), "line 3: p is not base64");
        assert_eq!(fault("selector,domain,p\n,b,YQ==\n"), "line 2: selector is empty");
        assert!(fault("selector,domain,p\na,b\n").starts_with("line 2: no row"));
        assert_eq!(
            fault("selector,domain,p,valid_until\na,b,YQ==,May\n"),
            "line 2: valid_until is not a day such as 2014-05-13"
        );
        assert_eq!(fault("selector,domain,p\na,b,v=DKIM1; k=rsa\n"), "line 2: the record has no p=");
        assert!(KeyFile::of_csv(b"\xff").is_err());
    }
}
