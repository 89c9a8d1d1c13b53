//! The words that the newsroom had recognised in pictures: which file of a folder is of which document, and its words in that document.
//!
//! The folder mirrors the paths of the documents: `a/order.pdf.hocr` or `a/order.hocr` is of `a/order.pdf`, and so is `order.hocr` where no
//! other document is named so. A number at the end is that of a page: `a/order-0001.hocr`. Of several forms hOCR is taken, else ALTO
//! (`.xml`), else text; of one form a file of the whole document before files of its pages.

use crate::model::evidence::hexadecimal;
use crate::model::{Error, Evidence, EvidenceId, Extraction, Locus, Reading, Status, Value, Warning, Words};
use crate::pipeline::digest::{self, Digested};
use crate::pipeline::parts::NoParts;
use crate::pipeline::room::{Patience, PutOff};
use crate::pipeline::walk::{self, Item, Refused};
use crate::pipeline::{Options, shown};
use crate::readers::{ReadOptions, recognised};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// The code of a warning that recognised words could not be read, or not all.
pub const UNREAD: &str = "recognised-words";

/// The forms by the endings of names, the best first.
const ENDINGS: &[&str] = &["hocr", "xml", "txt"];

/// Which of several kinds of files is taken: by its form, then whether it is of a page.
type Kind = (usize, bool);

/// The files of a folder, by the documents whose words they hold.
#[derive(Debug, Default)]
pub struct RecognisedWords {
    of: HashMap<PathBuf, Vec<PageFile>>,
    /// Files that fit no document, or more than one.
    pub unfit: Vec<PathBuf>,
}

/// A file with recognised words.
#[derive(Debug, Clone)]
struct PageFile {
    /// The page whose words it holds, counted as its name counts; none of a whole document.
    page: Option<u32>,
    /// Its name in the folder.
    name: String,
    item: Item,
}

impl RecognisedWords {
    /// The files of a folder, for the documents of a run.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn of(folder: &Path, documents: &[Item]) -> Result<Self, Error> {
        if !folder.is_dir() {
            let message = if folder.exists() { "it is no folder" } else { "no such folder" }.to_owned();
            return Err(Error::Unreadable { path: folder.to_path_buf(), message });
        }
        let names = Names::of(documents, folder);
        let mut words = Self::default();
        let mut found: BTreeMap<usize, BTreeMap<Kind, Vec<PageFile>>> = BTreeMap::new();
        for item in walk::walk(&[folder.to_path_buf()], false) {
            let Ok(name) = item.path.strip_prefix(folder).map(Path::to_path_buf) else { continue };
            let Some(form) = form(&name) else {
                // The documents themselves may be in the folder.
                if !names.are_in_folder {
                    words.unfit.push(item.path);
                }
                continue;
            };
            match names.document(&name.with_extension("")) {
                Some((document, page)) => {
                    let file = PageFile { page, name: shown(&name).0, item };
                    found.entry(document).or_default().entry((form, page.is_some())).or_default().push(file);
                }
                None => words.unfit.push(item.path),
            }
        }
        for (document, kinds) in found {
            let Some(document) = documents.get(document) else { continue };
            words.of.extend(kinds.into_values().next().map(|files| (document.path.clone(), in_order(files))));
        }
        Ok(words)
    }

    /// The digest of what a document's words are read from; none where there is nothing. Of several files it is that of all their bytes in
    /// the order of pages.
    #[must_use]
    pub fn digest(&self, document: &Path, options: &Options) -> Option<String> {
        let files = self.of.get(document)?;
        let mut digest = Sha256::new();
        for file in files {
            match open(&file.item, options) {
                Ok(Digested { bytes: Some(bytes), .. }) if files.len() > 1 => digest.update(bytes.as_slice()),
                Ok(opened) if files.len() == 1 => return Some(opened.sha256),
                _ => return Some("unread".to_owned()),
            }
        }
        Some(hexadecimal(&digest.finalize()))
    }

    /// Hands the words of a document over to its reading, with evidence that says whence they are.
    ///
    /// # Errors
    /// That a file took more than its first budget.
    pub(super) fn hand_over(
        &self,
        document: &Item,
        extraction: &mut Extraction,
        options: &Options,
        patience: Patience,
    ) -> Result<(), PutOff> {
        let Some(files) = self.of.get(&document.path) else { return Ok(()) };
        if options.read.budget.words_bytes == 0 {
            return Ok(());
        }
        if !extraction.was_read() {
            warn(
                extraction,
                "valla does not read this document, so the words recognised in it are not used".to_owned(),
            );
            return Ok(());
        }
        let mut gathered = Gathered::default();
        for file in files {
            match open(&file.item, options) {
                Ok(opened) => {
                    let read = ReadOptions { recognised: true, compare: None, ..options.read.clone() };
                    let reading = options.reading_room.read(&file.item.path, &opened, &read, patience, &mut NoParts)?;
                    gathered.take(file, &opened, reading, files.len() > 1, extraction);
                    digest::give_back(opened);
                }
                Err(why) => {
                    warn(extraction, format!("valla could not read recognised words from {}: {why}", file.name))
                }
            }
        }
        gathered.finish(extraction);
        Ok(())
    }
}

/// The form that an ending says.
fn form(name: &Path) -> Option<usize> {
    let ending = name.extension()?.to_str()?;
    ENDINGS.iter().position(|known| ending.eq_ignore_ascii_case(known))
}

/// Files in the order of their pages, each page once; where names count from 0, pages are still counted from 1.
fn in_order(mut files: Vec<PageFile>) -> Vec<PageFile> {
    let from_zero = u32::from(files.iter().any(|file| file.page == Some(0)));
    files.iter_mut().for_each(|file| file.page = file.page.map(|page| page + from_zero));
    files.sort_by(|one, other| (one.page, &one.name).cmp(&(other.page, &other.name)));
    files.dedup_by_key(|file| file.page);
    files
}

fn open(item: &Item, options: &Options) -> Result<Digested, String> {
    if let Some(Refused::Skipped(why) | Refused::Error(why)) = &item.refused {
        return Err(why.clone());
    }
    let intake = digest::Intake {
        algorithms: &[],
        holds: options.reading_room.holds().min(options.read.budget.file_bytes),
        root: item.root.as_deref(),
        follow_links: false,
        goes_on: &|_| !options.interrupt.load(Ordering::Relaxed),
    };
    let _pass = options.gate.enter(if item.size <= intake.holds { item.size } else { 0 });
    digest::read(&item.path, &intake).map_err(|trouble| trouble.message)
}

fn warn(extraction: &mut Extraction, message: String) {
    extraction.warnings.push(Warning { code: UNREAD.to_owned(), message, locus: None });
}

/// What documents are called.
struct Names {
    /// Below their folders, and as they were named: the whole, and without its ending.
    paths: HashMap<PathBuf, Named>,
    /// Names alone: the whole, and without its ending.
    names: HashMap<PathBuf, Named>,
    /// The same of documents that lie among the words: they have a name only where no other document has it.
    among: HashMap<PathBuf, Named>,
    /// Whether documents are in the folder of the words.
    are_in_folder: bool,
}

/// Which documents have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    One(usize),
    Several,
}

impl Names {
    fn of<'a>(documents: &'a [Item], folder: &'a Path) -> Self {
        let mut names =
            Self { paths: HashMap::new(), names: HashMap::new(), among: HashMap::new(), are_in_folder: false };
        let mut inside = Inside { folder, real: folder.canonicalize().ok(), roots: HashMap::new() };
        for (number, document) in documents.iter().enumerate() {
            let is_among = inside.holds(document);
            if is_among {
                names.are_in_folder = true;
                // It holds words; it has none recognised in it.
                if form(&document.path).is_some() {
                    continue;
                }
            }
            let below = document.root.as_deref().and_then(|root| document.path.strip_prefix(root).ok());
            let mut paths = vec![document.path.clone(), document.path.with_extension("")];
            paths.extend(below.iter().flat_map(|path| [path.to_path_buf(), path.with_extension("")]));
            paths.sort();
            paths.dedup();
            paths.into_iter().for_each(|path| note(&mut names.paths, path, number));
            let name = PathBuf::from(document.path.file_name().unwrap_or_default());
            let stem = name.with_extension("");
            let of = if is_among { &mut names.among } else { &mut names.names };
            if stem != name {
                note(of, stem, number);
            }
            note(of, name, number);
        }
        names
    }

    /// The document of a name in the folder, and the page.
    fn document(&self, name: &Path) -> Option<(usize, Option<u32>)> {
        if let Some(document) = self.whole(name) {
            return Some((document, None));
        }
        let (stem, page) = page(name.file_name()?)?;
        Some((self.whole(&name.with_file_name(stem))?, Some(page)))
    }

    fn whole(&self, name: &Path) -> Option<usize> {
        let alone =
            || if name.components().count() == 1 { self.names.get(name).or(self.among.get(name)) } else { None };
        match self.paths.get(name).or_else(alone)? {
            Named::One(number) => Some(*number),
            Named::Several => None,
        }
    }
}

/// The folder of the words, in which documents may be too, whatever way was named to them.
struct Inside<'a> {
    folder: &'a Path,
    real: Option<PathBuf>,
    /// Where the folders of documents are in truth.
    roots: HashMap<&'a Path, Option<PathBuf>>,
}

impl<'a> Inside<'a> {
    fn holds(&mut self, document: &'a Item) -> bool {
        let real = match document.root.as_deref() {
            Some(root) => {
                let real = self.roots.entry(root).or_insert_with(|| root.canonicalize().ok()).as_ref();
                real.and_then(|real| Some(real.join(document.path.strip_prefix(root).ok()?)))
            }
            // Of files that were named one by one only those matter that could be words.
            None => form(&document.path).and_then(|_| document.path.canonicalize().ok()),
        };
        let is_below = real.zip(self.real.as_ref()).is_some_and(|(document, folder)| document.starts_with(folder));
        is_below || document.path.starts_with(self.folder)
    }
}

fn note(names: &mut HashMap<PathBuf, Named>, name: PathBuf, number: usize) {
    names.entry(name).and_modify(|named| *named = Named::Several).or_insert(Named::One(number));
}

/// The number of a page at the end of a name, and what is before it: `order-0001`, `order_1`.
fn page(name: &OsStr) -> Option<(&str, u32)> {
    const DIGITS: usize = 6;
    let (stem, digits) = name.to_str()?.rsplit_once(['-', '_'])?;
    let is_number = (1..=DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !stem.is_empty() { Some((stem, digits.parse().ok()?)) } else { None }
}

/// What was read of the words of a document.
#[derive(Default)]
struct Gathered {
    /// The form, by the first file.
    form: Option<String>,
    names: Vec<String>,
    digest: Sha256,
    /// The digest of the only file.
    alone: String,
    /// Of so many words the program said how sure it is, and the sum of what it said, in percent.
    confidence: (i64, i64),
}

impl Gathered {
    /// Takes the reading of a file.
    fn take(
        &mut self,
        file: &PageFile,
        opened: &Digested,
        reading: Extraction,
        is_one_of_many: bool,
        extraction: &mut Extraction,
    ) {
        let name = &file.name;
        let because = reading.warnings.iter().map(|warning| warning.message.as_str()).collect::<Vec<_>>().join("; ");
        match (&opened.bytes, reading.status) {
            (_, Status::Error | Status::Skipped) => {
                return warn(extraction, format!("valla could not read recognised words from {name}: {because}"));
            }
            (None, _) if is_one_of_many => {
                return warn(
                    extraction,
                    format!("valla did not read recognised words from {name}: it is too large for a page"),
                );
            }
            (Some(bytes), _) if is_one_of_many => self.digest.update(bytes.as_slice()),
            _ => {}
        }
        if !because.is_empty() {
            warn(extraction, format!("valla could not read all recognised words from {name}: {because}"));
        }
        if reading.words.is_empty() {
            warn(extraction, format!("no words were recognised in {name}"));
        }
        if !reading.limits.is_empty() {
            extraction.status = Status::Partial;
            let known = |limit: &crate::model::Limit| extraction.limits.iter().any(|known| known.name == limit.name);
            let new: Vec<_> = reading.limits.iter().filter(|limit| !known(limit)).cloned().collect();
            extraction.limits.extend(new);
        }
        self.alone.clone_from(&opened.sha256);
        self.names.push(name.clone());
        let said = |key: &str| reading.evidence.iter().find(|evidence| evidence.property == key);
        let number = |key: &str| said(key).and_then(Evidence::number).unwrap_or(0);
        self.form = self.form.take().or_else(|| Some(said(&recognised::SOURCE.key)?.text()?.to_owned()));
        let words = number(&recognised::COUNTED.key);
        self.confidence.0 += words;
        self.confidence.1 += words * number(&recognised::CONFIDENCE.key);
        extraction.words.extend(in_document(reading.words, file.page));
    }

    /// Says whence the words are.
    fn finish(self, extraction: &mut Extraction) {
        let (Some(form), Some(first), Some(last)) = (self.form, self.names.first(), self.names.last()) else { return };
        let (counted, sum) = self.confidence;
        let sure = (sum + counted / 2).checked_div(counted);
        let sure = sure.map_or_else(String::new, |percent| format!(", mean confidence {percent} %"));
        let (place, digest) = match self.names.len() {
            1 => (first.clone(), format!("SHA-256 {}", self.alone)),
            count => (
                format!("{first} to {last}"),
                format!("{count} files, SHA-256 of all in this order {}", hexadecimal(&self.digest.finalize())),
            ),
        };
        extraction.evidence.push(Evidence {
            id: EvidenceId::numbered(extraction.evidence.len() + 1),
            property: recognised::SOURCE.key.to_string(),
            role: recognised::SOURCE.role,
            raw: String::new(),
            value: Reading::Present(Value::Text(format!("{form}{sure}; {digest}"))),
            locus: Locus { path: place, ..Locus::default() },
            editability: recognised::SOURCE.editability,
            hidden: None,
        });
    }
}

/// The words of a file as those of the document: a file of a page counts its pages from that one.
fn in_document(mut words: Vec<Words>, page: Option<u32>) -> Vec<Words> {
    let Some(page) = page else { return words };
    let numbers: Vec<u32> = words.iter().map(|words| words.locus.page().unwrap_or(1)).collect();
    let first = numbers.first().copied().unwrap_or(1);
    for (words, number) in words.iter_mut().zip(numbers) {
        words.locus.path = format!("page {}", page.saturating_add(number.saturating_sub(first)));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn items(paths: &[&str]) -> Vec<Item> {
        let item = |path: &&str| Item {
            path: PathBuf::from(path),
            root: Some(Arc::from(Path::new("leak"))),
            size: 0,
            refused: None,
        };
        paths.iter().map(item).collect()
    }

    #[test]
    fn a_file_is_of_the_document_that_it_is_named_after() {
        let documents = items(&["leak/a/order.pdf", "leak/b/order.pdf", "leak/plan-2.pdf", "leak/c/list.v2.tif"]);
        let names = Names::of(&documents, Path::new("words"));
        for (name, expected) in [
            ("a/order.pdf", Some((0, None))),
            ("b/order", Some((1, None))),
            ("leak/b/order", Some((1, None))),
            ("order", None),
            ("list.v2", Some((3, None))),
            ("c/list.v2.tif", Some((3, None))),
            ("plan-2", Some((2, None))),
            ("plan-2-0012", Some((2, Some(12)))),
            ("a/order.pdf_3", Some((0, Some(3)))),
            ("x/order", None),
            ("a/order-", None),
            ("a/order-1234567", None),
            ("a/-1", None),
        ] {
            assert_eq!(names.document(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn words_beside_documents_are_no_documents() {
        let documents = items(&["leak/order.pdf", "leak/order.hocr", "leak/order.txt"]);
        let names = Names::of(&documents, Path::new("leak"));
        assert_eq!(names.document(Path::new("order")), Some((0, None)));
        assert!(names.are_in_folder);
    }

    #[test]
    fn pages_are_counted_from_one_whatever_names_count_from() {
        let file =
            |page, name: &str| PageFile { page: Some(page), name: name.to_owned(), item: items(&["x"]).remove(0) };
        let pages = |files| in_order(files).iter().map(|file| file.page.unwrap()).collect::<Vec<_>>();
        assert_eq!(pages(vec![file(1, "b"), file(0, "a"), file(1, "c")]), [1, 2]);
        assert_eq!(pages(vec![file(2, "b"), file(1, "a")]), [1, 2]);
        let words = |number: u32| {
            Words::new("x", crate::model::Passage::Body, Locus { path: format!("page {number}"), ..Locus::default() })
        };
        let moved = in_document(vec![words(5), words(6)], Some(9));
        assert_eq!(moved.iter().map(|words| words.locus.path.as_str()).collect::<Vec<_>>(), ["page 9", "page 10"]);
    }
}
