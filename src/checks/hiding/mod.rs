//! `H`: what a document holds and whoever looks at it does not see. It is a fact on the file, names no claim and enters no verdict.

pub mod pdf_viewer_divergence;
pub mod redaction_failure;
pub mod tracking_beacons;
pub mod tracking_dots;

use crate::checks::{Check, View};
use crate::model::{Concealment, Evidence};
use crate::properties::concealments::{self, Told};
use std::collections::BTreeMap;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &redaction_failure::RedactionFailure,
    &pdf_viewer_divergence::ReadsOtherwise,
    &tracking_beacons::ActiveContent,
    &tracking_dots::PrinterDots,
];

/// So many places are premises of a finding.
const NAMED: usize = 10;
/// So many are named in its sentence.
const QUOTED: usize = 3;

/// What is hidden for reasons that a check asks for, by reason.
fn by_reason<'v>(
    view: &View<'v>,
    asked: impl Fn(&Evidence, &Told) -> bool,
) -> BTreeMap<Concealment, (&'static Told, Vec<&'v Evidence>)> {
    let mut found: BTreeMap<Concealment, (&'static Told, Vec<&Evidence>)> = BTreeMap::new();
    for evidence in view.evidence() {
        if let Some(row) = evidence.hidden.and_then(concealments::told).filter(|row| asked(evidence, row)) {
            found.entry(row.reason).or_insert_with(|| (row, vec![])).1.push(evidence);
        }
    }
    found
}

/// The first places, and how many more there are.
fn places(evidence: &[&Evidence]) -> String {
    // What is there follows the place, and is in the evidence.
    let place = |path: &'_ str| path.split(": ").next().unwrap_or_default().to_owned();
    let mut places: Vec<String> = evidence.iter().take(QUOTED).map(|evidence| place(&evidence.locus.path)).collect();
    places.dedup();
    let more = match evidence.len().saturating_sub(QUOTED) {
        0 => String::new(),
        1 => "; and in 1 more place".to_owned(),
        more => format!("; and in {more} more places"),
    };
    format!("{}{more}", places.join("; "))
}
