//! From evidence, bounds and claims to the network of one document.

use crate::knowledge::Knowledge;
use crate::model::{
    Artefact, Axiom, Bound, Claim, Claims, Event, Evidence, EvidenceId, Extraction, Instant, Layer, Moment, PremiseRef,
    Role, Side, Strength, Told, plain_date, plain_day,
};
use crate::reasoning::Question;
use crate::reasoning::network::{Mark, Nature};
use crate::reasoning::node::{Clock, Network, Node, Premise};
use crate::reasoning::wording;
use std::collections::BTreeSet;

/// Two times that one save wrote may lie this far apart, in seconds: a save takes time.
const ONE_SAVE: i64 = 300;
/// A clock counts as right when it is less than this wrong, in seconds: a day, so that a machine set to another zone
/// is not called wrong.
const CLOCK_TOLERANCE: i64 = 86_400;
/// What a wrong or missing zone makes of two times, in seconds: from -12:00 to +14:00. Statements conflict beyond it.
const WRONG_ZONE: i64 = 26 * 3_600;

/// The network of one document, and what the verdicts need to know of it.
#[derive(Debug)]
pub struct DocumentNetwork {
    /// The network.
    pub network: Network,
    /// The premise number of each claim on content or bytes.
    pub claims: Vec<(Claim, usize)>,
    /// The last revision that was saved before the file was received; none where all came after.
    pub last_before_received: Option<u32>,
    /// The events of the document.
    pub events: Vec<Event>,
    /// Whether an anchor vouches for the bytes.
    pub anchored: bool,
    /// Who vouches from inside the file that the last revision existed by a time, in words, with the premise: time-stamps.
    pub vouched: Vec<(Instant, String, PremiseRef)>,
    /// Evidence that is no statement.
    pub retracted: BTreeSet<EvidenceId>,
    /// What of that cannot be right, though somebody may have meant it.
    pub beyond_belief: BTreeSet<EvidenceId>,
    /// The bounds on when words were written.
    pub of_words: Vec<Bound>,
}

/// Builds the network.
#[must_use]
pub fn build(question: Question<'_>, retracted: &BTreeSet<EvidenceId>, bounds: &[Bound]) -> DocumentNetwork {
    let Question { extraction, sha256, claims, knowledge, day } = question;
    let revisions = u32::try_from(extraction.revisions.len()).unwrap_or(u32::MAX).max(1);
    let statements = statements(extraction, retracted);
    let last_before_received = last_before_received(revisions, &statements, bounds, claims);
    let last = last_before_received.unwrap_or(revisions);
    let mut network = Network::new(Node::Origin);
    let mut events = vec![Event::ContentWritten, Event::Made];
    events.extend((1..=revisions).flat_map(|revision| [Event::WordsWritten(revision), Event::Saved(revision)]));

    let axiom = |network: &mut Network, axiom: Axiom, sentence: String| {
        network.premise(Premise::new(Nature::Axiom, Strength::Hard, vec![PremiseRef::axiom(axiom)], sentence))
    };
    for revision in 1..revisions {
        let premise = axiom(
            &mut network,
            Axiom::RevisionOrder(revision + 1),
            format!("save {revision} came before save {}, which is appended to it", revision + 1),
        );
        network.order(premise, Node::Event(Event::Saved(revision)), Node::Event(Event::Saved(revision + 1)), 0);
    }
    let content = axiom(
        &mut network,
        Axiom::ContentBeforeSave,
        "words are written before the file that holds them is saved".to_owned(),
    );
    network.order(content, Node::Event(Event::ContentWritten), Node::Event(Event::Saved(last)), 0);
    for revision in 1..=revisions {
        let words = Node::Event(Event::WordsWritten(revision));
        network.order(content, words.clone(), Node::Event(Event::Saved(revision)), 0);
        if revision <= last {
            network.order(content, words, Node::Event(Event::ContentWritten), 0);
        }
    }
    let saved = axiom(
        &mut network,
        Axiom::SavedBeforeExamined,
        format!("the file was saved before it was examined, on {}", plain_day(day.0)),
    );
    network.order(saved, Node::Event(Event::Saved(revisions)), Node::Event(Event::Examined), 0);
    network.within(saved, Node::Event(Event::Examined), Node::Origin, None, Some(day.end_anywhere().0));
    if let Some(received) = &claims.received {
        let premise = network.premise(Premise::new(
            Nature::Claim,
            Strength::Hard,
            vec![PremiseRef::claim(format!("received:{}", received.text))],
            format!("the file is said to have been received on {}", received.plain_date()),
        ));
        network.order(premise, Node::Event(Event::Saved(last)), Node::Event(Event::Received), 0);
        network.within(premise, Node::Event(Event::Received), Node::Origin, None, Some(received.latest.0));
        events.push(Event::Received);
    }

    let made = knowledge.order(Role::Created, Role::Modified);
    let order =
        network.premise(Premise::new(Nature::Order, made.strength, vec![PremiseRef::order(made.id)], made.sentence));
    network.order(order, Node::Event(Event::Made), Node::Event(Event::Saved(1)), WRONG_ZONE);

    add_statements(&mut network, &statements, knowledge, &mut events);
    for bound in &wording::weighed(bounds) {
        let premise = network.premise(Premise {
            mark: Some(Mark {
                artefact: bound.artefact.clone(),
                floor: bound.floor,
                what: bound.what.clone(),
                at: bound.at,
            }),
            about: Some(Node::Event(bound.event)),
            ..Premise::new(Nature::Bound, bound.strength, bound.because.clone(), bound_sentence(bound))
        });
        let (earliest, latest) = match bound.side {
            Side::NotBefore => (Some(bound.at.0), None),
            Side::NotAfter => (None, Some(bound.at.0)),
        };
        network.within(premise, Node::Event(bound.event), Node::Origin, earliest, latest);
    }
    let vouched = bounds
        .iter()
        .filter(|bound| bound.side == Side::NotAfter && bound.strength == Strength::Hard)
        .filter(|bound| matches!(bound.event, Event::Saved(revision) if revision >= last))
        .filter_map(|bound| Some((bound.at, bound.what.clone(), bound.because.first()?.clone())))
        .collect();
    let mut anchored = false;
    for anchor in claims.anchors.iter().filter(|anchor| anchor.sha256 == sha256) {
        anchored = true;
        let premise = network.premise(Premise {
            mark: Some(Mark {
                artefact: Artefact(anchor.id()),
                floor: false,
                what: anchor.held_by.clone(),
                at: anchor.existed_by.latest,
            }),
            about: Some(Node::Event(Event::Saved(revisions))),
            ..Premise::new(
                Nature::Bound,
                Strength::Hard,
                vec![PremiseRef::fact(anchor.id())],
                format!(
                    "{} holds the same bytes and vouches that they existed by {}",
                    anchor.held_by,
                    anchor.existed_by.plain_date()
                ),
            )
        });
        network.within(
            premise,
            Node::Event(Event::Saved(revisions)),
            Node::Origin,
            None,
            Some(anchor.existed_by.latest.0),
        );
    }

    let mut claim_premises = Vec::new();
    for claim in &claims.claims {
        let (Some(moment), true) = (&claim.moment, matches!(claim.layer, Layer::Content | Layer::Bytes)) else {
            continue;
        };
        let event = if claim.layer == Layer::Content { Event::ContentWritten } else { Event::Saved(last) };
        let sentence = match claim.layer {
            Layer::Content => format!("these words are said to have existed by {}", plain_span(&claim.text)),
            _ => format!("this copy is said to have existed by {}", plain_span(&claim.text)),
        };
        let premise = network.premise(Premise::new(
            Nature::Claim,
            Strength::Hard,
            vec![PremiseRef::claim(claim.id.clone())],
            sentence,
        ));
        network.within(premise, Node::Event(event), Node::Origin, None, Some(moment.latest.0));
        claim_premises.push((claim.clone(), premise));
    }
    events.sort_unstable();
    events.dedup();
    DocumentNetwork {
        network,
        claims: claim_premises,
        last_before_received,
        events,
        anchored,
        vouched,
        retracted: retracted.clone(),
        beyond_belief: BTreeSet::new(),
        of_words: bounds.iter().filter(|bound| wording::is_of_words(bound)).cloned().collect(),
    }
}

/// Statements, the orders they are in, and the clocks they were read on.
fn add_statements(network: &mut Network, statements: &[Statement<'_>], knowledge: &Knowledge, events: &mut Vec<Event>) {
    let mut clocks = BTreeSet::new();
    let mut spoken_of = BTreeSet::new();
    let mut again = 0;
    for statement in statements {
        // The first word on an event is taken for it. A second one (the packet next to the document information, a later
        // revision that says it anew) speaks of the same event only as far as honest files keep that.
        let first = spoken_of.insert(statement.event);
        let node = if first {
            Node::Event(statement.event)
        } else {
            again += 1;
            Node::SaidAgain(again)
        };
        let premise = network.premise(Premise {
            about: Some(Node::Event(statement.event)),
            ..Premise::new(
                Nature::Statement,
                // A camera whose clock had lost its time says what nobody should rely on.
                if knowledge.restarted_clock(statement.evidence).is_some() { Strength::Weak } else { Strength::Strong },
                vec![PremiseRef::evidence(statement.evidence.id)],
                statement.sentence(),
            )
        });
        let (earliest, latest) = (statement.earliest.plus(-ONE_SAVE), statement.latest.plus(ONE_SAVE));
        network.within(premise, node.clone(), Node::Clock(statement.clock.clone()), Some(earliest.0), Some(latest.0));
        clocks.insert(statement.clock.clone());
        if !first {
            let same = knowledge.said_twice();
            let premise = network.premise(Premise::new(
                Nature::Order,
                same.strength,
                vec![PremiseRef::order(same.id)],
                same.sentence,
            ));
            network.order(premise, node.clone(), Node::Event(statement.event), WRONG_ZONE);
            network.order(premise, Node::Event(statement.event), node, WRONG_ZONE);
        } else if let Some(premise) = statement.order(knowledge) {
            let premise = network.premise(premise);
            network.order(
                premise,
                Node::Event(statement.event),
                Node::Event(Event::Saved(statement.revision)),
                WRONG_ZONE,
            );
            events.push(statement.event);
        }
    }
    for clock in clocks {
        let sentence = format!("{} was right, give or take a day", clock.describe());
        let refs = vec![PremiseRef::axiom(Axiom::ClockRight(clock.name()))];
        let premise = network.premise(Premise::new(Nature::ClockWasRight, Strength::Strong, refs, sentence));
        network.within(premise, Node::Clock(clock), Node::Origin, Some(-CLOCK_TOLERANCE), Some(CLOCK_TOLERANCE));
    }
}

fn bound_sentence(bound: &Bound) -> String {
    let since = bound.at.plain_since();
    let (happened, what) = (bound.event.happened(), &bound.what);
    match (bound.side, bound.floor) {
        (Side::NotBefore, true) if wording::is_of_words(bound) => {
            format!("{happened} {} they name {what}, first known then", or_later(&since))
        }
        (Side::NotBefore, false) if wording::is_of_words(bound) => {
            format!("{happened} {} they name {what}, public since then", or_later(&since))
        }
        (Side::NotBefore, true) => {
            format!("{happened} {} it carries a trace of {what}, first known then", or_later(&since))
        }
        (Side::NotBefore, false) => {
            format!("{happened} {} it carries a trace of {what}, released then", or_later(&since))
        }
        (Side::NotAfter, _) => format!("{happened} by {}: {what} vouches for it", bound.at.plain_day()),
    }
}

/// "in May 2023 or later:", "on 24 September 2021 or later:".
fn or_later(since: &str) -> String {
    format!("{since} or later:")
}

/// The end of a claimed span as the sentence "existed by" needs it: of `2008/2014` the later year.
fn plain_span(text: &str) -> String {
    plain_date(text.split('/').next_back().unwrap_or(text))
}

/// A statement: the document's word on an event, read on a clock.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// Where it is.
    pub evidence: &'a Evidence,
    /// What it speaks of.
    pub event: Event,
    /// The roles in whose order it is with the save that brought it in.
    order: Option<(Role, Role)>,
    /// The revision that brought it in.
    pub revision: u32,
    clock: Clock,
    earliest: Instant,
    latest: Instant,
}

impl Statement<'_> {
    fn sentence(&self) -> String {
        format!("it says that {} on {} ({})", self.event.happened(), self.evidence.value_text(), self.evidence.label())
    }

    /// The order between the event and the save that brought the statement in.
    fn order(&self, knowledge: &Knowledge) -> Option<Premise> {
        let (earlier, later) = self.order?;
        let order = knowledge.order(earlier, later);
        Some(Premise::new(Nature::Order, order.strength, vec![PremiseRef::order(order.id)], order.sentence))
    }
}

/// The statements of a document: every dated value that is not a program's default and not a repetition of what an
/// earlier revision already said.
#[must_use]
pub fn statements<'a>(extraction: &'a Extraction, retracted: &BTreeSet<EvidenceId>) -> Vec<Statement<'a>> {
    let mut said = BTreeSet::new();
    let (mut steps, mut parts) = (0, 0);
    let mut statements = Vec::new();
    let edited_by_tool = extraction.evidence.iter().any(Evidence::is_of_a_metadata_editor);
    for evidence in &extraction.evidence {
        let Some(moment) = evidence.moment() else { continue };
        // The time of a signature by itself is weighed by the checks on signatures.
        let is_signing = evidence.role == Some(Role::SignatureTime);
        let repeats = !said.insert((&evidence.property, &evidence.locus.path, &moment.text));
        if is_signing || repeats || retracted.contains(&evidence.id) {
            continue;
        }
        let revision = extraction.revision_of(evidence);
        // Of a save that signs, the latest word counts: signing programs leave the date of the save before.
        // A metadata editor leaves the date of the save before: it is no word on the save that the editor made.
        if evidence.role == Some(Role::Modified) && edited_by_tool {
            steps += 1;
            statements.push(Statement {
                evidence,
                event: Event::HistoryStep(steps),
                order: None,
                revision,
                clock: Clock::OfStep(steps),
                earliest: moment.earliest,
                latest: moment.latest,
            });
            continue;
        }
        let (evidence, moment) = match evidence.role {
            Some(Role::Modified) => {
                later_signing(extraction, retracted, revision, moment).unwrap_or((evidence, moment))
            }
            _ => (evidence, moment),
        };
        let Some((told, order)) = evidence.role.and_then(Role::told) else { continue };
        let (event, clock) = match told {
            Told::Making => (Event::Made, Clock::OfRevision(1)),
            Told::Save => (Event::Saved(revision), Clock::OfRevision(revision)),
            Told::Step => {
                steps += 1;
                (Event::HistoryStep(steps), Clock::OfStep(steps))
            }
            Told::Part => {
                parts += 1;
                (Event::PartMade(parts), Clock::OfPart(parts))
            }
        };
        statements.push(Statement {
            evidence,
            event,
            order,
            revision,
            clock,
            earliest: moment.earliest,
            latest: moment.latest,
        });
    }
    only_latest_parts(statements)
}

/// The time of a signature that the same save made, where it lies wholly after the save's own date.
fn later_signing<'a>(
    extraction: &'a Extraction,
    retracted: &BTreeSet<EvidenceId>,
    revision: u32,
    stated: &Moment,
) -> Option<(&'a Evidence, &'a Moment)> {
    extraction
        .evidence
        .iter()
        .filter(|evidence| evidence.role == Some(Role::SignatureTime) && evidence.locus.revision == Some(revision))
        .filter(|evidence| !retracted.contains(&evidence.id))
        .filter_map(|evidence| Some((evidence, evidence.moment()?)))
        .filter(|(_, moment)| moment.certainly_after(stated))
        .max_by_key(|(_, moment)| moment.latest)
}

/// More parts than this are not reasoned about: only the latest can be later than the whole.
const PARTS: usize = 64;

/// Parts and steps of history beyond the bound are left out, the earliest first: a document of ten thousand annotations
/// costs no more than one of a hundred.
fn only_latest_parts(mut statements: Vec<Statement<'_>>) -> Vec<Statement<'_>> {
    // Of the members of an archive only the youngest bounds it; a thousand others would say the same.
    let packed = |statement: &Statement<'_>| statement.evidence.role == Some(Role::PackedTime);
    let youngest = statements.iter().filter(|statement| packed(statement)).map(|statement| statement.earliest).max();
    let mut taken = false;
    statements.retain(|statement| {
        !packed(statement) || Some(statement.earliest) == youngest && !std::mem::replace(&mut taken, true)
    });
    let many = |statement: &Statement<'_>| matches!(statement.event, Event::PartMade(_) | Event::HistoryStep(_));
    let mut times: Vec<Instant> =
        statements.iter().filter(|statement| many(statement)).map(|statement| statement.earliest).collect();
    if times.len() > PARTS {
        times.sort_unstable();
        let from = times.get(times.len() - PARTS).copied().unwrap_or(Instant(i64::MIN));
        statements.retain(|statement| !many(statement) || statement.earliest >= from);
    }
    statements
}

/// What happened after the file was received belongs to custody: the last revision whose save is not certainly later.
fn last_before_received(
    revisions: u32,
    statements: &[Statement<'_>],
    bounds: &[Bound],
    claims: &Claims,
) -> Option<u32> {
    let Some(received) = &claims.received else { return Some(revisions) };
    let late = |revision: u32| {
        statements
            .iter()
            .any(|statement| statement.event == Event::Saved(revision) && statement.earliest > received.latest)
            || bounds.iter().any(|bound| {
                bound.event == Event::Saved(revision)
                    && bound.side == Side::NotBefore
                    && bound.floor
                    && bound.at > received.latest
            })
    };
    let first_late = (1..=revisions).find(|&revision| late(revision));
    match first_late {
        None => Some(revisions),
        Some(1) => None,
        Some(revision) => Some(revision - 1),
    }
}
