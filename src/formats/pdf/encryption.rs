//! The key of an encrypted file: the standard security handler (ISO 32000-2:2020, 7.6). The ciphers and key derivations are lopdf's.

use crate::formats::pdf::stream::for_lopdf;
use crate::formats::pdf::syntax::{Dictionary, Id, Object, Spanned};
use lopdf::encryption::{EncryptionState, PasswordAlgorithm, decrypt_object};

/// How the strings and streams of a file can be read.
#[derive(Debug, Default)]
pub enum Access {
    /// As they are.
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

    /// Decrypts the strings of an object that is in the file itself.
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
