//! What a file says of itself in words (title, subject, keywords) and its name, as words of their own kind.

use crate::model::{Extraction, Locus, Passage, Role, Words};

/// Roles whose values are words that somebody chose.
const CHOSEN: &[Role] = &[Role::Title, Role::Subject];

/// The words of a file's metadata and of its name.
#[must_use]
pub fn words(extraction: &Extraction, path: &str) -> Vec<Words> {
    let chosen = extraction.evidence.iter().filter(|one| one.role.is_some_and(|role| CHOSEN.contains(&role)));
    let mut words: Vec<Words> = chosen
        .filter_map(|one| Some(Words::new(one.text()?, Passage::Metadata, one.locus.clone())))
        .filter(|words| !words.text.trim().is_empty())
        .collect();
    // Of a part the name inside, of a file that in its folder.
    let name = path.rsplit(['/', '\\', '#']).next().unwrap_or_default();
    // Names of files have signs in place of blanks.
    let name: String = name.chars().map(|sign| if matches!(sign, '_' | '+') { ' ' } else { sign }).collect();
    if !name.is_empty() {
        let locus = Locus { path: "the file's name".to_owned(), ..Locus::default() };
        words.push(Words::new(name, Passage::FileName, locus));
    }
    words
}
