//! What belongs together on a page: a conflict and the findings that rest on the same evidence are one box.

use crate::model::{Conflict, EvidenceBox, Finding, PremiseKind, Strength};

/// Whether a finding and a conflict rest on the same evidence and speak of the same claim.
#[must_use]
pub fn belongs(finding: &Finding, conflict: &Conflict) -> bool {
    let same_claim =
        conflict.claim.as_ref().is_none_or(|claim| finding.against.is_empty() || finding.against.contains(claim));
    same_claim
        && finding
            .premises
            .iter()
            .any(|premise| premise.kind() == PremiseKind::Evidence && conflict.premises.contains(premise))
}

/// The boxes, the strongest first; within one strength in the order of the findings.
#[must_use]
pub fn boxes(findings: &[Finding], conflicts: &[Conflict]) -> Vec<EvidenceBox> {
    let mut boxes: Vec<(usize, EvidenceBox)> = Vec::new();
    // A conflict joins the findings that rest on its evidence; what joins two of them is one box.
    let mut home: Vec<Option<usize>> = vec![None; conflicts.len()];
    for (at, finding) in findings.iter().enumerate() {
        let mine: Vec<usize> = conflicts
            .iter()
            .enumerate()
            .filter(|(_, conflict)| finding.strength >= Strength::Medium && belongs(finding, conflict))
            .map(|(number, _)| number)
            .collect();
        let known = mine.iter().find_map(|&number| home.get(number).copied().flatten());
        let place = known.unwrap_or_else(|| {
            boxes.push((at, EvidenceBox { strength: finding.strength, findings: vec![], conflicts: vec![] }));
            boxes.len() - 1
        });
        if let Some((_, shown)) = boxes.get_mut(place) {
            shown.strength = shown.strength.max(finding.strength);
            shown.findings.push(finding.id.clone());
            for number in mine {
                if let Some(free) = home.get_mut(number).filter(|home| home.is_none()) {
                    *free = Some(place);
                    shown.conflicts.push(number);
                }
            }
        }
    }
    for (number, conflict) in conflicts.iter().enumerate() {
        match home.get(number).copied().flatten() {
            Some(place) => {
                if let Some((_, shown)) = boxes.get_mut(place) {
                    shown.strength = shown.strength.max(conflict.strength);
                }
            }
            None => boxes.push((
                findings.len() + number,
                EvidenceBox { strength: conflict.strength, findings: vec![], conflicts: vec![number] },
            )),
        }
    }
    boxes.sort_by_key(|(at, shown)| (std::cmp::Reverse(shown.strength), *at));
    let strength_of = |id: &String| findings.iter().find(|finding| finding.id == *id).map(|finding| finding.strength);
    boxes
        .into_iter()
        .map(|(_, mut shown)| {
            shown.findings.sort_by_key(|id| std::cmp::Reverse(strength_of(id)));
            shown
        })
        .collect()
}
