//! Features that date the writer: version, encryption, extensions, what the catalog and the streams use.

use crate::formats::pdf::catalog::latest_pointer;
use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::stream::filters;
use crate::formats::pdf::syntax::{Dictionary, Object};
use crate::model::evidence::hexadecimal;
use crate::model::{ByteRange, Locus, Reading, Value};
use crate::readers::Intake;
use crate::readers::pdf::properties::{CATALOG_VERSION, FEATURE, HEADER, ID_CHANGING, ID_PERMANENT};
use std::collections::BTreeSet;

/// Keys of the catalog that came with a later version of the format.
const CATALOG_KEYS: &[&[u8]] =
    &[b"OCProperties", b"AF", b"DSS", b"Collection", b"MarkInfo", b"StructTreeRoot", b"Extensions", b"DPartRoot"];
/// Filters that came with a later version of the format.
const FILTERS: &[&[u8]] = &[b"FlateDecode", b"JBIG2Decode", b"JPXDecode", b"BrotliDecode", b"Crypt"];

/// The header's version.
pub fn header(bytes: &[u8], offset: usize, intake: &mut Intake) {
    let head = bytes.get(offset..offset.saturating_add(16).min(bytes.len())).unwrap_or_default();
    let Some(version) = head.strip_prefix(b"%PDF-") else {
        intake.warn("no-header", "the file has no %PDF- header in its first 1,024 bytes", None);
        return;
    };
    let length = version.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let written = version.get(..length).unwrap_or_default();
    let locus = Locus {
        revision: Some(1),
        bytes: Some(ByteRange::new(offset, offset + 5 + length)),
        path: "header".to_owned(),
        ..Locus::default()
    };
    let reading = if written.is_empty() {
        Reading::Unreadable("no version after %PDF-".to_owned())
    } else {
        Reading::Present(Value::Text(String::from_utf8_lossy(written).into_owned()))
    };
    intake.evidence(&HEADER, head.get(..5 + length).unwrap_or_default(), reading, locus);
    if offset > 0 {
        intake.warn("header-not-first", format!("{offset} bytes come before the %PDF- header"), None);
    }
}

/// The two halves of `/ID` in every revision that changes one.
pub fn identifiers(objects: &Objects<'_>, intake: &mut Intake) {
    let mut before: [Option<Vec<u8>>; 2] = [None, None];
    for (position, walked) in objects.walk.revisions.iter().enumerate() {
        let revision = u32::try_from(position + 1).unwrap_or(u32::MAX);
        let Some(halves) = walked.sections.iter().rev().find_map(|section| section.trailer.array(b"ID")) else {
            continue;
        };
        for (number, half) in halves.iter().take(2).enumerate() {
            let Object::String(bytes) = &half.object else { continue };
            let Some(old) = before.get_mut(number) else { continue };
            if old.as_ref() == Some(bytes) {
                continue;
            }
            let property = if number == 0 { &ID_PERMANENT } else { &ID_CHANGING };
            let raw = objects.bytes.get(half.start..half.end).unwrap_or_default();
            let locus = Locus {
                revision: Some(revision),
                bytes: Some(ByteRange::new(half.start, half.end)),
                path: format!("trailer/ID[{number}]"),
                ..Locus::default()
            };
            intake.evidence(property, raw, Reading::Present(Value::Bytes(hexadecimal(bytes))), locus);
            *old = Some(bytes.clone());
        }
    }
}

/// Features by revision: each is handed over for the revision that brought it in.
#[derive(Debug, Default)]
pub struct Features {
    seen: BTreeSet<String>,
}

impl Features {
    fn add(&mut self, token: String, locus: Locus, raw: &[u8], intake: &mut Intake) {
        if self.seen.insert(token.clone()) {
            intake.evidence(&FEATURE, raw, Reading::Present(Value::Text(token)), locus);
        }
    }

    /// What the file's own structure uses in a revision.
    pub fn structure(&mut self, objects: &Objects<'_>, revision: u32, intake: &mut Intake) {
        let Some(walked) = usize::try_from(revision).ok().and_then(|number| objects.walk.revisions.get(number - 1))
        else {
            return;
        };
        for section in &walked.sections {
            let locus = |path: &str| Locus {
                revision: Some(revision),
                bytes: Some(ByteRange::new(section.start, section.start + 4)),
                path: path.to_owned(),
                ..Locus::default()
            };
            if section.stream.is_some() {
                self.add("structure:xref-stream".to_owned(), locus("cross-reference stream"), b"/XRef", intake);
            }
            if section.hybrid.is_some() {
                self.add("structure:hybrid-xref".to_owned(), locus("trailer/XRefStm"), b"/XRefStm", intake);
            }
        }
    }

    /// What the catalog of a revision uses.
    pub fn catalog(&mut self, objects: &mut Objects<'_>, revision: u32, intake: &mut Intake) {
        let Some(catalog) =
            latest_pointer(objects, revision, b"Root").and_then(|root| objects.get(root.number, revision))
        else {
            return;
        };
        let Some(dictionary) = catalog.dictionary() else { return };
        if let Some(version) = dictionary.get(b"Version") {
            let name = match &version.object {
                Object::Name(name) => Reading::Present(Value::Text(String::from_utf8_lossy(name).into_owned())),
                _ => Reading::Unreadable("the catalog's /Version is not a name".to_owned()),
            };
            if self.seen.insert(format!("catalog-version:{name:?}")) {
                let locus = catalog.locus(revision, version, "Catalog/Version".to_owned());
                intake.evidence(&CATALOG_VERSION, &objects.bytes_of(&catalog, version), name, locus);
            }
        }
        for key in CATALOG_KEYS {
            if let Some(value) = dictionary.get(key) {
                let key = String::from_utf8_lossy(key);
                let locus = catalog.locus(revision, value, format!("Catalog/{key}"));
                self.add(format!("catalog:{key}"), locus, key.as_bytes(), intake);
            }
        }
        if let Some(extensions) = dictionary.dictionary(b"Extensions") {
            for (developer, value) in &extensions.entries {
                let Object::Dictionary(extension) = &value.object else { continue };
                let (Some(level), developer) =
                    (extension.integer(b"ExtensionLevel"), String::from_utf8_lossy(developer))
                else {
                    continue;
                };
                let locus = catalog.locus(revision, value, format!("Catalog/Extensions/{developer}"));
                self.add(format!("extension:{developer}:{level}"), locus, developer.as_bytes(), intake);
            }
        }
    }

    /// What one object uses.
    pub fn object(&mut self, found: &Found, dictionary: &Dictionary, revision: u32, intake: &mut Intake) {
        let locus = |path: &str| found.locus(revision, &found.object, path.to_owned());
        if dictionary.is(b"Type", b"ObjStm") {
            self.add("structure:object-stream".to_owned(), locus("object stream"), b"/ObjStm", intake);
        }
        for filter in filters(dictionary) {
            if FILTERS.contains(&filter) {
                let name = String::from_utf8_lossy(filter);
                if !self.seen.contains(&format!("filter:{name}")) {
                    self.add(format!("filter:{name}"), locus("Filter"), filter, intake);
                }
            }
        }
        if let Some(sub_filter) = dictionary.name(b"SubFilter").filter(|_| dictionary.get(b"ByteRange").is_some()) {
            let name = String::from_utf8_lossy(sub_filter);
            self.add(format!("signature:{name}"), locus("SubFilter"), sub_filter, intake);
        }
        if dictionary.is(b"Type", b"DocTimeStamp") {
            self.add("signature:DocTimeStamp".to_owned(), locus("Type"), b"/DocTimeStamp", intake);
        }
        if dictionary.is(b"Subtype", b"OpenType") {
            self.add("font:OpenType".to_owned(), locus("Subtype"), b"/OpenType", intake);
        }
        for (kind, prefix) in [
            (b"RichMedia".as_slice(), "annotation"),
            (b"3D", "annotation"),
            (b"Redact", "annotation"),
            (b"U3D", "stream"),
            (b"PRC", "stream"),
        ] {
            if dictionary.is(b"Subtype", kind) {
                self.add(format!("{prefix}:{}", String::from_utf8_lossy(kind)), locus("Subtype"), kind, intake);
            }
        }
        if dictionary.get(b"XFA").is_some() {
            self.add("acroform:XFA".to_owned(), locus("XFA"), b"/XFA", intake);
        }
    }
}
