//! Reasoning over one document: premises into a network, the network into windows, conflicts and verdicts.
//!
//! - *Contradicts the claim* needs the claim, axioms and bounds only. Statements never make it.
//! - *Cannot both be true*: statements in conflict with each other or with bounds; at most strong, since a clock may
//!   have been wrong.
//! - Windows come from axioms and bounds alone.

pub mod explanations;
pub mod network;
pub mod premises;
pub mod verdicts;

use crate::knowledge::Knowledge;
use crate::model::{
    Answer, CheckOutcome, Claims, Conflict, Day, Event, Extraction, Finding, PremiseRef, Reasoned, Status,
    Strength, Window, WindowEdge,
};
use network::{Nature, Network};
use std::collections::BTreeSet;

/// More conflicts of one kind than this are not listed: the first ones say it.
const CONFLICTS_LIMIT: usize = 12;

/// Everything that the reasoning on one exhibit depends on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What was read.
    pub extraction: &'a Extraction,
    /// SHA-256 of the bytes.
    pub sha256: &'a str,
    /// What is claimed.
    pub claims: &'a Claims,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// The day of the examination.
    pub day: Day,
}

/// Weighs the answers of all checks.
#[must_use]
pub fn reason(question: Question<'_>, answers: Vec<Answer>) -> Reasoned {
    let mut checks = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    let mut bounds = Vec::new();
    let mut retracted = BTreeSet::new();
    for answer in answers {
        let examination = answer.examination;
        checks.push(CheckOutcome {
            code: answer.code.to_owned(),
            name: answer.name.to_owned(),
            outcome: examination.outcome,
            why: examination.why,
        });
        findings.extend(examination.findings);
        bounds.extend(examination.bounds);
        retracted.extend(examination.retracted.into_iter().map(|id| id.0));
    }
    for (number, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("f{}", number + 1);
    }
    if matches!(question.extraction.status, Status::Error | Status::Skipped) {
        let verdicts = verdicts::not_tested(question);
        return Reasoned { checks, findings, verdicts, ..Reasoned::default() };
    }
    let document = premises::build(
        question.extraction,
        &retracted,
        &bounds,
        question.claims,
        question.knowledge,
        question.day,
        question.sha256,
    );
    let network = &document.network;
    let solid = |premise: &network::Premise| {
        matches!(premise.nature, Nature::Axiom | Nature::Bound) && premise.strength >= Strength::Strong
    };
    let windows = windows(network, &document.events, &network.choose(solid));
    let mut conflicts = Vec::new();
    for (claim, number) in &document.claims {
        for found in verdicts::claim_conflicts(&document, *number, CONFLICTS_LIMIT) {
            conflicts.push(conflict(network, &found, claim.layer, Some(claim.id.clone())));
        }
    }
    let without_claims = network.choose(|premise| premise.nature != Nature::Claim);
    let gives_way = |premise: &network::Premise| premise.nature == Nature::Statement;
    for found in network.conflicts(&without_claims, gives_way, CONFLICTS_LIMIT) {
        conflicts.push(conflict(network, &found, crate::model::Layer::Bytes, None));
    }
    let explanations = explanations::explanations(&findings);
    let verdicts = verdicts::verdicts(question, &document, &findings, &checks, &conflicts);
    let facts = question.knowledge.facts_of(
        conflicts
            .iter()
            .flat_map(|conflict| &conflict.premises)
            .chain(findings.iter().flat_map(|finding| &finding.premises))
            .chain(windows.iter().flat_map(|window: &Window| {
                window.not_before.iter().chain(&window.not_after).flat_map(|edge| &edge.because)
            })),
    );
    Reasoned {
        facts,
        retracted: retracted.into_iter().collect(),
        windows,
        findings,
        conflicts,
        explanations,
        checks,
        verdicts,
    }
}

fn windows(network: &Network, events: &[Event], chosen: &[bool]) -> Vec<Window> {
    // Two bounds that exclude each other (an anchor against a program) leave no window; the conflict says so.
    if !network.consistent(chosen) {
        return Vec::new();
    }
    let edge = |end: network::End| {
        end.map(|(at, premises)| WindowEdge { at, because: refs(network, &premises) })
    };
    events
        .iter()
        .filter_map(|&event| {
            let (lower, upper) = network.window(event, chosen);
            let (not_before, not_after) = (edge(lower), edge(upper));
            not_before.as_ref()?;
            Some(Window { event: event.to_string(), layer: event.layer(), not_before, not_after })
        })
        .collect()
}

fn refs(network: &Network, premises: &[usize]) -> Vec<PremiseRef> {
    let mut refs: Vec<PremiseRef> = premises
        .iter()
        .filter_map(|&premise| network.premises().get(premise))
        .flat_map(|premise| premise.refs.iter().cloned())
        .collect();
    refs.sort();
    refs.dedup();
    refs
}

fn conflict(network: &Network, premises: &[usize], layer: crate::model::Layer, claim: Option<String>) -> Conflict {
    let chosen: Vec<&network::Premise> = premises.iter().filter_map(|&premise| network.premises().get(premise)).collect();
    Conflict {
        layer,
        strength: chosen.iter().map(|premise| premise.strength).min().unwrap_or(Strength::Informational),
        premises: refs(network, premises),
        sentences: chosen.iter().map(|premise| premise.sentence.clone()).collect(),
        claim,
    }
}
