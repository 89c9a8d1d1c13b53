//! Objects by number and revision, with the place of their bytes.

use crate::formats::budget::Purse;
use crate::formats::pdf::encryption::Access;
use crate::formats::pdf::history::Walk;
use crate::formats::pdf::stream::{Undecoded, decode, for_lopdf, raw};
use crate::formats::pdf::syntax::{Dictionary, Id, Object, Parser, Spanned};
use crate::formats::pdf::xref::Entry;
use crate::model::{ByteRange, Locus};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Where an object's bytes are.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the file itself; spans are absolute.
    File {
        /// Where the data of a stream begin.
        stream: Option<usize>,
        /// Whether its strings and its stream were encrypted there.
        encrypted: bool,
    },
    /// In a decoded object stream; spans count from its first decoded byte.
    ObjectStream {
        /// The stream's object.
        container: Id,
        /// Its encoded bytes in the file.
        bytes: ByteRange,
    },
}

/// An object that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its number.
    pub id: Id,
    /// The object.
    pub object: Spanned,
    /// Where its bytes are.
    pub place: Place,
}

impl Found {
    /// The dictionary, of a stream too.
    #[must_use]
    pub fn dictionary(&self) -> Option<&Dictionary> {
        if let Object::Dictionary(dictionary) = &self.object.object { Some(dictionary) } else { None }
    }

    /// Whether its bytes were encrypted in the file.
    #[must_use]
    pub fn was_encrypted(&self) -> bool {
        matches!(self.place, Place::File { encrypted: true, .. })
    }

    /// The locus of a value within this object.
    #[must_use]
    pub fn locus(&self, revision: u32, value: &Spanned, path: String) -> Locus {
        let mut locus = Locus { revision: Some(revision), object: Some(self.id.to_string()), path, ..Locus::default() };
        match &self.place {
            Place::File { encrypted, .. } => {
                // Names and numbers of an encrypted file are in the clear.
                let closed = *encrypted && matches!(value.object, Object::String(_));
                locus.stream = closed.then(|| format!("encrypted object {}", self.id));
                locus.bytes = Some(ByteRange::new(value.start, value.end));
            }
            Place::ObjectStream { container, bytes } => {
                locus.stream = Some(format!("object stream {container}"));
                locus.bytes = Some(*bytes);
                locus.decoded = Some(ByteRange::new(value.start, value.end));
            }
        }
        locus
    }
}

struct ObjectStream {
    container: Id,
    bytes: ByteRange,
    data: Vec<u8>,
    offsets: BTreeMap<u32, usize>,
}

/// The objects of a walked file.
pub struct Objects<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// The walk.
    pub walk: &'a Walk,
    /// What may still be spent.
    pub purse: &'a Purse,
    /// How streams and strings can be read.
    pub access: Access,
    undecrypted: BTreeSet<Id>,
    cache: BTreeMap<usize, Option<Rc<ObjectStream>>>,
}

impl<'a> Objects<'a> {
    /// Of a walked file.
    #[must_use]
    pub fn new(bytes: &'a [u8], walk: &'a Walk, purse: &'a Purse) -> Self {
        Self { bytes, walk, purse, access: Access::Plain, undecrypted: BTreeSet::new(), cache: BTreeMap::new() }
    }

    fn depth(&self) -> usize {
        usize::try_from(self.purse.budget.depth).unwrap_or(usize::MAX)
    }

    /// The object as a revision has it.
    pub fn get(&mut self, number: u32, revision: u32) -> Option<Found> {
        match self.walk.entry(number, revision)? {
            Entry::Free => None,
            Entry::InUse { offset } => self.at(offset).filter(|found| found.id.number == number),
            Entry::Compressed { container } => self.compressed(number, container, revision),
        }
    }

    /// The object at an offset of the file.
    pub fn at(&mut self, offset: usize) -> Option<Found> {
        if self.purse.is_empty() {
            return None;
        }
        let mut parser = Parser::new(self.bytes, offset, self.depth());
        let indirect = parser.indirect();
        if parser.is_too_deep() {
            self.purse.reach("depth", self.purse.budget.depth);
        }
        self.purse.parsed(parser.position().saturating_sub(offset));
        let mut indirect = indirect?;
        let encrypted = match &self.access {
            Access::Opened(key) => {
                if key.strings(indirect.id, &mut indirect.object).is_err() {
                    self.undecrypted.insert(indirect.id);
                    return None;
                }
                true
            }
            Access::Plain | Access::Closed => false,
        };
        let place = Place::File { stream: indirect.stream, encrypted };
        Some(Found { id: indirect.id, object: indirect.object, place })
    }

    /// The objects that the key of the file does not decrypt.
    #[must_use]
    pub fn undecrypted(&self) -> &BTreeSet<Id> {
        &self.undecrypted
    }

    fn compressed(&mut self, number: u32, container: u32, revision: u32) -> Option<Found> {
        if matches!(self.access, Access::Closed) || self.purse.is_empty() {
            return None;
        }
        let Entry::InUse { offset } = self.walk.entry(container, revision)? else { return None };
        let stream = match self.cache.get(&offset) {
            Some(stream) => stream.clone(),
            None => {
                let stream = self.object_stream(offset).map(Rc::new);
                self.cache.insert(offset, stream.clone());
                stream
            }
        }?;
        let start = *stream.offsets.get(&number)?;
        let mut parser = Parser::new(&stream.data, start, self.depth());
        let object = parser.object();
        if parser.is_too_deep() {
            self.purse.reach("depth", self.purse.budget.depth);
        }
        self.purse.parsed(parser.position().saturating_sub(start));
        let object = object?;
        Some(Found {
            id: Id { number, generation: 0 },
            object,
            place: Place::ObjectStream { container: stream.container, bytes: stream.bytes },
        })
    }

    /// 7.5.7: pairs of number and offset, then the objects from `/First` on.
    fn object_stream(&mut self, offset: usize) -> Option<ObjectStream> {
        let found = self.at(offset)?;
        let dictionary = found.dictionary().filter(|dictionary| dictionary.is(b"Type", b"ObjStm"))?;
        let (raw, bytes) = self.raw_stream(&found)?;
        let data = self.decode(dictionary, &raw).ok()?;
        let first = usize::try_from(dictionary.integer(b"First")?).ok()?;
        let count = usize::try_from(dictionary.integer(b"N")?).ok()?;
        let mut parser = Parser::new(data.get(..first)?, 0, 1);
        let mut offsets = BTreeMap::new();
        for _ in 0..count {
            if !self.purse.takes_entry() {
                break;
            }
            let (Some(number), Some(at)) = (parser.unsigned(), parser.unsigned()) else { break };
            if let (Ok(number), Ok(at)) = (u32::try_from(number), usize::try_from(at)) {
                offsets.entry(number).or_insert(first.saturating_add(at));
            }
        }
        Some(ObjectStream { container: found.id, bytes, data, offsets })
    }

    /// The encoded bytes of a stream, decrypted where they are encrypted, and their range in the file.
    #[must_use]
    pub fn raw_stream(&mut self, found: &Found) -> Option<(Cow<'a, [u8]>, ByteRange)> {
        let Place::File { stream: Some(start), encrypted } = found.place else { return None };
        let dictionary = found.dictionary()?;
        let length = match dictionary.get(b"Length").map(|value| &value.object) {
            Some(Object::Integer(length)) => usize::try_from(*length).ok(),
            Some(Object::Reference(id)) => self.integer_object(*id),
            _ => None,
        };
        let raw = raw(self.bytes, start, length);
        let range = ByteRange::new(start, start + raw.len());
        match &self.access {
            Access::Opened(key) if encrypted => {
                let plain = key.stream(found.id, dictionary, raw);
                if plain.is_err() {
                    self.undecrypted.insert(found.id);
                }
                Some((Cow::Owned(plain.ok()?), range))
            }
            _ => Some((Cow::Borrowed(raw), range)),
        }
    }

    fn integer_object(&mut self, id: Id) -> Option<usize> {
        let newest = u32::MAX;
        let Some(Entry::InUse { offset }) = self.walk.entry(id.number, newest) else { return None };
        match self.at(offset)?.object.object {
            Object::Integer(value) => usize::try_from(value).ok(),
            _ => None,
        }
    }

    /// Decodes a stream within what the purse has left.
    ///
    /// # Errors
    /// The filter that failed, or the limit.
    pub fn decode(&self, dictionary: &Dictionary, raw: &[u8]) -> Result<Vec<u8>, Undecoded> {
        decode(dictionary, raw, self.purse)
    }

    /// The bytes of an object, encoded: what is compared between revisions.
    pub fn written(&mut self, number: u32, revision: u32) -> Option<Vec<u8>> {
        let found = self.get(number, revision)?;
        match &found.place {
            Place::File { encrypted, .. } => {
                // The same text encrypted anew is other bytes.
                let mut written = if *encrypted {
                    format!("{:?}", for_lopdf(&found.object.object)).into_bytes()
                } else {
                    self.bytes.get(found.object.start..found.object.end)?.to_vec()
                };
                if let Some((raw, _)) = self.raw_stream(&found) {
                    written.extend_from_slice(&raw);
                }
                Some(written)
            }
            Place::ObjectStream { .. } => {
                let Some(Entry::Compressed { container }) = self.walk.entry(number, revision) else { return None };
                let Some(Entry::InUse { offset }) = self.walk.entry(container, revision) else { return None };
                let stream = self.cache.get(&offset)?.clone()?;
                stream.data.get(found.object.start..found.object.end).map(<[u8]>::to_vec)
            }
        }
    }

    /// The bytes of a value within an object, as they are in the file or in the decoded object stream; of an encrypted
    /// string what it decrypts to.
    #[must_use]
    pub fn bytes_of(&self, found: &Found, value: &Spanned) -> Vec<u8> {
        match &found.place {
            Place::File { encrypted, .. } => match &value.object {
                Object::String(plain) if *encrypted => plain.clone(),
                _ => self.bytes.get(value.start..value.end).unwrap_or_default().to_vec(),
            },
            Place::ObjectStream { container, .. } => self
                .cache
                .values()
                .flatten()
                .find(|stream| stream.container == *container && stream.offsets.contains_key(&found.id.number))
                .and_then(|stream| stream.data.get(value.start..value.end))
                .unwrap_or_default()
                .to_vec(),
        }
    }

    /// Follows references until a direct object, at most eight.
    pub fn resolve(&mut self, object: &Object, revision: u32) -> Option<Found> {
        let Object::Reference(mut id) = *object else { return None };
        for _ in 0..8 {
            let found = self.get(id.number, revision)?;
            match found.object.object {
                Object::Reference(next) => id = next,
                _ => return Some(found),
            }
        }
        None
    }
}
