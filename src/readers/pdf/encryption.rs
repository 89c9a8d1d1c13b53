//! Encrypted files: the standard security handler (ISO 32000-2:2020, 7.6). The ciphers and key derivations are lopdf's.
//!
//! Many honest files are encrypted with the empty password, only to forbid printing or copying; they are read like any
//! other. A password is tried, never guessed, and never recorded.

use crate::model::{Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use crate::readers::pdf::objects::{Found, Objects, Place};
use crate::readers::pdf::properties::{ENCRYPTION, FEATURE};
use crate::readers::pdf::stream::for_lopdf;
use crate::readers::pdf::syntax::{Dictionary, Id, Object, Spanned};
use lopdf::encryption::{EncryptionState, PasswordAlgorithm, decrypt_object};
use memchr::memmem;

/// How the strings and streams of a file can be read.
#[derive(Debug, Default)]
pub enum Access {
    /// As they stand.
    #[default]
    Plain,
    /// They are encrypted, and a password opened them.
    Opened(Box<Key>),
    /// They are encrypted and stay closed.
    Closed,
}

/// The key of a file.
#[derive(Debug)]
pub struct Key {
    state: EncryptionState,
    /// The encryption dictionary itself is not encrypted.
    dictionary: Id,
}

impl Key {
    /// The key by the first password that opens the file; the empty one is tried first.
    ///
    /// # Errors
    /// Why it stays closed.
    pub fn open(
        encryption: &Dictionary,
        dictionary: Id,
        identifier: &[Vec<u8>],
        passwords: &[String],
    ) -> Result<Self, String> {
        // lopdf derives keys of documents: one that holds nothing but the encryption dictionary and the identifier.
        let mut document = lopdf::Document::new();
        let at = (1, 0);
        document.objects.insert(at, for_lopdf(&Object::Dictionary(encryption.clone())));
        document.trailer.set("Encrypt", lopdf::Object::Reference(at));
        // Without `/ID` the derivation goes over nothing in its place, as in other readers.
        let half = |number: usize| identifier.get(number).cloned().unwrap_or_default();
        let halves = [half(0), half(1)].map(|half| lopdf::Object::String(half, lopdf::StringFormat::Hexadecimal));
        document.trailer.set("ID", lopdf::Object::Array(halves.to_vec()));
        let algorithm = PasswordAlgorithm::try_from(&document).map_err(|error| error.to_string())?;
        let mut why = String::new();
        for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
            let opened = document
                .authenticate_password(password)
                .and_then(|()| Ok(algorithm.sanitize_password(password)?))
                .and_then(|password| EncryptionState::decode(&document, password));
            match opened {
                Ok(state) => return Ok(Self { state, dictionary }),
                Err(error) => why = error.to_string(),
            }
        }
        Err(why)
    }

    /// Decrypts the strings of an object that stands in the file itself.
    ///
    /// # Errors
    /// What the cipher says.
    pub fn strings(&self, id: Id, object: &mut Spanned) -> Result<(), String> {
        if id == self.dictionary && id.number != 0 {
            return Ok(());
        }
        match &mut object.object {
            Object::String(bytes) => {
                let mut string = lopdf::Object::String(std::mem::take(bytes), lopdf::StringFormat::Literal);
                self.decrypt(id, &mut string)?;
                if let lopdf::Object::String(plain, _) = string {
                    *bytes = plain;
                }
                Ok(())
            }
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.strings(id, item)),
            Object::Dictionary(dictionary) => {
                // A cross-reference stream is in the clear (7.5.8.2), and so is what a signature consists of (7.6.2).
                if dictionary.is(b"Type", b"XRef") {
                    return Ok(());
                }
                let signature = dictionary.is(b"Type", b"Sig")
                    || dictionary.is(b"Type", b"DocTimeStamp")
                    || dictionary.get(b"ByteRange").is_some() && dictionary.get(b"Contents").is_some();
                dictionary
                    .entries
                    .iter_mut()
                    .filter(|(key, _)| !(signature && key == b"Contents"))
                    .try_for_each(|(_, value)| self.strings(id, value))
            }
            _ => Ok(()),
        }
    }

    /// The bytes of a stream, decrypted and still encoded by its filters.
    ///
    /// # Errors
    /// What the cipher says.
    pub fn stream(&self, id: Id, dictionary: &Dictionary, raw: &[u8]) -> Result<Vec<u8>, String> {
        // The strings of the dictionary are decrypted by now; what says how the stream is encrypted are names.
        let mut keys = lopdf::Dictionary::new();
        for key in [b"Type".as_slice(), b"Filter", b"DecodeParms"] {
            if let Some(value) = dictionary.get(key) {
                keys.set(key, for_lopdf(&value.object));
            }
        }
        let mut stream = lopdf::Object::Stream(lopdf::Stream::new(keys, raw.to_vec()));
        self.decrypt(id, &mut stream)?;
        match stream {
            lopdf::Object::Stream(stream) => Ok(stream.content),
            _ => Err("no stream".to_owned()),
        }
    }

    fn decrypt(&self, id: Id, object: &mut lopdf::Object) -> Result<(), String> {
        decrypt_object(&self.state, (id.number, id.generation), object).map_err(|error| error.to_string())
    }
}

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
        intake.warn("encrypted", message, Some(locus));
        return Access::Closed;
    }
    match Key::open(&dictionary, found.id, &identifier, passwords) {
        Ok(key) => Access::Opened(Box::new(key)),
        Err(why) => {
            intake.partial();
            intake.warn(
                "encrypted",
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
