//! Findings of the collection in a baseline: they are known by their check and the documents that they are about, not by what they say.

use super::{Baseline, KnownFinding, of_finding};
use crate::model::evidence::hexadecimal;
use crate::model::{BaselineState, Collection, Difference, DifferenceKind, Finding};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

impl Baseline {
    /// Compares what the documents say about each other with the baseline: findings are marked. Says how they differ.
    pub fn compare_together(&self, collection: &mut Collection) -> Vec<Difference> {
        let now = self.known_together(&collection.findings);
        let mut differences = Vec::new();
        for (finding, now) in collection.findings.iter_mut().zip(&now) {
            let known = self.together.iter().find(|known| known.print == now.print);
            finding.baseline = Some(known.map_or(BaselineState::New, |known| BaselineState::Known(known.why.clone())));
            if known.is_none() {
                differences.push(of_finding(DifferenceKind::NewFinding, now));
            }
        }
        let gone = self.together.iter().filter(|known| !now.iter().any(|now| now.print == known.print));
        differences.extend(gone.map(|known| of_finding(DifferenceKind::GoneFinding, known)));
        differences
    }

    /// Takes in what the documents say about each other, with the reasons that the baseline gives.
    pub fn accept_together(&mut self, collection: &Collection) {
        let mut now = self.known_together(&collection.findings);
        for finding in &mut now {
            finding.why =
                self.together.iter().find(|known| known.print == finding.print).and_then(|known| known.why.clone());
        }
        self.together = now;
    }

    fn known_together(&self, findings: &[Finding]) -> Vec<KnownFinding> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let known = |finding: &Finding| {
            let mut paths: Vec<&str> =
                finding.among.iter().map(|id| self.paths.get(id).map_or(id.as_str(), String::as_str)).collect();
            paths.sort_unstable();
            let print = format!("{}\0{}", finding.code, paths.join("\0"));
            let count = seen.entry(print.clone()).or_default();
            *count += 1;
            let digest = hexadecimal(&Sha256::digest(format!("{print}\0{count}").as_bytes()));
            KnownFinding {
                print: digest.get(..16).unwrap_or_default().to_owned(),
                code: finding.code.clone(),
                name: finding.name.clone(),
                said: finding.summary.clone(),
                why: None,
            }
        };
        findings.iter().map(known).collect()
    }
}
