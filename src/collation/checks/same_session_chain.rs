//! More hours of editing are stated than there were.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::Sketch;
use crate::collation::together::{Named, Row, Together, clock, finding, names, resting_on, span};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Documents of one author whose times from making to last save overlap, and whose stated hours of editing, taken together, are
    /// more than the hours from the first making to the last save.
    ///
    /// # Why it matters
    /// One person at one desk edits one document at a time.
    ///
    /// # Innocent causes
    /// Several documents were open side by side: Office counts all of them while one is in use. Several people share one name.
    ///
    /// # What it cannot tell
    /// Which of the counts is wrong.
    ///
    /// # Example
    /// Three reports under one name state 345 minutes of editing within two hours.
    ///
    /// # Sources
    /// COPA v Wright (2024), paragraph 383; catalogue of checks (same-session-chain). Strength: weak; nobody has measured how often
    /// honest work shows it.
    pub struct SameSessionChain { code: "C009", name: "same-session-chain", summary: "documents of one author state more hours of editing than there were", since: "0.1.0", group: Collection }
}

/// Documents that were open for longer are no session.
const SESSION: i64 = 24 * 3_600;
/// Programs round to minutes.
const ROUNDING: i64 = 120;

impl CollectionCheck for SameSessionChain {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut of: BTreeMap<Named, Vec<(i64, i64, &Row)>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| !row.inside) {
            let (Some(author), Some(made), Some(saved)) = (row.saver.or(row.author), row.made, row.saved) else {
                continue;
            };
            if saved.clock > made.clock && saved.clock - made.clock <= SESSION {
                of.entry(author).or_default().push((made.clock, saved.clock, row));
            }
        }
        let mut findings = Strongest::default();
        for mut spans in of.into_values() {
            spans.sort_by_key(|(made, saved, row)| (*made, *saved, row.number));
            let mut chain: Vec<&Row> = Vec::new();
            let mut end = i64::MIN;
            for (made, saved, row) in spans {
                if made >= end {
                    findings.extend(of_chain(together, &chain)?);
                    chain.clear();
                    end = saved;
                }
                end = end.max(saved);
                chain.push(row);
            }
            findings.extend(of_chain(together, &chain)?);
        }
        Ok(findings.into_list())
    }
}

fn of_chain(together: &Together<'_>, chain: &[&Row]) -> Result<Option<Finding>, Error> {
    if chain.len() < 2 || chain.len() > together.rows.len().max(2) {
        return Ok(None);
    }
    let numbers: Vec<u32> = chain.iter().map(|row| row.number).collect();
    let mut sketches = together.sketches(&numbers)?;
    sketches.retain(|sketch| sketch.edited.is_some_and(|(seconds, _)| seconds > 0));
    // Copies state the hours of their original.
    sketches.dedup_by_key(|sketch| (sketch.made.map(|made| made.clock), sketch.edited.map(|edited| edited.0)));
    Ok(told(&sketches))
}

fn told(sketches: &[Sketch]) -> Option<Finding> {
    if sketches.len() < 2 {
        return None;
    }
    let edited: i64 = sketches.iter().filter_map(|sketch| sketch.edited).map(|(seconds, _)| seconds).sum();
    let from = sketches.iter().filter_map(|sketch| sketch.made).min_by_key(|made| made.clock)?;
    let to = sketches.iter().filter_map(|sketch| sketch.saved).max_by_key(|saved| saved.clock)?;
    let there_were = to.clock - from.clock;
    // Alone, a document that states more than its own span is a matter of its own.
    let each_fits = sketches.iter().all(|sketch| {
        let span = sketch.saved.zip(sketch.made).map_or(0, |(saved, made)| saved.clock - made.clock);
        sketch.edited.is_some_and(|(seconds, _)| seconds <= span + ROUNDING)
    });
    if !each_fits || edited <= there_were + ROUNDING * i64::try_from(sketches.len()).unwrap_or(1) {
        return None;
    }
    let who = sketches.first().and_then(|sketch| sketch.saver.as_ref().or(sketch.author.as_ref()));
    let who = who.map_or_else(String::new, |who| format!(" under the name {}", who.text));
    let said = format!(
        "{}{who} state {} of editing in all, between {} and {}: that is {}.",
        names(sketches),
        span(edited),
        clock(&from),
        clock(&to),
        span(there_were)
    );
    let found = finding(&SameSessionChain::CHARTER, Strength::Weak, said, sketches);
    Some(
        resting_on(found, sketches.iter().filter_map(|sketch| Some((sketch, sketch.edited?.1))))
            .innocently(&["The documents were open side by side.", "Several people work under one name."])
            .settled_by("Look for earlier versions and backups of that day."),
    )
}
