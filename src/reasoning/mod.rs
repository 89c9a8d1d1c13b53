//! Reasoning over one document: premises into a network, the network into windows, conflicts and verdicts.
//!
//! - *Contradicts the claim* needs the claim, axioms and bounds only. Statements never make it.
//! - *Cannot both be true*: statements in conflict with each other or with bounds; at most strong, since a clock may
//!   have been wrong.
//! - Windows come from axioms and bounds alone.

pub mod age;
pub mod alteration;
pub mod boxes;
pub mod conflicts;
pub mod custody;
pub mod explanations;
pub mod hiding;
pub mod network;
pub mod node;
pub mod pictures;
pub mod premises;
pub mod verdicts;
pub mod wording;

use crate::knowledge::Knowledge;
use crate::model::exhibit::BOUNDS_LIMIT;
use crate::model::{
    Alteration, Altered, Answer, Axiom, Bound, CheckOutcome, Claims, Conflict, Day, Event, Extraction, Finding,
    PremiseRef, Reasoned, Side, Strength, Verdict, Window, WindowEdge,
};
use alteration::Measure;
use custody::Vouched;
use network::Nature;
use node::{Network, Node};
use std::collections::BTreeSet;

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

/// What was reasoned of a document, and the bounds that whatever holds it inherits.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    /// For the record.
    pub reasoned: Reasoned,
    /// Bounds on when the bytes existed: a part is made before the whole that holds its bytes.
    pub bounds: Vec<Bound>,
}

/// Weighs the answers of all checks, and the bounds that come from documents inside this one.
#[must_use]
pub fn reason(question: Question<'_>, answers: Vec<Answer>, inherited: Vec<Bound>) -> Weighed {
    let mut checks = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    let mut bounds = inherited;
    let (mut retracted, mut beyond_belief) = (BTreeSet::new(), BTreeSet::new());
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
        retracted.extend(examination.retracted);
        beyond_belief.extend(examination.beyond_belief);
    }
    for (number, finding) in findings.iter_mut().enumerate() {
        finding.id = format!("f{}", number + 1);
    }
    if !question.extraction.was_read() {
        let mut verdicts = verdicts::not_tested(question);
        verdicts.splice(0..0, custody::digests(question));
        let age = age::not_examined(question);
        let boxes = boxes::boxes(&findings, &[]);
        let reasoned = Reasoned { age, checks, findings, verdicts, boxes, ..Reasoned::default() };
        return Weighed { reasoned, bounds: passed_on(bounds) };
    }
    retracted.extend(beyond_belief.iter().cloned());
    let document = premises::DocumentNetwork { beyond_belief, ..premises::build(question, &retracted, &bounds) };
    let windows = windows(&document.network, &document.events);
    let clashes = conflicts::all(&document);
    let vouched = custody::signatures(question);
    // That something is hidden says nothing on when the document was made.
    let speaking: Vec<Finding> = findings.iter().filter(|finding| !finding.is_of_hiding()).cloned().collect();
    let on_claims = verdicts::verdicts(question, &document, &speaking, &checks, &clashes, &vouched);
    let grounds =
        age::Grounds { question, document: &document, verdicts: &on_claims, findings: &speaking, clashes: &clashes };
    let age = age::age(grounds);
    let altered = altered(question, &vouched);
    // Signatures first: whether it was altered comes before how old it is.
    let mut verdicts: Vec<Verdict> = vouched.into_iter().map(|vouched| vouched.verdict).collect();
    verdicts.extend(custody::digests(question));
    verdicts.extend(on_claims);
    let conflicts: Vec<Conflict> = clashes.into_iter().map(|clash| clash.conflict).collect();
    let used = conflicts.iter().flat_map(|conflict| &conflict.premises);
    let used = used.chain(findings.iter().flat_map(|finding| &finding.premises));
    let used =
        used.chain(windows.iter().flat_map(|window: &Window| {
            window.not_before.iter().chain(&window.not_after).flat_map(|edge| &edge.because)
        }));
    let facts = question.knowledge.facts_of(used);
    let reasoned = Reasoned {
        quoted: vec![],
        bounds: kept(&bounds),
        altered,
        age,
        hides: hiding::hidden(question.extraction),
        boxes: boxes::boxes(&findings, &conflicts),
        facts,
        retracted: retracted.into_iter().collect(),
        windows,
        explanations: explanations::explanations(&findings),
        findings,
        conflicts,
        checks,
        verdicts,
    };
    Weighed { reasoned, bounds: passed_on(bounds) }
}

/// The answer to the first question: whether what is shown is what was signed, or what was there before.
fn altered(question: Question<'_>, vouched: &[Vouched]) -> Altered {
    let of = |answer: Alteration, vouched: &Vouched| Altered {
        answer,
        sentence: vouched.verdict.sentence.clone(),
        brief: vouched.changed.as_ref().and_then(custody::brief).unwrap_or_default(),
        replaced: vouched
            .changed
            .iter()
            .flat_map(|changes| changes.replaced.iter().chain(&changes.lost))
            .cloned()
            .collect(),
        because: vouched.verdict.because.clone(),
    };
    if let Some(changed) = vouched.iter().find(|vouched| vouched.changed.is_some()) {
        return of(Alteration::ChangedAfterSigning, changed);
    }
    if let Some(failing) = vouched.iter().find(|vouched| vouched.fails) {
        return of(Alteration::SignatureFails, failing);
    }
    let changes = alteration::changes_behind(&question.extraction.revisions, 0, Measure::Replaced);
    let brief = custody::brief(&changes).unwrap_or_default();
    let when = custody::saved_on(question, &changes);
    let (answer, words, replaced, end) = match custody::in_words(&changes.replaced, "replaced", "with") {
        Some(words) => (Alteration::WordsReplaced, words, changes.replaced, "Both versions are in the file."),
        None => match custody::in_words(&changes.lost, "removed", "") {
            Some(words) => (Alteration::WordsRemoved, words, changes.lost, "What was removed is still in the file."),
            None if !question.extraction.compared_behind(1) => {
                let sentence = "valla could not compare all that later saves changed.".to_owned();
                return Altered { answer: Alteration::NotExamined, sentence, ..Altered::default() };
            }
            None => return Altered { answer: Alteration::NoChangeSeen, ..Altered::default() },
        },
    };
    let axiom = |revision: u32| PremiseRef::axiom(Axiom::RevisionOrder(revision));
    let mut because: Vec<PremiseRef> = replaced.iter().map(|one| axiom(one.revision)).collect();
    because.dedup();
    Altered { answer, sentence: format!("A later save{when} {words}. {end}"), brief, replaced, because }
}

/// So many bounds of a part are passed on to the whole, the latest.
const PASSED_ON: usize = 8;

/// The bounds that are kept with the record.
fn kept(bounds: &[Bound]) -> Vec<Bound> {
    let mut kept: Vec<Bound> = bounds.iter().filter(|bound| bound.strength >= Strength::Medium).cloned().collect();
    kept.sort_by_key(|bound| (bound.event, std::cmp::Reverse((bound.strength, bound.floor, bound.at))));
    kept.truncate(BOUNDS_LIMIT);
    kept
}

/// The bounds that count for whatever holds these bytes.
fn passed_on(mut bounds: Vec<Bound>) -> Vec<Bound> {
    bounds.retain(|bound| {
        let dates = matches!(bound.event, Event::Saved(_) | Event::WordsWritten(_));
        bound.side == Side::NotBefore && dates && bound.strength >= Strength::Strong
    });
    // One fact about words is strong at most, in the file that holds them too.
    for bound in bounds.iter_mut().filter(|bound| wording::is_of_words(bound)) {
        bound.strength = Strength::Strong;
    }
    bounds.sort_by_key(|bound| std::cmp::Reverse((bound.floor, bound.at)));
    bounds.truncate(PASSED_ON);
    bounds
}

/// When each event can have taken place, by axioms, floors and anchors.
fn windows(network: &Network, events: &[Event]) -> Vec<Window> {
    let chosen = network.choose(|premise| {
        let release = premise.mark.as_ref().is_some_and(|mark| !mark.floor && !mark.artefact.is_of_anchor());
        matches!(premise.nature, Nature::Axiom | Nature::Bound) && premise.strength >= Strength::Strong && !release
    });
    // Two bounds that exclude each other (an anchor against a program) leave no window; the conflict says so.
    if !network.consistent(&chosen) {
        return Vec::new();
    }
    let edge = |end: network::End| end.map(|(at, premises)| WindowEdge { at, because: refs(network, &premises) });
    events
        .iter()
        .filter_map(|&event| {
            let (lower, upper) = network.window(&Node::Event(event), &chosen);
            let (not_before, not_after) = (edge(lower), edge(upper));
            // An upper end alone only says that the file was examined.
            not_before.as_ref()?;
            Some(Window { event, layer: event.layer(), not_before, not_after })
        })
        .collect()
}

/// The references of some premises, sorted and without repetition.
fn refs(network: &Network, premises: &[usize]) -> Vec<PremiseRef> {
    let chosen = premises.iter().filter_map(|&premise| network.premises().get(premise));
    let mut refs: Vec<PremiseRef> = chosen.flat_map(|premise| premise.refs.iter().cloned()).collect();
    refs.sort();
    refs.dedup();
    refs
}
