//! Files inside a PDF (ISO 32000-2, 7.11): each is a document of its own.

use crate::formats::pdf::objects::{Found, Objects};
use crate::formats::pdf::syntax::{Dictionary, Object, text_string};
use crate::model::{Concealment, Editability, Property, Reading, Value};
use crate::properties::keys;
use crate::readers::credentials::{self, Store};
use crate::readers::{ChildName, Intake, ReadOptions, read_child};
use std::collections::{BTreeMap, BTreeSet};

/// The name of an embedded file, as its specification writes it.
pub const NAME: Property = Property::plain(keys::ATTACHMENT_NAME, Editability::F2).hidden(Concealment::Attachment);

/// Names of embedded files by the number of their stream, as file specifications give them.
#[derive(Debug, Default)]
pub struct Attachments {
    names: BTreeMap<u32, String>,
    streams: Vec<(u32, u32)>,
    /// Streams that are content credentials of the file (C2PA A.4).
    credentials: BTreeSet<u32>,
}

impl Attachments {
    /// Notes what one object says: a file specification (7.11.3) names a stream, an embedded file is one.
    pub fn note(
        &mut self,
        objects: &Objects<'_>,
        found: &Found,
        dictionary: &Dictionary,
        revision: u32,
        intake: &mut Intake,
    ) {
        if dictionary.is(b"Type", b"EmbeddedFile") {
            self.streams.push((found.id.number, revision));
        }
        let Some(embedded) = dictionary.dictionary(b"EF") else { return };
        let name = [b"UF".as_slice(), b"F", b"DOS", b"Unix", b"Mac"].into_iter().find_map(|key| {
            let value = dictionary.get(key)?;
            let Object::String(bytes) = &value.object else { return None };
            Some((value, text_string(bytes).unwrap_or_else(|partly| partly)))
        });
        let is_manifest = dictionary.is(b"AFRelationship", b"C2PA_Manifest");
        if let Some((value, text)) = name.as_ref().filter(|_| !is_manifest) {
            let locus = found.locus(revision, value, "Filespec".to_owned());
            intake.evidence(&NAME, &objects.bytes_of(found, value), Reading::Present(Value::Text(text.clone())), locus);
        }
        for (_, value) in &embedded.entries {
            let Object::Reference(id) = &value.object else { continue };
            if !self.streams.iter().any(|(number, _)| *number == id.number) {
                self.streams.push((id.number, revision));
            }
            if is_manifest {
                self.credentials.insert(id.number);
            }
            if let Some((_, text)) = &name {
                self.names.insert(id.number, text.clone());
            }
        }
    }

    /// Reads the files.
    pub fn read(mut self, objects: &mut Objects<'_>, options: &ReadOptions, intake: &mut Intake) {
        self.streams.sort_unstable();
        self.streams.dedup();
        for (number, revision) in self.streams {
            let Some(found) = objects.get(number, revision) else { continue };
            let Some(dictionary) = found.dictionary().cloned() else { continue };
            let Some((raw, place)) = objects.raw_stream(&found) else { continue };
            let bytes = match objects.decode(&dictionary, &raw) {
                Ok(bytes) => bytes,
                Err(why) => {
                    let message = format!("the embedded file in object {} cannot be decoded: {why}", found.id);
                    intake.partial();
                    intake.warn("attachment-not-decodable", message, None);
                    continue;
                }
            };
            if self.credentials.contains(&number) {
                let store = Store { bytes, place };
                credentials::hand_over(&store, objects.bytes, options, intake);
                continue;
            }
            let name = self.names.get(&number).cloned().unwrap_or_else(|| format!("embedded file {}", found.id));
            read_child(ChildName::from(name), bytes, options, objects.purse, intake);
        }
    }
}
