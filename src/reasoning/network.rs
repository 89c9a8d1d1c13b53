//! The simple temporal network (Dechter, Meiri and Pearl, *Temporal constraint networks*, 1991).
//!
//! Nodes are whatever a network is built over: of a document its events, the origin of time, and one origin for every clock. A premise gives one or two edges, each an
//! upper bound on the difference of two nodes. The premises can be true together exactly when no cycle of edges is
//! negative; a negative cycle, reduced until nothing can be left out, is a conflict.
//!
//! A clock is a node: a time read on clock C bounds `event - C`, and "clock C was right" bounds `C - origin`. So two
//! times read on one clock conflict whatever that clock showed, and times read on two clocks conflict only together
//! with the premise that both clocks were right.

use crate::model::{Artefact, Instant, PremiseRef, Strength};
use std::collections::BTreeMap;

/// What kind of thing a premise is; it decides which questions it may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Follows from how things are made.
    Axiom,
    /// A not-before or not-after that does not rest on the document's word.
    Bound,
    /// What is claimed.
    Claim,
    /// An order that honest documents keep, with a measured exception rate.
    Order,
    /// "This clock was right."
    ClockWasRight,
    /// The document's own word.
    Statement,
}

/// A premise: its edges stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premise<N> {
    /// What it is.
    pub nature: Nature,
    /// The most that a conflict can carry that rests on it.
    pub strength: Strength,
    /// References for the record.
    pub refs: Vec<PremiseRef>,
    /// In words, one sentence.
    pub sentence: String,
    /// For a bound: whose mark it is, and whether it is the floor.
    pub mark: Option<Mark>,
    /// The node that it speaks of, where it speaks of one.
    pub about: Option<N>,
}

/// Whose mark a bound rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The maker: two marks of one maker are not independent.
    pub artefact: Artefact,
    /// Whether nothing of the kind existed before the bound; otherwise only a release is meant.
    pub floor: bool,
    /// What was recognised, in words.
    pub what: String,
    /// The instant that it bounds.
    pub at: Instant,
}

impl<N> Premise<N> {
    /// A premise without a mark, about nothing in particular.
    #[must_use]
    pub fn new(nature: Nature, strength: Strength, refs: Vec<PremiseRef>, sentence: String) -> Self {
        Self { nature, strength, refs, sentence, mark: None, about: None }
    }
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    /// `to - from <= weight`, in seconds.
    weight: i64,
    premise: usize,
}

/// The number of the node from which times are counted.
const ORIGIN: usize = 0;

/// One end of a window: the instant, and the premises on the path that sets it.
pub type End = Option<(Instant, Vec<usize>)>;

/// The network over nodes of some kind.
#[derive(Debug, Clone)]
pub struct Network<N> {
    nodes: BTreeMap<N, usize>,
    edges: Vec<Edge>,
    premises: Vec<Premise<N>>,
}

impl<N: Ord> Network<N> {
    /// A network that knows nothing but from where times are counted: 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn new(origin: N) -> Self {
        Self { nodes: BTreeMap::from([(origin, ORIGIN)]), edges: vec![], premises: vec![] }
    }

    fn node(&mut self, node: N) -> usize {
        let next = self.nodes.len();
        *self.nodes.entry(node).or_insert(next)
    }

    /// All premises, by number.
    #[must_use]
    pub fn premises(&self) -> &[Premise<N>] {
        &self.premises
    }

    /// Adds a premise without edges; constraints are added to its number.
    pub fn premise(&mut self, premise: Premise<N>) -> usize {
        self.premises.push(premise);
        self.premises.len() - 1
    }

    /// `later - earlier >= -slack`: the first is not after the second, give or take so many seconds.
    pub fn order(&mut self, premise: usize, earlier: N, later: N, slack: i64) {
        let (from, to) = (self.node(later), self.node(earlier));
        self.edges.push(Edge { from, to, weight: slack, premise });
    }

    /// The node lies within `[earliest, latest]`, counted from `zero`; an absent end leaves it open.
    pub fn within(&mut self, premise: usize, node: N, zero: N, earliest: Option<i64>, latest: Option<i64>) {
        let (node, zero) = (self.node(node), self.node(zero));
        if let Some(latest) = latest {
            self.edges.push(Edge { from: zero, to: node, weight: latest, premise });
        }
        if let Some(earliest) = earliest {
            self.edges.push(Edge { from: node, to: zero, weight: earliest.saturating_neg(), premise });
        }
    }

    /// Whether the chosen premises can be true together.
    #[must_use]
    pub fn consistent(&self, chosen: &[bool]) -> bool {
        self.negative_cycle(chosen).is_none()
    }

    /// The premises of a negative cycle among the chosen ones (Bellman and Ford, all nodes as sources).
    fn negative_cycle(&self, chosen: &[bool]) -> Option<Vec<usize>> {
        let count = self.nodes.len();
        let mut distance = vec![0_i64; count];
        let mut arrived_by: Vec<Option<usize>> = vec![None; count];
        let mut last = None;
        for _ in 0..=count {
            last = None;
            for (number, edge) in self.edges.iter().enumerate() {
                if !chosen.get(edge.premise).copied().unwrap_or(false) {
                    continue;
                }
                let through = distance.get(edge.from)?.saturating_add(edge.weight);
                if through < *distance.get(edge.to)? {
                    *distance.get_mut(edge.to)? = through;
                    *arrived_by.get_mut(edge.to)? = Some(number);
                    last = Some(edge.to);
                }
            }
            last?;
        }
        // Still moving after as many rounds as nodes: walk back until surely on the cycle, then once around.
        let mut node = last?;
        for _ in 0..count {
            node = self.edges.get((*arrived_by.get(node)?)?)?.from;
        }
        let (start, mut premises) = (node, Vec::new());
        loop {
            let edge = self.edges.get((*arrived_by.get(node)?)?)?;
            premises.push(edge.premise);
            node = edge.from;
            if node == start {
                break;
            }
        }
        premises.sort_unstable();
        premises.dedup();
        Some(premises)
    }

    /// A minimal set of premises among the chosen that cannot all be true: none of them can be left out.
    #[must_use]
    pub fn minimal_conflict(&self, chosen: &[bool]) -> Option<Vec<usize>> {
        let mut conflict = self.negative_cycle(chosen)?;
        // The document's word is given up before a bound, a bound before the claim, so that what stays says most.
        let mut candidates = conflict.clone();
        candidates.sort_by_key(|&premise| {
            (std::cmp::Reverse(self.premises.get(premise).map(|premise| premise.nature)), std::cmp::Reverse(premise))
        });
        for candidate in candidates {
            let mut without = vec![false; self.premises.len()];
            for &premise in conflict.iter().filter(|&&premise| premise != candidate) {
                if let Some(flag) = without.get_mut(premise) {
                    *flag = true;
                }
            }
            if let Some(smaller) = self.negative_cycle(&without) {
                conflict = smaller;
            }
        }
        Some(conflict)
    }

    /// When a node can have taken place by the chosen premises, which must be consistent.
    #[must_use]
    pub fn window(&self, node: &N, chosen: &[bool]) -> (End, End) {
        let Some(&node) = self.nodes.get(node) else { return (None, None) };
        let upper = self.shortest(ORIGIN, node, chosen);
        let lower = self.shortest(node, ORIGIN, chosen).map(|(weight, path)| (weight.saturating_neg(), path));
        let end = |end: Option<(i64, Vec<usize>)>| end.map(|(at, path)| (Instant(at), path));
        (end(lower), end(upper))
    }

    fn shortest(&self, from: usize, to: usize, chosen: &[bool]) -> Option<(i64, Vec<usize>)> {
        let count = self.nodes.len();
        let mut distance: Vec<Option<i64>> = vec![None; count];
        let mut arrived_by: Vec<Option<usize>> = vec![None; count];
        *distance.get_mut(from)? = Some(0);
        for _ in 0..count {
            let mut moved = false;
            for (number, edge) in self.edges.iter().enumerate() {
                if !chosen.get(edge.premise).copied().unwrap_or(false) {
                    continue;
                }
                let Some(through) = distance.get(edge.from)?.map(|at| at.saturating_add(edge.weight)) else { continue };
                if distance.get(edge.to)?.is_none_or(|at| through < at) {
                    *distance.get_mut(edge.to)? = Some(through);
                    *arrived_by.get_mut(edge.to)? = Some(number);
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        let total = (*distance.get(to)?)?;
        let (mut node, mut path) = (to, Vec::new());
        while node != from && path.len() <= count {
            let edge = self.edges.get((*arrived_by.get(node)?)?)?;
            path.push(edge.premise);
            node = edge.from;
        }
        path.sort_unstable();
        path.dedup();
        Some((total, path))
    }

    /// All premises chosen that pass a test.
    pub fn choose(&self, test: impl Fn(&Premise<N>) -> bool) -> Vec<bool> {
        self.premises.iter().map(test).collect()
    }

    /// Minimal conflicts among the chosen, one after the other. After each, the last of its premises that `gives_way`
    /// names is set aside with all others `like` it, so that the next conflict rests on something else. At most `limit`.
    #[must_use]
    pub fn conflicts(
        &self,
        chosen: &[bool],
        gives_way: impl Fn(&Premise<N>) -> bool,
        like: impl Fn(&Premise<N>, &Premise<N>) -> bool,
        limit: usize,
    ) -> Vec<Vec<usize>> {
        let mut chosen = chosen.to_vec();
        let mut found = Vec::new();
        while found.len() < limit {
            let Some(conflict) = self.minimal_conflict(&chosen) else { break };
            let aside = conflict
                .iter()
                .rev()
                .filter_map(|&premise| self.premises.get(premise))
                .find(|premise| gives_way(premise));
            match aside {
                Some(aside) => {
                    for (flag, premise) in chosen.iter_mut().zip(&self.premises) {
                        let is_it = std::ptr::eq(premise, aside);
                        *flag = *flag && !(is_it || gives_way(premise) && like(premise, aside));
                    }
                    found.push(conflict);
                }
                None => {
                    found.push(conflict);
                    break;
                }
            }
        }
        found
    }
}
