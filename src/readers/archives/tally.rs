//! What an archive says of many members is handed over once, with how many say it.

use crate::model::{Locus, Property, Reading, Value};
use crate::readers::Intake;
use std::collections::BTreeMap;

/// So many characters of the order of names are kept.
const ORDER: usize = 2_000;
/// So many different values of one kind are kept; what follows is counted as others.
const KINDS: usize = 100;

/// Counts values, and keeps the order of names.
#[derive(Debug, Default)]
pub(super) struct Tally {
    seen: BTreeMap<(&'static str, String), u64>,
    names: String,
}

impl Tally {
    /// Counts a value of a kind.
    pub(super) fn note(&mut self, kind: &'static str, what: String) {
        if self.seen.len() < KINDS || self.seen.contains_key(&(kind, what.clone())) {
            *self.seen.entry((kind, what)).or_default() += 1;
        }
    }

    /// The name that comes next.
    pub(super) fn name(&mut self, name: &str) {
        if self.names.len() < ORDER {
            if !self.names.is_empty() {
                self.names.push_str(", ");
            }
            self.names.extend(name.chars().take(ORDER));
        }
    }

    /// Hands over the values of one kind.
    pub(super) fn hand_over(&self, kind: &'static str, property: &Property, intake: &mut Intake) {
        for ((found, what), count) in &self.seen {
            if *found == kind {
                let path = format!("{kind} ({count} members)");
                let locus = Locus { path, ..Locus::default() };
                intake.evidence(property, b"", Reading::Present(Value::Text(what.clone())), locus);
            }
        }
    }

    /// Hands over the names in their order.
    pub(super) fn hand_over_order(&self, property: &Property, intake: &mut Intake) {
        if !self.names.is_empty() {
            let order = self.names.chars().take(ORDER).collect();
            let locus = Locus { path: "order of the members".to_owned(), ..Locus::default() };
            intake.evidence(property, b"", Reading::Present(Value::Text(order)), locus);
        }
    }
}
