//! A mail names an attachment that is not there, or pages of a document are missing.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::Sketch;
use crate::collation::together::{Named, Row, Together, finding, names};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::{BTreeMap, BTreeSet};

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

impl CollectionCheck for SelectionWarning {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut held: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in together.rows {
            if let Some(holder) = row.holder {
                held.entry(holder).or_default().push(row.number);
            }
        }
        let mut findings = Strongest::default();
        for row in together.rows.iter().filter(|row| row.names_files) {
            if let Some(inside) = held.get(&row.number) {
                findings.extend(of_mail(together, row, inside)?);
            }
        }
        findings.extend(of_pages(together)?);
        Ok(findings.into_list())
    }
}

/// Names that the mail's own words, not what it quotes, say are attached, where it has attachments and not these.
fn of_mail(together: &Together<'_>, row: &Row, inside: &[u32]) -> Result<Option<Finding>, Error> {
    let sketch = together.sketch(row.number)?;
    let folded = |name: &str| {
        name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let there: Vec<String> = together.sketches(inside)?.iter().map(|part| folded(part.name().0)).collect();
    let missing: BTreeSet<&str> = sketch
        .attached
        .iter()
        .map(String::as_str)
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
    let mut parts: BTreeMap<(Named, u32), BTreeMap<u32, u32>> = BTreeMap::new();
    for row in together.rows.iter().filter(|row| !row.inside) {
        if let (Some((page, of)), Some((series, _))) = (row.page, row.series) {
            parts.entry((series, of)).or_default().insert(page, row.number);
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
