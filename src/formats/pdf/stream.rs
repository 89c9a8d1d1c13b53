//! Streams: their bytes as they are, and decoded (ISO 32000-2:2020, 7.3.8 and 7.4). The filters are lopdf's.

use crate::formats::budget::Purse;
use crate::formats::pdf::syntax::{Dictionary, Object};
use memchr::memmem;

/// The encoded bytes of a stream that begin at `start`: as long as `/Length` says where `endstream` follows, else up to
/// the next `endstream`.
#[must_use]
pub fn raw(bytes: &[u8], start: usize, length: Option<usize>) -> &[u8] {
    if let Some(end) = length.and_then(|length| start.checked_add(length)) {
        let behind = bytes.get(end..end.saturating_add(20).min(bytes.len())).unwrap_or_default();
        let spaces = behind.iter().take_while(|&&byte| matches!(byte, b'\r' | b'\n' | b' ')).count();
        if behind.get(spaces..).is_some_and(|behind| behind.starts_with(b"endstream")) {
            return bytes.get(start..end).unwrap_or_default();
        }
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let mut end = memmem::find(rest, b"endstream").unwrap_or(rest.len());
    // The end of line before the keyword is not of the data.
    if end < rest.len() {
        if end > 0 && rest.get(end - 1) == Some(&b'\n') {
            end -= 1;
        }
        if end > 0 && rest.get(end - 1) == Some(&b'\r') {
            end -= 1;
        }
    }
    rest.get(..end).unwrap_or_default()
}

/// The names of the filters, in the order of decoding.
#[must_use]
pub fn filters(dictionary: &Dictionary) -> Vec<&[u8]> {
    match dictionary.get(b"Filter").map(|value| &value.object) {
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(names)) => names
            .iter()
            .filter_map(|name| if let Object::Name(name) = &name.object { Some(name.as_slice()) } else { None })
            .collect(),
        _ => vec![],
    }
}

/// Whether a filter encodes the stream. `/Crypt` says only by which key it is encrypted (7.4.10), which is over when the
/// filters have their turn.
#[must_use]
pub fn is_encoded(dictionary: &Dictionary) -> bool {
    filters(dictionary).iter().any(|name| *name != b"Crypt")
}

/// Decodes the beginning of a stream, as far as it can be decoded, up to `enough` bytes or what the purse has left.
#[must_use]
pub fn decode_beginning(dictionary: &Dictionary, raw: &[u8], enough: usize, purse: &Purse) -> Vec<u8> {
    struct Beginning {
        bytes: Vec<u8>,
        enough: usize,
    }
    impl std::io::Write for Beginning {
        fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
            let room = self.enough.saturating_sub(self.bytes.len());
            self.bytes.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
            if self.bytes.len() >= self.enough { Err(std::io::Error::other("enough")) } else { Ok(piece.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    if !is_encoded(dictionary) {
        return raw.get(..enough.min(raw.len())).unwrap_or_default().to_vec();
    }
    let enough = enough.min(purse.room(raw.len()).0);
    let mut beginning = Beginning { bytes: Vec::new(), enough };
    // What came out before an error, or before it was enough, is what is asked for.
    let _ = stream_of(dictionary, raw).decompress_to_writer(&mut beginning, enough.saturating_mul(64));
    purse.expanded(beginning.bytes.len());
    beginning.bytes
}

/// Why a stream is not decoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undecoded {
    /// Nothing is left of what may be spent on the file.
    #[error("a limit for this file was reached")]
    Spent,
    /// It holds more than a limit allows.
    #[error("it decodes to more than the limit {limit} ({value}) allows")]
    Beyond {
        /// The name of the limit.
        limit: &'static str,
        /// Its value.
        value: u64,
    },
    /// It is encoded in a way that valla does not know.
    #[error("valla does not support its filter")]
    Unsupported,
    /// A filter failed, in the words of the library.
    #[error("{0}")]
    Failed(String),
}

impl Undecoded {
    /// Whether a limit kept it from being decoded, rather than its bytes.
    #[must_use]
    pub fn is_a_limit(&self) -> bool {
        matches!(self, Self::Spent | Self::Beyond { .. })
    }
}

/// Decodes a stream within what the purse has left.
///
/// # Errors
/// The filter that failed, or the limit.
pub fn decode(dictionary: &Dictionary, raw: &[u8], purse: &Purse) -> Result<Vec<u8>, Undecoded> {
    if purse.is_empty() {
        return Err(Undecoded::Spent);
    }
    let (room, limit, value) = purse.room(raw.len());
    let beyond = || {
        purse.reach(limit, value);
        Undecoded::Beyond { limit, value }
    };
    if !is_encoded(dictionary) {
        return if raw.len() > room { Err(beyond()) } else { Ok(raw.to_vec()) };
    }
    match stream_of(dictionary, raw).decompressed_content_with_limit(room) {
        Ok(data) => {
            purse.expanded(data.len());
            Ok(data)
        }
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            // What was decoded before the limit was reached has been paid for.
            purse.expanded(room);
            Err(beyond())
        }
        Err(lopdf::Error::Unimplemented(_)) => Err(Undecoded::Unsupported),
        Err(other) => {
            purse.expanded(raw.len());
            Err(Undecoded::Failed(other.to_string()))
        }
    }
}

fn stream_of(dictionary: &Dictionary, raw: &[u8]) -> lopdf::Stream {
    let (mut names, mut parameters) = (Vec::new(), Vec::new());
    let given = dictionary.get(b"DecodeParms").map(|value| &value.object);
    for (position, name) in filters(dictionary).into_iter().enumerate() {
        if name == b"Crypt" {
            continue;
        }
        names.push(lopdf::Object::Name(name.to_vec()));
        parameters.push(match given {
            Some(Object::Array(items)) => {
                items.get(position).map_or(lopdf::Object::Null, |item| for_lopdf(&item.object))
            }
            Some(one) => for_lopdf(one),
            None => lopdf::Object::Null,
        });
    }
    let mut keys = lopdf::Dictionary::new();
    keys.set("Filter", lopdf::Object::Array(names));
    keys.set("DecodeParms", lopdf::Object::Array(parameters));
    lopdf::Stream::new(keys, raw.to_vec())
}

/// The same object in lopdf's terms.
pub(super) fn for_lopdf(object: &Object) -> lopdf::Object {
    match object {
        Object::Null | Object::Real(_) => lopdf::Object::Null,
        Object::Boolean(value) => lopdf::Object::Boolean(*value),
        Object::Integer(value) => lopdf::Object::Integer(*value),
        Object::String(value) => lopdf::Object::String(value.clone(), lopdf::StringFormat::Literal),
        Object::Name(value) => lopdf::Object::Name(value.clone()),
        Object::Array(items) => lopdf::Object::Array(items.iter().map(|item| for_lopdf(&item.object)).collect()),
        Object::Dictionary(dictionary) => {
            let mut keys = lopdf::Dictionary::new();
            for (key, value) in &dictionary.entries {
                keys.set(key.as_slice(), for_lopdf(&value.object));
            }
            lopdf::Object::Dictionary(keys)
        }
        Object::Reference(id) => lopdf::Object::Reference((id.number, id.generation)),
    }
}
