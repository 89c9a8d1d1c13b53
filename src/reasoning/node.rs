//! What the network of one document is built over: its events, and the clocks on which times were read.

use crate::model::Event;
use crate::reasoning::network;

/// A clock: one for every writer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// The clock of whoever saved a revision.
    OfRevision(u32),
    /// The clock of whoever took a step of the history.
    OfStep(u32),
    /// The clock of whoever made a part.
    OfPart(u32),
}

impl Clock {
    /// A short name, for references.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::OfRevision(revision) => format!("revision-{revision}"),
            Self::OfStep(step) => format!("step-{step}"),
            Self::OfPart(part) => format!("part-{part}"),
        }
    }

    /// In words.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::OfRevision(1) => "the clock of the computer that saved it".to_owned(),
            Self::OfRevision(revision) => format!("the clock of the computer that made save {revision}"),
            Self::OfStep(step) => format!("the clock of the computer that made step {step} of its history"),
            Self::OfPart(part) => format!("the clock of the computer that made part {part}"),
        }
    }
}

/// A node of the network.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// 1970-01-01T00:00:00Z.
    Origin,
    /// The zero of a clock.
    Clock(Clock),
    /// An event.
    Event(Event),
    /// An event as a further statement speaks of it; the number tells such statements apart.
    SaidAgain(u32),
}

/// The network of one document.
pub type Network = network::Network<Node>;
/// A premise of it.
pub type Premise = network::Premise<Node>;
