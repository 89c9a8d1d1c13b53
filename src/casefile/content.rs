//! What is kept of an exhibit: its reading, which depends on the bytes alone, and what was found, each a text of its own. So new claims
//! leave the reading as it is.

use super::packed::{Digest, Packed};
use crate::model::evidence::{bytes_of_hexadecimal, hexadecimal};
use crate::model::{CheckOutcome, Examined, Extraction, Reasoned};
use crate::pipeline::children;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::mem;

/// A reading as it is kept: borrowed from an exhibit whose parts are exhibits already.
#[derive(Serialize)]
struct ReadingOf<'a> {
    #[serde(flatten)]
    own: &'a Extraction,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<PartOf<'a>>,
}

/// A document inside, as [`Child`](crate::model::exhibit::Child) has it.
#[derive(Serialize)]
struct PartOf<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_bytes: Option<&'a str>,
    size: u64,
    sha256: &'a str,
    extraction: ReadingOf<'a>,
}

impl<'a> ReadingOf<'a> {
    fn of(exhibit: &'a Examined) -> Self {
        let part = |child: &'a Examined| PartOf {
            name: child.inside.last().map_or("", String::as_str),
            name_bytes: child.path_bytes.as_deref(),
            size: child.size,
            sha256: &child.sha256,
            extraction: Self::of(child),
        };
        Self { own: &exhibit.extraction, children: exhibit.parts.iter().map(part).collect() }
    }
}

/// The reading of an exhibit, to be kept.
pub(super) fn pack_reading(exhibit: &Examined) -> io::Result<Packed> {
    Packed::json(&ReadingOf::of(exhibit))
}

/// A reading that was kept.
pub(super) fn unpack_reading(packed: &Packed) -> Option<Extraction> {
    serde_json::from_slice(&packed.unpack()?).ok()
}

/// What was found, as it is kept: of an exhibit, and of everything inside it, in the order of their numbers.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept<T> {
    reasoned: Vec<T>,
    /// The digests of what all checks answered.
    answers: Vec<String>,
}

/// What was found, to be kept.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) text: Packed,
    /// What all checks answered, where nobody has kept it yet: thousands of exhibits have the same list.
    pub(super) answers: Vec<Packed>,
}

impl Found {
    /// Of an exhibit, whose answers of checks are taken out; `is_kept` says which lists of answers are kept already.
    pub(super) fn take(exhibit: &mut Examined, is_kept: impl Fn(&Digest) -> bool) -> io::Result<Self> {
        let (mut answers, mut digests) = (BTreeMap::new(), Vec::new());
        take_answers(exhibit, &mut |checks| {
            let text = serde_json::to_vec(&checks)?;
            let digest = Digest::of(&text);
            digests.push(hexadecimal(digest.bytes()));
            if !is_kept(&digest) && !answers.contains_key(&digest) {
                answers.insert(digest, Packed::text(&text)?);
            }
            Ok(())
        })?;
        let mut reasoned = Vec::with_capacity(digests.len());
        list(exhibit, &mut reasoned);
        let text = Packed::json(&Kept { reasoned, answers: digests })?;
        Ok(Self { text, answers: answers.into_values().collect() })
    }
}

fn take_answers(exhibit: &mut Examined, take: &mut impl FnMut(Vec<CheckOutcome>) -> io::Result<()>) -> io::Result<()> {
    take(mem::take(&mut exhibit.reasoned.checks))?;
    exhibit.parts.iter_mut().try_for_each(|child| take_answers(child, take))
}

fn list<'a>(exhibit: &'a Examined, reasoned: &mut Vec<&'a Reasoned>) {
    reasoned.push(&exhibit.reasoned);
    exhibit.parts.iter().for_each(|child| list(child, reasoned));
}

/// Gives an exhibit that was read what was found of it, and of everything inside it. None where the text is not one that was kept.
pub(super) fn unpack_found<E>(
    exhibit: &mut Examined,
    packed: &Packed,
    mut answers: impl FnMut(Digest) -> Result<Option<Vec<CheckOutcome>>, E>,
) -> Result<Option<()>, E> {
    let Some(text) = packed.unpack() else { return Ok(None) };
    let Ok(kept) = serde_json::from_slice::<Kept<Reasoned>>(&text) else { return Ok(None) };
    let (mut reasoned, mut digests) = (kept.reasoned.into_iter(), kept.answers.into_iter());
    let mut next = || {
        let (Some(mut reasoned), Some(digest)) = (reasoned.next(), digests.next()) else { return Ok(None) };
        let Some(digest) = bytes_of_hexadecimal(&digest).and_then(|bytes| Digest::from_bytes(&bytes)) else {
            return Ok(None);
        };
        Ok(answers(digest)?.map(|checks| {
            reasoned.checks = checks;
            reasoned
        }))
    };
    give(exhibit, &mut next)
}

fn give<E>(exhibit: &mut Examined, next: &mut impl FnMut() -> Result<Option<Reasoned>, E>) -> Result<Option<()>, E> {
    let Some(reasoned) = next()? else { return Ok(None) };
    exhibit.reasoned = reasoned;
    for child in &mut exhibit.parts {
        if give(child, next)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(()))
}

/// What a row says of an exhibit besides its texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub(super) path: String,
    pub(super) path_bytes: Option<String>,
    pub(super) size: u64,
    pub(super) sha256: String,
    pub(super) digests: BTreeMap<String, String>,
}

/// Puts an exhibit together, without what was found of it.
pub(super) fn exhibit(head: Head, extraction: Extraction) -> Examined {
    let mut exhibit = Examined {
        file: head.path.clone(),
        inside: vec![],
        path: head.path,
        path_bytes: head.path_bytes,
        size: head.size,
        sha256: head.sha256,
        digests: head.digests,
        extraction,
        reasoned: Reasoned::default(),
        parts: vec![],
    };
    children::adopt(&mut exhibit);
    exhibit
}

/// How many documents are inside an exhibit, at any depth.
pub(super) fn parts(exhibit: &Examined) -> usize {
    exhibit.parts.iter().map(|child| 1 + parts(child)).sum()
}

/// Whether a lock keeps an exhibit, or something inside it, from being read.
pub(super) fn holds_a_lock(exhibit: &Examined) -> bool {
    exhibit.extraction.holds_a_lock() || exhibit.parts.iter().any(holds_a_lock)
}
