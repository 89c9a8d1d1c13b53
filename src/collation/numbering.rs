//! The numbers that exhibits have in a case.

use super::sketch::spoken;
use crate::model::{Examined, Exhibit, PremiseRef, Reasoned, Status};
use std::collections::HashMap;

/// Gives exhibits their numbers, in order, and says which have the bytes of an earlier one.
#[derive(Debug, Default)]
pub struct Numbering {
    count: u64,
    /// Half a digest is enough to tell bytes apart, and the memory of a run is bounded by these.
    first_of: HashMap<u128, Box<str>>,
}

/// Of more exhibits than this inside others it is not remembered which bytes they have.
const CHILDREN_REMEMBERED: usize = 1_000_000;

impl Numbering {
    /// Numbers the next file; what is inside it follows it, each an exhibit of its own.
    #[must_use]
    pub fn number(&mut self, file: Examined) -> Vec<Exhibit> {
        self.count += 1;
        let mut exhibits = Vec::with_capacity(1 + file.parts.len());
        self.unfold(file, format!("x{}", self.count), None, &mut exhibits);
        exhibits
    }

    /// Numbers a member of a file that has its number already, with what is inside it. `numbers` lead from the file to the member, each
    /// counted from 1.
    #[must_use]
    pub fn number_at(&mut self, member: Examined, file: &str, numbers: &[usize]) -> Vec<Exhibit> {
        let Some((last, before)) = numbers.split_last() else { return vec![] };
        let container = before.iter().fold(file.to_owned(), |all, number| format!("{all}.{number}"));
        let mut exhibits = Vec::with_capacity(1 + member.parts.len());
        self.unfold(member, format!("{container}.{last}"), Some(&container), &mut exhibits);
        exhibits
    }

    fn unfold(&mut self, examined: Examined, id: String, parent: Option<&str>, exhibits: &mut Vec<Exhibit>) {
        let Examined { path, file, inside, path_bytes, size, sha256, digests, mut extraction, mut reasoned, parts } =
            examined;
        number_references(&mut reasoned, &id);
        // A record quotes the words that say something, and leaves out all others.
        let spoken = spoken(&std::mem::take(&mut extraction.words));
        extraction.evidence.append(&mut reasoned.quoted);
        let same_bytes_as = if extraction.status == Status::Error && parent.is_none() {
            None
        } else {
            let remember = parent.is_none() || self.first_of.len() < CHILDREN_REMEMBERED;
            self.same_bytes(&sha256, &id, remember)
        };
        let parts = (1..).zip(parts).map(|(number, part)| (format!("{id}.{number}"), part));
        let parts: Vec<(String, Examined)> = parts.collect();
        exhibits.push(Exhibit {
            id: id.clone(),
            path,
            file,
            inside,
            path_bytes,
            parent: parent.map(str::to_owned),
            size,
            sha256,
            digests,
            same_bytes_as,
            extraction,
            reasoned,
            differences: vec![],
            spoken,
        });
        for (number, part) in parts {
            self.unfold(part, number, Some(&id), exhibits);
        }
    }

    /// The first exhibit with the same bytes, where there is one before this.
    fn same_bytes(&mut self, sha256: &str, id: &str, remember: bool) -> Option<String> {
        let digest = u128::from_str_radix(sha256.get(..32)?, 16).ok()?;
        if let Some(first) = self.first_of.get(&digest) {
            return Some(first.to_string());
        }
        if remember {
            self.first_of.insert(digest, id.into());
        }
        None
    }
}

/// Names parts by their numbers in the case, in all references.
fn number_references(reasoned: &mut Reasoned, id: &str) {
    let windows = reasoned.windows.iter_mut().flat_map(|window| {
        window.not_before.iter_mut().chain(window.not_after.iter_mut()).flat_map(|edge| edge.because.iter_mut())
    });
    let findings = reasoned.findings.iter_mut().flat_map(|finding| finding.premises.iter_mut());
    let conflicts = reasoned.conflicts.iter_mut().flat_map(|conflict| conflict.premises.iter_mut());
    let verdicts = reasoned.verdicts.iter_mut().flat_map(|verdict| verdict.because.iter_mut());
    let bounds = reasoned.bounds.iter_mut().flat_map(|bound| bound.because.iter_mut());
    let answers = reasoned.altered.because.iter_mut().chain(reasoned.age.because.iter_mut());
    for reference in windows.chain(findings).chain(conflicts).chain(verdicts).chain(bounds).chain(answers) {
        if let PremiseRef::Evidence(evidence) = reference {
            *evidence = evidence.clone().in_case(id);
        }
    }
}
