//! Encrypted files: the standard security handler (ISO 32000-2:2020, 7.6). The ciphers and key derivations are lopdf's.
//!
//! Many honest files are encrypted with the empty password, only to forbid printing or copying; they are read like any
//! other. A password is tried, never guessed, and never recorded.

use crate::formats::pdf::encryption::{Access, Key};
use crate::formats::pdf::objects::{Found, Objects, Place};
use crate::formats::pdf::syntax::{Dictionary, Id, Object};
use crate::model::trouble::LOCKED;
use crate::model::{Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::pdf::properties::{ENCRYPTION, FEATURE};
use memchr::memmem;

/// Reads the encryption dictionary that the trailer names, and opens the file where a password does.
pub fn open(objects: &mut Objects<'_>, passwords: &[String], intake: &mut Intake) -> Access {
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    let walk = objects.walk;
    let trailers = || walk.revisions.iter().rev().flat_map(|walked| walked.sections.iter().rev());
    let entry = trailers().find_map(|section| section.trailer.get(b"Encrypt").cloned());
    let Some(entry) = entry else { return Access::Plain };
    let found = match &entry.object {
        // Null means the same as no entry (7.3.9), and so does a reference to what does not exist (7.3.10).
        Object::Null => return Access::Plain,
        Object::Reference(id) => match objects.resolve(&entry.object, last) {
            Some(found) if found.object.object == Object::Null => return Access::Plain,
            None if objects.walk.entry(id.number, last).is_none() => return Access::Plain,
            found => found,
        },
        Object::Dictionary(_) => Some(Found {
            id: Id { number: 0, generation: 0 },
            object: entry.clone(),
            place: Place::File { stream: None, encrypted: false },
        }),
        _ => None,
    };
    let Some((found, dictionary)) = found.and_then(|found| found.dictionary().cloned().map(|keys| (found, keys)))
    else {
        intake.warn(
            "encryption-unreadable",
            "the trailer says the file is encrypted, but the encryption dictionary cannot be read",
            None,
        );
        intake.partial();
        return Access::Closed;
    };
    let locus = found.locus(1, &found.object, "Encrypt".to_owned());
    let raw = objects.bytes_of(&found, &found.object);
    features(&dictionary, &raw, &locus, intake);
    let identifier: Vec<Vec<u8>> = trailers()
        .find_map(|section| section.trailer.array(b"ID"))
        .unwrap_or_default()
        .iter()
        .filter_map(|half| if let Object::String(bytes) = &half.object { Some(bytes.clone()) } else { None })
        .collect();
    // For a certificate there is no password to ask for (7.6.5).
    if dictionary.name(b"Filter").is_some_and(|filter| filter != b"Standard") {
        let filter = dictionary.name(b"Filter").map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        let value = Reading::Present(Value::Text(filter.clone()));
        intake.evidence(&HANDLER, filter.as_bytes(), value, locus.clone());
        intake.partial();
        let message = format!(
            "the file is encrypted for the holder of a certificate or by a program of its own ({filter}); no password opens it, \
             and valla read only what is not encrypted"
        );
        intake.warn(LOCKED, message, Some(locus));
        return Access::Closed;
    }
    match Key::open(&dictionary, found.id, &identifier, passwords) {
        Ok(key) => Access::Opened(Box::new(key)),
        Err(why) => {
            intake.partial();
            intake.warn(
                LOCKED,
                format!("the file is encrypted and cannot be opened ({why}); supply a password with --password-file"),
                Some(locus),
            );
            Access::Closed
        }
    }
}

/// The handler that encrypted the file, where it is not the standard one.
const HANDLER: Property = Property::plain("pdf.encryption.handler", Editability::F1);

/// The revision of the handler and the ciphers date the writer.
fn features(dictionary: &Dictionary, raw: &[u8], locus: &Locus, intake: &mut Intake) {
    if let Some(revision) = dictionary.integer(b"R") {
        let token = format!("encryption:R{revision}");
        intake.evidence(&ENCRYPTION, raw, Reading::Present(Value::Text(token)), locus.clone());
    }
    for method in [b"AESV2".as_slice(), b"AESV3", b"AESV4"] {
        if memmem::find(raw, &[b"/".as_slice(), method].concat()).is_some() {
            let token = format!("encryption:{}", String::from_utf8_lossy(method));
            intake.evidence(&FEATURE, method, Reading::Present(Value::Text(token)), locus.clone());
        }
    }
}
