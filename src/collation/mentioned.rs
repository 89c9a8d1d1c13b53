//! What the words of a document name that should be beside it: attachments, further pages.

use super::shingles;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A document of fewer words may be one page.
const A_PAGE: usize = 1_500;
/// Of a text so many letters are searched.
const SEARCHED: usize = 20_000;

fn file_names() -> Option<&'static Regex> {
    static NAMES: OnceLock<Option<Regex>> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            Regex::new(
                r"(?i)[\p{L}\p{N}_-][\p{L}\p{N}_ -]{0,60}\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|zip|jpe?g|png|tiff?)\b",
            )
            .ok()
        })
        .as_ref()
}

fn page_of() -> Option<&'static Regex> {
    static PAGE: OnceLock<Option<Regex>> = OnceLock::new();
    PAGE.get_or_init(|| {
        Regex::new(r"(?i)\b(?:page|стр\.?|страница|seite|página) (\d{1,3}) (?:of|из|von|de) (\d{1,3})\b").ok()
    })
    .as_ref()
}

fn attached() -> Option<&'static Regex> {
    static WORD: OnceLock<Option<Regex>> = OnceLock::new();
    WORD.get_or_init(|| {
        Regex::new(r"(?i)\b(?:attach\w*|enclos\w*|annex\w*|прилага\w*|приложен\w*|вложен\w*|anlage\w*|anhang|anbei)")
            .ok()
    })
    .as_ref()
}

/// Names of files that the own words of a mail have, not those which it quotes, where they say that something is attached.
#[must_use]
pub fn attachments(spoken: &str) -> Vec<String> {
    let own: String = spoken
        .lines()
        .take_while(|line| !line.starts_with('>') && !line.starts_with("-----"))
        .collect::<Vec<_>>()
        .join("\n");
    let own = own.get(..own.floor_char_boundary(SEARCHED)).unwrap_or_default();
    let (Some(names_of_files), Some(attached)) = (file_names(), attached()) else { return vec![] };
    if !attached.is_match(own) {
        return vec![];
    }
    let names: BTreeSet<&str> = names_of_files.find_iter(own).map(|name| name.as_str().trim()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Which page of how many a document of one page says that it is.
#[must_use]
pub fn page(spoken: &str) -> Option<(u32, u32)> {
    let words = shingles::words(spoken).take(A_PAGE).count();
    if words == 0 || words == A_PAGE {
        return None;
    }
    let pages: BTreeSet<(u32, u32)> = page_of()?
        .captures_iter(spoken)
        .filter_map(|found| Some((found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?)))
        .collect();
    // A document of one page says it once.
    pages.first().copied().filter(|(page, of)| pages.len() == 1 && page <= of)
}
