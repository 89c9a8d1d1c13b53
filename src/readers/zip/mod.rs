//! ZIP containers: APPNOTE.TXT 6.3.10 of PKWARE, ISO/IEC 21320-1:2015.
//!
//! What the directory says of each member and of who wrote it; the members of a plain archive are documents of their own.
//! The times of members are those of the archive, apart from what the members say of themselves.
//!
//! # Incomplete support
//! Stored and deflated members are decoded; those of other methods are named and not opened. Members that a password locks are opened
//! where it is given (the traditional cipher of PKZIP, AES of `WinZip`).

pub mod properties;

use crate::formats::budget::Purse;
use crate::formats::locks::member::Lock;
use crate::formats::zip::directory::{Archive, NameEncoding};
use crate::model::evidence::hexadecimal;
use crate::model::trouble::LOCKED;
use crate::model::{Editability, Extraction, Format, Locus, Property, Reading, Value};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::sync::Arc;

/// The reader of plain archives, and of containers whose own reader there is not.
#[derive(Debug, Clone, Copy)]
pub struct Zip;

/// How the members are locked.
const LOCK: Property = Property::plain("zip.encryption", Editability::F1);

/// Kinds of container that are read as archives: their members are documents of their own.
const ARCHIVES: &[&str] = &["zip"];

impl Reader for Zip {
    fn name(&self) -> &'static str {
        "ZIP"
    }

    fn specification(&self) -> &'static str {
        "APPNOTE.TXT 6.3.10 (PKWARE), ISO/IEC 21320-1:2015"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(ARCHIVES)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Archive::open(bytes, usize::try_from(purse.budget.objects).unwrap_or(usize::MAX)) {
            Err(why) => intake.error("zip-directory", format!("the archive cannot be read: {why}")),
            Ok(archive) => {
                properties::hand_over(&archive, properties::Use::Archive, &mut intake);
                members(&archive, options, purse, &mut intake);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

fn members(archive: &Archive<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let mut locked: Vec<Lock> = Vec::new();
    for member in archive.members.iter().filter(|member| !member.is_folder()) {
        if purse.is_empty() {
            break;
        }
        let content = if member.is_encrypted() {
            let lock = Lock::of(archive, member);
            let open = |password: &String| lock.opened_by(password, archive, member);
            match options.passwords.iter().find_map(open) {
                Some((raw, method)) => archive.decoded(&raw, method, member.central.size, purse),
                None => {
                    locked.push(lock);
                    continue;
                }
            }
        } else {
            archive.content(member, purse)
        };
        match content {
            Ok(bytes) => {
                let raw = archive.slice(&member.central.name);
                let decoded = matches!(member.encoding, NameEncoding::CodePage866 | NameEncoding::CodePage437);
                let name = ChildName { text: member.name.clone(), bytes: decoded.then(|| hexadecimal(raw)) };
                read_child(name, bytes, options, purse, intake);
            }
            Err(why) => {
                intake.partial();
                intake.warn("member-not-readable", format!("{:?} cannot be read: {why}", member.name), None);
            }
        }
    }
    let lock = archive.members.iter().find(|member| member.is_encrypted());
    if let Some(member) = lock {
        let value = Reading::Present(Value::Text(Lock::of(archive, member).in_words()));
        let locus = Locus { bytes: Some(member.bytes()), path: member.name.clone(), ..Locus::default() };
        intake.evidence(&LOCK, b"", value, locus);
    }
    if let Some(first) = locked.first() {
        intake.partial();
        let (count, how) = (locked.len(), first.in_words());
        let given =
            if options.passwords.is_empty() { "valla did not open them" } else { "none that you gave opens them" };
        intake.warn(LOCKED, format!("a password locks {count} members ({how}); {given}"), None);
    }
}
