//! Second opinions: hayro always, lopdf where it is needed. Where they differ from the walk, both answers are said.

use crate::formats::pdf::catalog::{latest_pointer, page_numbers};
use crate::formats::pdf::encryption::Access;
use crate::formats::pdf::objects::Objects;
use crate::formats::pdf::syntax::text_string;
use crate::readers::{Intake, ReadOptions};
use std::sync::Arc;

/// What the lazy reader says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lazy {
    /// It opened the file: the number of pages, and what it reads as document information.
    Opened {
        /// Pages.
        pages: usize,
        /// Info key and bytes, for the texts that it reads.
        info: Vec<(&'static str, Vec<u8>)>,
    },
    /// It wants a password.
    Password,
    /// It was not asked.
    NotAsked,
    /// It cannot open the file.
    Unreadable(String),
}

/// A file as it was at the end of one of its revisions.
#[derive(Debug, Clone)]
pub struct State {
    bytes: Arc<Vec<u8>>,
    end: usize,
}

impl State {
    /// The file as it is.
    #[must_use]
    pub fn whole(bytes: &Arc<Vec<u8>>) -> Self {
        Self { bytes: Arc::clone(bytes), end: bytes.len() }
    }

    /// The file cut at the end of a revision.
    #[must_use]
    pub fn until(bytes: &Arc<Vec<u8>>, end: usize) -> Self {
        Self { bytes: Arc::clone(bytes), end: end.min(bytes.len()) }
    }
}

impl AsRef<[u8]> for State {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.end).unwrap_or(&self.bytes)
    }
}

/// Opens a state with the first password that does.
#[must_use]
pub fn open(state: State, passwords: &[String]) -> Option<hayro_syntax::Pdf> {
    let state = Arc::new(state);
    std::iter::once("")
        .chain(passwords.iter().map(String::as_str))
        .find_map(|password| hayro_syntax::Pdf::new_with_password(Arc::clone(&state), password).ok())
}

/// Asks hayro.
#[must_use]
pub fn hayro(bytes: &Arc<Vec<u8>>, passwords: &[String]) -> Lazy {
    let mut answer = Lazy::Unreadable(String::new());
    for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
        match hayro_syntax::Pdf::new_with_password(Arc::clone(bytes), password) {
            Ok(pdf) => {
                let metadata = pdf.metadata();
                let texts = [
                    ("Producer", &metadata.producer),
                    ("Creator", &metadata.creator),
                    ("Title", &metadata.title),
                    ("Author", &metadata.author),
                ];
                let info = texts
                    .into_iter()
                    .filter_map(|(key, text)| text.as_ref().map(|text| (key, text.to_vec())))
                    .collect();
                return Lazy::Opened { pages: pdf.pages().len(), info };
            }
            Err(hayro_syntax::LoadPdfError::Decryption(hayro_syntax::DecryptionError::PasswordProtected)) => {
                answer = Lazy::Password
            }
            Err(error) => return Lazy::Unreadable(format!("{error:?}")),
        }
    }
    answer
}

/// Compares the number of pages; where hayro sees none or fails, lopdf is asked too. None where nobody could count them.
pub fn compare_pages(
    objects: &mut Objects<'_>,
    lazy: &Lazy,
    lopdf: Option<&lopdf::Document>,
    intake: &mut Intake,
) -> Option<usize> {
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    // A walk that ran out of its purse has not seen all.
    let blind = matches!(objects.access, Access::Closed) || objects.purse.is_empty();
    let walked = if blind { None } else { Some(page_numbers(objects, last).len()) };
    let by_lopdf = lopdf.map(|document| document.get_pages().len());
    let by_hayro = match lazy {
        Lazy::Opened { pages, .. } => Some(*pages),
        _ => None,
    };
    let answers: Vec<(&str, usize)> = [("the revision walk", walked), ("hayro", by_hayro), ("lopdf", by_lopdf)]
        .into_iter()
        .filter_map(|(who, pages)| pages.map(|pages| (who, pages)))
        .collect();
    let differ = answers.windows(2).any(|pair| matches!(pair, [(_, first), (_, second)] if first != second));
    if differ {
        let said: Vec<String> = answers.iter().map(|(who, pages)| format!("{who} counts {pages}")).collect();
        intake.warn(
            "readers-differ-on-pages",
            format!("PDF readers disagree on the number of pages: {}", said.join(", ")),
            None,
        );
    }
    by_hayro.filter(|&pages| pages > 0).or(by_lopdf.filter(|&pages| pages > 0)).or(walked).or(by_hayro)
}

/// Compares the texts of the document information with what was handed over for the newest revision that has them.
pub fn compare_info(lazy: &Lazy, intake: &mut Intake) {
    let Lazy::Opened { info, .. } = lazy else { return };
    for (key, bytes) in info {
        let property = format!("pdf.info.{key}");
        let Some(ours) = intake.newest(&property) else {
            intake.warn(
                "readers-differ-on-info",
                format!(
                    "PDF readers disagree on the document information: hayro finds a {key}, the revision walk does not"
                ),
                None,
            );
            continue;
        };
        let (Some(ours), Ok(theirs)) = (ours.text().map(str::to_owned), text_string(bytes)) else { continue };
        if ours != theirs {
            let message =
                format!("PDF readers disagree on {key}: the revision walk reads {ours:?}, hayro reads {theirs:?}");
            intake.warn("readers-differ-on-info", message, None);
        }
    }
}

/// Loads a document with lopdf, with the first password that opens it.
///
/// # Errors
/// What lopdf says; of an encrypted file whose password is missing, that.
pub fn lopdf(bytes: &[u8], options: &ReadOptions) -> Result<lopdf::Document, String> {
    let mut last = String::new();
    for password in std::iter::once("").chain(options.passwords.iter().map(String::as_str)) {
        let load = lopdf::LoadOptions {
            password: Some(password.to_owned()),
            max_decompressed_size: usize::try_from(options.budget.stream_bytes).ok(),
            ..lopdf::LoadOptions::default()
        };
        match lopdf::Document::load_mem_with_options(bytes, load) {
            // A wrong password gives a document that still says that it is encrypted, or one without objects.
            Ok(document) if !document.is_encrypted() && !document.objects.is_empty() => return Ok(document),
            Ok(_) => "no password opens it".clone_into(&mut last),
            Err(error) => last = error.to_string(),
        }
    }
    Err(last)
}

/// The Info pointer by the walk and by lopdf.
pub fn compare_trailer(objects: &Objects<'_>, document: &lopdf::Document, intake: &mut Intake) {
    let last = u32::try_from(objects.walk.revisions.len()).unwrap_or(u32::MAX);
    for key in [b"Info".as_slice(), b"Root"] {
        let walked = latest_pointer(objects, last, key).map(|id| (id.number, id.generation));
        let theirs = document.trailer.get(key).and_then(lopdf::Object::as_reference).ok();
        if walked != theirs {
            let show = |id: Option<(u32, u16)>| id.map_or_else(|| "none".to_owned(), |id| format!("{} {}", id.0, id.1));
            intake.warn(
                "readers-differ-on-trailer",
                format!(
                    "PDF readers disagree on /{}: the revision walk finds {}, lopdf finds {}",
                    String::from_utf8_lossy(key),
                    show(walked),
                    show(theirs)
                ),
                None,
            );
        }
    }
}
