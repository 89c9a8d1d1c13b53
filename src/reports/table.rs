//! Tables for spreadsheets and databases: one row a file in the columns of DROID, and one row a value.

use crate::model::evidence::escape_bytes;
use crate::model::{Case, Exhibit, IdentifiedBy, Standing, Status};
use crate::properties::keys;
use crate::reports::Report;
use crate::reports::standing::sentence;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The columns that DROID 6 exports, which tools of archives read; after them the standing of the document.
const DROID: [&str; 20] = [
    "ID",
    "PARENT_ID",
    "URI",
    "FILE_PATH",
    "NAME",
    "METHOD",
    "STATUS",
    "SIZE",
    "TYPE",
    "EXT",
    "LAST_MODIFIED",
    "EXTENSION_MISMATCH",
    "SHA256_HASH",
    "FORMAT_COUNT",
    "PUID",
    "MIME_TYPE",
    "FORMAT_NAME",
    "FORMAT_VERSION",
    "STANDING",
    "STANDING_SENTENCE",
];

/// The columns of values.
const EVIDENCE: [&str; 15] = [
    "EXHIBIT",
    "FILE_PATH",
    "SHA256_HASH",
    "NUMBER",
    "PROPERTY",
    "LABEL",
    "ROLE",
    "VALUE",
    "AS_WRITTEN",
    "REVISION",
    "OBJECT",
    "STREAM",
    "FIRST_BYTE",
    "BEHIND_LAST_BYTE",
    "PLACE",
];

/// The check that finds a name that does not fit the content.
const MISMATCH: &str = "polyglot-type";

/// The table of files, in the columns of an export of DROID and some more.
#[derive(Debug, Default)]
pub struct Files {
    numbers: BTreeMap<String, u64>,
    count: u64,
}

impl Report for Files {
    fn begin(&mut self, _: &Case, writer: &mut dyn Write) -> io::Result<()> {
        row(writer, DROID.iter().map(|name| (*name).to_owned()))
    }

    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        self.file(&exhibit, writer)
    }
}

impl Files {
    /// Writes the row of a file.
    fn file(&mut self, exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        self.count += 1;
        // Only what is inside the last file can name a parent again.
        if exhibit.parent.is_none() {
            self.numbers.clear();
        }
        self.numbers.insert(exhibit.id.clone(), self.count);
        let parent = exhibit.parent.as_ref().and_then(|parent| self.numbers.get(parent));
        let read = &exhibit.extraction;
        let format = &read.format;
        let name = exhibit.inside.last().unwrap_or(&exhibit.file);
        let name = name.rsplit('/').next().unwrap_or(name);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let method = match format.identified_by() {
            IdentifiedBy::Nothing => "",
            IdentifiedBy::Name => "Extension",
            IdentifiedBy::Container => "Container",
            IdentifiedBy::Signature => "Signature",
        };
        // What was not looked into (a link, a device) is not done.
        let status = match read.status {
            Status::Error => "Error",
            Status::Skipped if exhibit.sha256.is_empty() => "Not started",
            _ => "Done",
        };
        let holds = read.evidence.iter().any(|evidence| keys::MEMBER.holds(&evidence.property));
        let mismatch = exhibit.reasoned.findings.iter().any(|finding| finding.name == MISMATCH);
        row(
            writer,
            [
                self.count.to_string(),
                parent.map(u64::to_string).unwrap_or_default(),
                address_of(exhibit),
                named(exhibit),
                name.to_owned(),
                method.to_owned(),
                status.to_owned(),
                exhibit.size.to_string(),
                if holds { "Container" } else { "File" }.to_owned(),
                extension.to_owned(),
                // A time of the disk is no part of what was examined.
                String::new(),
                mismatch.to_string(),
                exhibit.sha256.clone(),
                usize::from(!format.puid.is_empty()).to_string(),
                format.puid.clone(),
                format.mime.clone(),
                format.name.clone(),
                format.version.clone(),
                Standing::of(exhibit).name().to_owned(),
                sentence(exhibit).to_owned(),
            ],
        )
    }
}

/// The table of values: a row for each piece of evidence.
#[derive(Debug, Clone, Copy)]
pub struct Values;

impl Report for Values {
    fn begin(&mut self, _: &Case, writer: &mut dyn Write) -> io::Result<()> {
        row(writer, EVIDENCE.iter().map(|name| (*name).to_owned()))
    }

    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        for evidence in &exhibit.extraction.evidence {
            let locus = &evidence.locus;
            let role = evidence.role.and_then(|role| serde_json::to_value(role).ok());
            let role = role.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
            row(
                writer,
                [
                    exhibit.id.clone(),
                    exhibit.path.clone(),
                    exhibit.sha256.clone(),
                    evidence.id.to_string(),
                    evidence.property.clone(),
                    evidence.label(),
                    role.to_owned(),
                    evidence.value_text(),
                    evidence.raw.clone(),
                    locus.revision.map(|revision| revision.to_string()).unwrap_or_default(),
                    locus.object.clone().unwrap_or_default(),
                    locus.stream.clone().unwrap_or_default(),
                    locus.bytes.map(|bytes| bytes.start.to_string()).unwrap_or_default(),
                    locus.bytes.map(|bytes| bytes.end.to_string()).unwrap_or_default(),
                    locus.path.clone(),
                ],
            )?;
        }
        Ok(())
    }
}

/// The path; of a name that is no UTF-8 its own bytes, escaped, since a path of signs for lost bytes names no file.
fn named(exhibit: &Exhibit) -> String {
    let digits = exhibit.path_bytes.as_deref().filter(|_| exhibit.parent.is_none());
    let bytes = digits.and_then(|digits| base16ct::mixed::decode_vec(digits).ok());
    bytes.map_or_else(|| exhibit.path.clone(), |bytes| escape_bytes(&bytes))
}

/// A row with every field in quotes, as DROID writes it.
pub(super) fn row(writer: &mut dyn Write, fields: impl IntoIterator<Item = String>) -> io::Result<()> {
    let mut line = String::new();
    for (number, field) in fields.into_iter().enumerate() {
        if number > 0 {
            line.push(',');
        }
        line.push('"');
        line.push_str(&tame(&field).replace('"', "\"\""));
        line.push('"');
    }
    line.push('\n');
    writer.write_all(line.as_bytes())
}

/// A text that no spreadsheet takes for a formula (it would run in the hands of whoever opens the table), and that acts on nothing.
fn tame(field: &str) -> String {
    let shown = crate::reports::escape::safe(field);
    let is_number = shown.parse::<f64>().is_ok();
    let runs = shown.starts_with(['=', '+', '-', '@', '|', '%']) && !is_number;
    if runs { format!("'{shown}") } else { shown }
}

/// A path as an address: relative to the folder in which valla ran, where it was given so.
pub(super) fn address(path: &str) -> String {
    let root = if path.starts_with('/') { "file://" } else { "file:" };
    format!("{root}{}", utf8_percent_encode(path, IN_A_PATH))
}

/// What is encoded of a name in an address: all but the unreserved characters (RFC 3986, 2.3).
const IN_A_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is encoded of a path in an address: the same, but for the slashes between its names.
const IN_A_PATH: &AsciiSet = &IN_A_NAME.remove(b'/');

/// A name as one part of an address.
pub(super) fn name_in_address(name: &str) -> String {
    utf8_percent_encode(name, IN_A_NAME).to_string()
}

/// The address of an exhibit: what is inside a file is its fragment.
pub(super) fn address_of(exhibit: &Exhibit) -> String {
    let mut address = address(&exhibit.file);
    for (at, name) in exhibit.inside.iter().enumerate() {
        address.push(if at == 0 { '#' } else { '/' });
        address.push_str(&name_in_address(name));
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        assert_eq!(tame("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(tame("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(tame("-5"), "-5");
        assert_eq!(tame("+04:00"), "'+04:00");
        assert_eq!(tame("a\nb"), "a\\u{a}b");
        assert_eq!(address("/a b/ü.pdf"), "file:///a%20b/%C3%BC.pdf");
    }
}
