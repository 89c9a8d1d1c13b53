//! Bytes to evidence: one reader per format.
//!
//! A reader knows nothing of rules. It promises: no panic, no output, bounded work; present, absent and unreadable are
//! three answers; a fault is reported before it is tolerated; what was read before a break is kept.

pub mod apple_double;
pub mod archives;
pub mod asked;
pub mod behind_end;
pub mod compound;
pub mod credentials;
pub mod dates;
pub mod devmode;
pub mod fonts;
pub mod grammarly;
pub mod hidden_words;
pub mod icc;
pub mod identify;
pub mod images;
pub mod intake;
pub mod iwork;
pub mod macbinary;
pub mod mail;
pub mod media;
pub mod members;
pub mod ooxml;
pub mod opendocument;
pub mod outlook;
pub mod paragraphs;
pub mod part;
pub mod pdf;
pub mod plain_text;
pub mod preview;
pub mod program_words;
pub mod recognised;
pub mod remote;
pub mod rtf;
pub mod shortcut;
pub mod variables;
pub mod web;
pub mod xmp;
pub mod zip;
pub mod zone_identifier;

use crate::formats::dkim::KeyFile;
use crate::formats::signed::Trust;
use crate::model::evidence::hexadecimal;
use crate::model::trouble::SEVERAL_FORMATS;
use crate::model::{Child, Editability, Evidence, Extraction, Format, Locus, Property, Role, Status, Warning};
use crate::properties::keys;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use crate::formats::budget::{Budget, Purse};
pub use asked::Asked;
pub use identify::Content;
pub use intake::Intake;

/// What a reading depends on besides the bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Passwords to try on encrypted files, after the empty one. They are never recorded.
    pub passwords: Vec<String>,
    /// Certificates that the examiner trusts.
    pub trust: Trust,
    /// Keys of mail domains that the examiner has.
    pub dkim_keys: KeyFile,
    /// States to be compared with each other.
    pub compare: Option<Asked>,
    /// Limits.
    pub budget: Budget,
    /// Whether only what is cheap is read: no words of pages, no pictures, no second opinion of another library. For files
    /// that ended a full reading.
    pub reduced: bool,
    /// Whether the bytes are what a program recognised in pictures, and are read as nothing else.
    pub recognised: bool,
    /// The members of a container, by their number in the order of reading (from 0), that ended an earlier reading: they are passed over.
    pub passed_over: Vec<u64>,
    /// Set when nobody waits for the reading any more: what it gives then is thrown away.
    pub stop: Arc<AtomicBool>,
}

impl ReadOptions {
    /// The same, for a reduced reading, with smaller limits.
    #[must_use]
    pub fn reduced(&self) -> Self {
        Self { compare: None, budget: self.budget.reduced(), reduced: true, ..self.clone() }
    }
}

/// A reader of one format.
pub trait Reader: Sync {
    /// The name of the format, as `valla list formats` shows it.
    fn name(&self) -> &'static str;
    /// The specification it follows.
    fn specification(&self) -> &'static str;
    /// What the bytes are, when they are of this format.
    fn recognise(&self, content: &Content<'_>) -> Option<Format>;
    /// Whether the mark by which it recognises these bytes is the first thing in them. A mark that is further in gives
    /// way to one that leads.
    fn leads(&self, _: &Content<'_>) -> bool {
        true
    }
    /// How it walks over its members, where the format is a container of files: these are handed on one after another.
    fn walk(&self) -> Option<members::Walk> {
        None
    }
    /// Reads evidence, at the cost of a purse.
    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction;
}

/// Every format that valla can name.
#[must_use]
pub fn formats() -> Vec<Format> {
    pdf::formats().chain(identify::named()).collect()
}

/// All readers, in the order of asking: the one list.
pub const READERS: &[&dyn Reader] = &[
    &pdf::Pdf,
    &ooxml::OfficeOpenXml,
    &opendocument::OpenDocument,
    &compound::CompoundFile,
    &outlook::Msg,
    &outlook::Tnef,
    &outlook::Pst,
    &rtf::Rtf,
    &images::Images,
    &media::IsoMedia,
    &zip::Zip,
    &archives::rar::Rar,
    &archives::seven_zip::SevenZip,
    &archives::tar::TapeArchive,
    &archives::gzip::GzipFile,
    &archives::compressed::CompressedFile,
    &archives::cabinet::Cabinet,
    &archives::iso9660::DiscImage,
    &macbinary::MacBinary,
    &apple_double::AppleDouble,
    &iwork::IWork,
    &zone_identifier::ZoneIdentifier,
    &web::page::WebPage,
    &web::book::Book,
    &shortcut::Shortcut,
    &shortcut::OwnerFile,
    &mail::Eml,
    &mail::mailbox::Mbox,
    &plain_text::PlainText,
];

/// The readers that recognise some bytes, in the order in which they are asked: first those whose mark leads the bytes.
fn candidates(content: &Content<'_>) -> Vec<(&'static dyn Reader, Format)> {
    let mut found: Vec<(&dyn Reader, Format)> =
        READERS.iter().filter_map(|reader| Some((*reader, reader.recognise(content)?))).collect();
    found.sort_by_key(|(reader, _)| !reader.leads(content));
    found
}

/// The format of bytes that a reader reads.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    candidates(&Content::new(bytes)).into_iter().next().map(|(_, format)| format)
}

/// Identifies the bytes and reads them.
#[must_use]
pub fn read(bytes: &Arc<Vec<u8>>, path: &Path, options: &ReadOptions) -> Extraction {
    let purse = Purse::new(options.budget, bytes.len()).until(&options.stop);
    if options.recognised {
        return recognised::read(bytes, &purse);
    }
    read_at_cost(bytes, path, options, &purse)
}

fn read_at_cost(bytes: &Arc<Vec<u8>>, path: &Path, options: &ReadOptions, purse: &Purse) -> Extraction {
    let content = Content::new(bytes);
    let mut first = None;
    for (reader, format) in candidates(&content) {
        let beside = identify::several::beside(&content, &format);
        let mut extraction = reader.read(bytes, format, options, purse);
        if options.compare.as_ref().is_some_and(|asked| asked.first_page) && extraction.preview.is_none() {
            extraction.preview = preview::of(bytes, purse);
        }
        if let Some(other) = beside {
            let message = format!("the same bytes are also a file in another format: {other}");
            extraction.warnings.push(Warning { code: SEVERAL_FORMATS.to_owned(), message, locus: None });
        }
        if !finds_nothing(&extraction) {
            also(bytes, &content, &extraction.format.name.clone(), (options, purse), &mut extraction);
            return extraction;
        }
        first.get_or_insert(extraction);
    }
    first.unwrap_or_else(|| {
        let (format, why) = identify::unread(&content, path);
        let mut intake = Intake::new(format, purse);
        intake.skipped(why);
        intake.finish()
    })
}

/// What the same bytes are in another format whose mark leads too: what one program opens is not what another opens.
fn also(
    bytes: &Arc<Vec<u8>>,
    content: &Content<'_>,
    read_as: &str,
    (options, purse): (&ReadOptions, &Purse),
    extraction: &mut Extraction,
) {
    for (reader, format) in candidates(content) {
        if format.name == read_as || !reader.leads(content) {
            continue;
        }
        let Some(purse) = purse.of_child(bytes.len()) else { return };
        let name = format!("the same bytes as {}", format.name);
        let other = reader.read(bytes, format, options, &purse);
        if !finds_nothing(&other) {
            let sha256 = hexadecimal(&Sha256::digest(bytes.as_slice()));
            extraction.children.push(Child {
                name,
                name_bytes: None,
                size: bytes.len() as u64,
                sha256,
                extraction: other,
            });
        }
    }
}

/// Whether a reader recognised bytes in which it then found nothing: the next one that recognises them is asked.
fn finds_nothing(extraction: &Extraction) -> bool {
    let says_something = |evidence: &&Evidence| evidence.role != Some(Role::Feature);
    !extraction.evidence.iter().any(|evidence| says_something(&evidence))
        && extraction.children.is_empty()
        && extraction.signatures.is_empty()
        && extraction.status != Status::Ok
}

/// Reads a document that is inside another, and hands it over. Where a limit forbids it, that is noted.
pub fn read_child(name: ChildName, bytes: Vec<u8>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let bytes = Arc::new(bytes);
    let digested = Digested { size: bytes.len(), sha256: hexadecimal(&Sha256::digest(bytes.as_slice())) };
    let path = PathBuf::from(&name.text);
    adopt(name, digested, purse, intake, |purse| read_at_cost(&bytes, &path, options, purse));
}

/// Size and SHA-256 of a document inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// In bytes.
    pub size: usize,
    /// In hexadecimal.
    pub sha256: String,
}

/// Hands over a document that is inside another, as `read` reads it. Where a limit forbids it, that is noted.
pub fn adopt(
    name: ChildName,
    digested: Digested,
    purse: &Purse,
    intake: &mut Intake,
    read: impl FnOnce(&Purse) -> Extraction,
) {
    let Some(purse_of_child) = purse.of_child(digested.size) else { return };
    let extraction = guarded(&purse_of_child, Path::new(&name.text), read);
    for told in dates_of_picture(&name.text, &extraction) {
        intake.evidence(&told.property, &told.raw, told.value, told.locus);
    }
    intake.child(Child {
        name: name.text,
        name_bytes: name.bytes,
        size: digested.size as u64,
        sha256: digested.sha256,
        extraction,
    });
}

/// A reader that fails on a document inside costs that document only.
fn guarded(purse: &Purse, path: &Path, read: impl FnOnce(&Purse) -> Extraction) -> Extraction {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(purse))).unwrap_or_else(|_| {
        let mut intake = Intake::new(identify::unread(&Content::new(&[]), path).0, purse);
        intake.error("reader-failed", "valla failed to read this part; that is a fault in valla, please report it");
        intake.finish()
    })
}

/// When a picture inside says that it was taken.
pub const PICTURE_TAKEN: Property = Property::new(keys::PART_PICTURE_TAKEN, Role::PartTime, Editability::F2);
/// When it says that it was changed.
pub const PICTURE_CHANGED: Property = Property::new(keys::PART_PICTURE_CHANGED, Role::PartTime, Editability::F2);

/// What a picture says of its making dates a part of the document that holds it.
fn dates_of_picture<'a>(name: &'a str, picture: &'a Extraction) -> impl Iterator<Item = members::Told> + 'a {
    let of_picture = picture.evidence.iter().filter(|evidence| keys::EXIF.holds(&evidence.property));
    of_picture.filter_map(move |evidence| {
        let property = match evidence.role {
            Some(Role::Created) => PICTURE_TAKEN,
            Some(Role::Modified) => PICTURE_CHANGED,
            _ => return None,
        };
        let raw = evidence.moment()?.text.as_bytes().to_vec();
        let locus = Locus { path: format!("{name}: {}", evidence.locus.path), ..Locus::default() };
        Some(members::Told { property, raw, value: evidence.value.clone(), locus })
    })
}

/// The name of a document inside another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChildName {
    /// The name, decoded.
    pub text: String,
    /// Its bytes in hexadecimal, only where they are not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bytes: Option<String>,
}

impl From<String> for ChildName {
    fn from(text: String) -> Self {
        Self { text, bytes: None }
    }
}
