//! Which premises cannot be true together: of each claim, and of the document by itself.

use crate::model::{ClaimId, Conflict, Layer, Strength};
use crate::reasoning::network::Nature;
use crate::reasoning::node::Premise;
use crate::reasoning::premises::DocumentNetwork;
use crate::reasoning::refs;

/// More conflicts of one kind than this are not listed: the first ones say it.
const LIMIT: usize = 12;

/// A conflict, and the numbers of its premises in the network.
#[derive(Debug, Clone)]
pub struct Clash {
    /// The conflict, for the record.
    pub conflict: Conflict,
    /// Its premises.
    pub members: Vec<usize>,
    /// So many of its sentences, the first, say more than that a clock was right.
    pub telling: usize,
}

/// All conflicts: claim by claim, then those of the document by itself.
#[must_use]
pub fn all(document: &DocumentNetwork) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (claim, number) in &document.claims {
        let found = against_bounds(document, *number).into_iter().chain(against_statements(document, *number));
        clashes.extend(found.map(|members| clash(document, members, claim.layer, Some(claim.id.clone()))));
    }
    clashes.extend(by_itself(document).into_iter().map(|members| clash(document, members, Layer::Bytes, None)));
    clashes
}

/// The claim against axioms and bounds: the hard ones first, then of every other maker the strongest.
fn against_bounds(document: &DocumentNetwork, claim: usize) -> Vec<Vec<usize>> {
    let network = &document.network;
    let is_bound = |premise: &Premise| premise.nature == Nature::Bound;
    let same_maker = |first: &Premise, second: &Premise| {
        let maker = |premise: &Premise| premise.mark.as_ref().map(|mark| mark.artefact.clone());
        maker(first) == maker(second) && first.about == second.about
    };
    let mut chosen = choose(document, claim, |premise| {
        premise.nature == Nature::Axiom || is_bound(premise) && premise.strength == Strength::Hard
    });
    let mut found = network.conflicts(&chosen, is_bound, same_maker, LIMIT);
    let spoken: Vec<Premise> = found
        .iter()
        .flatten()
        .filter_map(|&member| network.premises().get(member))
        .filter(|premise| is_bound(premise))
        .cloned()
        .collect();
    // Floors that were recalled come before releases, so that they can corroborate each other.
    for floors_only in [true, false] {
        for (flag, premise) in chosen.iter_mut().zip(network.premises()) {
            let wanted = premise.mark.as_ref().is_some_and(|mark| mark.floor) == floors_only;
            if is_bound(premise) {
                *flag = wanted && !spoken.iter().any(|other| same_maker(premise, other));
            }
        }
        let more = network.conflicts(&chosen, is_bound, same_maker, LIMIT.saturating_sub(found.len()));
        let known: Vec<&Premise> = found
            .iter()
            .flatten()
            .filter_map(|&member| network.premises().get(member))
            .filter(|premise| is_bound(premise))
            .collect();
        let fresh: Vec<Vec<usize>> = more
            .into_iter()
            .filter(|members| {
                !members
                    .iter()
                    .filter_map(|&member| network.premises().get(member))
                    .any(|premise| is_bound(premise) && known.iter().any(|other| same_maker(premise, other)))
            })
            .collect();
        found.extend(fresh);
    }
    found
}

/// The claim against the document's own word, event by event.
fn against_statements(document: &DocumentNetwork, claim: usize) -> Vec<Vec<usize>> {
    let network = &document.network;
    let of_word = |premise: &Premise| {
        matches!(premise.nature, Nature::Axiom | Nature::Statement | Nature::ClockWasRight | Nature::Order)
    };
    // Statements that quarrel among themselves are that conflict's business, not the claim's: each is taken alone.
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut spoken_of = Vec::new();
    for (number, statement) in network.premises().iter().enumerate() {
        if statement.nature != Nature::Statement || spoken_of.contains(&&statement.about) || found.len() >= LIMIT {
            continue;
        }
        let chosen: Vec<bool> = network
            .premises()
            .iter()
            .enumerate()
            .map(|(other, premise)| {
                other == claim || other == number || of_word(premise) && premise.nature != Nature::Statement
            })
            .collect();
        if let Some(conflict) = network.minimal_conflict(&chosen) {
            spoken_of.push(&statement.about);
            found.push(conflict);
        }
    }
    found
}

/// Statements against each other and against floors: a release alone does not speak against a document's own dates,
/// since services and previews run ahead of releases.
fn by_itself(document: &DocumentNetwork) -> Vec<Vec<usize>> {
    let network = &document.network;
    let chosen = network.choose(|premise| {
        premise.nature != Nature::Claim
            && (premise.nature != Nature::Bound || premise.mark.as_ref().is_some_and(|mark| mark.floor))
    });
    let is_statement = |premise: &Premise| premise.nature == Nature::Statement;
    let same_event = |first: &Premise, second: &Premise| first.about == second.about && first.about.is_some();
    network.conflicts(&chosen, is_statement, same_event, LIMIT)
}

fn choose(document: &DocumentNetwork, claim: usize, test: impl Fn(&Premise) -> bool) -> Vec<bool> {
    document.network.premises().iter().enumerate().map(|(number, premise)| number == claim || test(premise)).collect()
}

fn clash(document: &DocumentNetwork, members: Vec<usize>, layer: Layer, claim: Option<ClaimId>) -> Clash {
    let network = &document.network;
    let mut premises: Vec<&Premise> = members.iter().filter_map(|&member| network.premises().get(member)).collect();
    // What is claimed or stated first, then what speaks against it, then what ties them together.
    premises.sort_by_key(|premise| match premise.nature {
        Nature::Claim => 0,
        Nature::Statement => 1,
        Nature::Bound => 2,
        Nature::Order => 3,
        Nature::Axiom => 4,
        Nature::ClockWasRight => 5,
    });
    Clash {
        telling: premises.iter().filter(|premise| premise.nature != Nature::ClockWasRight).count(),
        conflict: Conflict {
            layer,
            strength: premises.iter().map(|premise| premise.strength).min().unwrap_or(Strength::Informational),
            premises: refs(network, &members),
            sentences: premises.iter().map(|premise| premise.sentence.clone()).collect(),
            claim,
        },
        members,
    }
}
