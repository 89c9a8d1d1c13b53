//! What of an exhibit is kept until its report is written: of a large case a report holds only what it prints.

use crate::model::{Exhibit, Extraction, Reasoned};

/// A part of an exhibit that a report may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Evidence,
    Limits,
    Warnings,
    Revisions,
    Signatures,
    Edits,
    Comparisons,
    Preview,
    Facts,
    Windows,
    Bounds,
    Findings,
    Conflicts,
    Explanations,
    Checks,
    Verdicts,
    Boxes,
    Digests,
}

/// Leaves out all parts but these. What a document is, how it ended, and the answers on it stay.
pub(super) fn keep(exhibit: &mut Exhibit, parts: &[Part]) {
    let gone = |part: Part| !parts.contains(&part);
    let Extraction {
        limits,
        warnings,
        revisions,
        signatures,
        edits,
        comparisons,
        preview,
        evidence,
        hidden_places,
        likeness,
        ..
    } = &mut exhibit.extraction;
    let Reasoned { facts, windows, bounds, findings, conflicts, explanations, checks, verdicts, boxes, .. } =
        &mut exhibit.reasoned;
    // A vector that is emptied in place would keep its room.
    macro_rules! leave_out {
        ($($part:ident: $list:ident),+ $(,)?) => { $(if gone(Part::$part) { *$list = Default::default(); })+ };
    }
    leave_out!(
        Evidence: evidence, Limits: limits, Warnings: warnings, Revisions: revisions, Signatures: signatures, Edits: edits,
        Comparisons: comparisons, Preview: preview, Preview: hidden_places, Preview: likeness, Facts: facts, Windows: windows, Bounds: bounds, Findings: findings,
        Conflicts: conflicts, Explanations: explanations, Checks: checks, Verdicts: verdicts, Boxes: boxes,
    );
    if gone(Part::Digests) {
        exhibit.digests.clear();
    }
}
