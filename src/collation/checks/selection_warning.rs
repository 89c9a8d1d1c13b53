//! A mail names an attachment that is not there, or pages of a document are missing.

use crate::collation::check::CollectionCheck;
use crate::collation::sketch::Sketch;
use crate::collation::together::{Row, Together, finding, names};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

charter! {
    /// # What it looks for
    /// Names of files that a mail says are attached, and are not; "page 2 of 4" in documents of a folder, where a page is missing.
    ///
    /// # Why it matters
    /// Whoever selects what is handed on decides what it says. The finding tells what to ask for.
    ///
    /// # Innocent causes
    /// The sender forgot the file. An answer quotes a mail and carries no attachments. A page was blank.
    ///
    /// # What it cannot tell
    /// Whether something was taken out, and by whom.
    ///
    /// # Example
    /// A mail says that three tables are attached and has two of them.
    ///
    /// # Sources
    /// Catalogue of checks (selection-warning). Strength: informational: it says nothing against any document.
    pub struct SelectionWarning { code: "C013", name: "selection-warning", summary: "something that documents name is missing", since: "0.1.0", group: Collection }
}

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

impl CollectionCheck for SelectionWarning {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut held: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in together.rows {
            if let Some(holder) = row.holder {
                held.entry(holder).or_default().push(row.number);
            }
        }
        let mut findings = Vec::new();
        for row in together.rows.iter().filter(|row| row.is_mail) {
            let inside = held.get(&row.number).map_or(&[][..], Vec::as_slice);
            findings.extend(of_mail(together, row, inside)?);
        }
        findings.extend(of_pages(together)?);
        Ok(findings)
    }
}

/// Names that the mail's own words, not what it quotes, say are attached, where it has attachments and not these.
fn of_mail(together: &Together<'_>, row: &Row, inside: &[u32]) -> Result<Option<Finding>, Error> {
    let spoken = together.spoken(row.number)?;
    let own: String = spoken
        .lines()
        .take_while(|line| !line.starts_with('>') && !line.starts_with("-----"))
        .collect::<Vec<_>>()
        .join("\n");
    let own = own.get(..own.floor_char_boundary(SEARCHED)).unwrap_or_default();
    let (Some(names_of_files), Some(attached)) = (file_names(), attached()) else { return Ok(None) };
    if inside.is_empty() || !attached.is_match(own) {
        return Ok(None);
    }
    let folded = |name: &str| {
        name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let there: Vec<String> = together.sketches(inside)?.iter().map(|part| folded(part.name().0)).collect();
    let missing: BTreeSet<&str> = names_of_files
        .find_iter(own)
        .map(|name| name.as_str().trim())
        // The expression takes in words before the name; the name that is there ends it.
        .filter(|name| !there.iter().any(|there| folded(name).ends_with(there.as_str())))
        .collect();
    let last_words = |name: &str| {
        name.split_whitespace().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join(" ")
    };
    if missing.is_empty() || missing.len() > 5 {
        return Ok(None);
    }
    let list: Vec<String> = missing.into_iter().map(|name| format!("“{}”", last_words(name))).collect();
    let sketch = together.sketch(row.number)?;
    let said = format!(
        "“{}” says that {} attached, and has {} other attachments.",
        sketch.shown(),
        if list.len() == 1 { format!("{} is", list.join("")) } else { format!("{} are", list.join(", ")) },
        inside.len()
    );
    Ok(Some(
        finding(&SelectionWarning::CHARTER, Strength::Informational, said, &[sketch])
            .innocently(&["The sender forgot the file, or named one that was sent before."])
            .settled_by("Ask for the mail as its recipient has it."),
    ))
}

/// Folders whose files say "page 1 of 4", where a page is missing.
fn of_pages(together: &Together<'_>) -> Result<Vec<Finding>, Error> {
    let Some(page_of) = page_of() else { return Ok(vec![]) };
    let mut parts: BTreeMap<(u64, u32), BTreeMap<u32, u32>> = BTreeMap::new();
    for row in together.rows.iter().filter(|row| !row.inside && row.is_short) {
        let spoken = together.spoken(row.number)?;
        let pages: BTreeSet<(u32, u32)> = page_of
            .captures_iter(&spoken)
            .filter_map(|found| Some((found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?)))
            .collect();
        // A document of one page says it once.
        if let (Some((page, of)), 1) = (pages.first(), pages.len())
            && page <= of
            && let Some((series, _)) = row.series
        {
            parts.entry((series, *of)).or_default().insert(*page, row.number);
        }
    }
    let mut findings = Vec::new();
    for ((_, of), pages) in parts {
        let missing: Vec<String> =
            (1..=of).filter(|page| !pages.contains_key(page)).map(|page| page.to_string()).collect();
        if pages.len() < 2 || missing.is_empty() || missing.len() > pages.len() {
            continue;
        }
        let numbers: Vec<u32> = pages.into_values().collect();
        let sketches: Vec<Sketch> = together.sketches(&numbers)?;
        let which = if missing.len() == 1 {
            format!("page {} is", missing.join(""))
        } else {
            format!("pages {} are", missing.join(", "))
        };
        let said = format!("{} say that there are {of} pages; {which} missing.", names(&sketches));
        findings.push(
            finding(&SelectionWarning::CHARTER, Strength::Informational, said, &sketches)
                .innocently(&["The page was blank, or lies elsewhere."])
                .settled_by("Ask for the missing page."),
        );
    }
    Ok(findings)
}
