//! Premises about *when*: axioms, bounds and statements, and the events they speak of.

use crate::model::claim::OF_ANCHOR;
use crate::model::{Instant, PremiseRef, Strength};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a claim, a bound or a verdict speaks of. A scan made in 2024 of an order signed in 2013 is no forgery: its
/// bytes are young, its content is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// These words, characters and pictures existed by then.
    Content,
    /// This file, in this form, existed by then.
    Bytes,
    /// Who, where, with what machine and software.
    Origin,
    /// These files belong together.
    Collection,
    /// What happened to them since.
    Custody,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Content => "content",
            Self::Bytes => "bytes",
            Self::Origin => "origin",
            Self::Collection => "collection",
            Self::Custody => "custody",
        })
    }
}

/// Something that happened to the document: a node of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Event {
    /// The words of the last state were written.
    ContentWritten,
    /// The words that revision n put in were written.
    WordsWritten(u32),
    /// The document was made (its first state, whatever became of the bytes since).
    Made,
    /// A part (an image, a font) was made; the number tells parts apart.
    PartMade(u32),
    /// A step of the stated history; the number is its place.
    HistoryStep(u32),
    /// Revision n was saved: its bytes came to be.
    Saved(u32),
    /// The file was received.
    Received,
    /// The file was examined.
    Examined,
}

impl Event {
    /// Whether it is the making of the file or a save of it.
    #[must_use]
    pub fn is_of_a_save(self) -> bool {
        matches!(self, Self::Made | Self::Saved(_))
    }

    /// The layer that the event belongs to.
    #[must_use]
    pub fn layer(self) -> Layer {
        match self {
            Self::ContentWritten | Self::WordsWritten(_) => Layer::Content,
            Self::Received | Self::Examined => Layer::Custody,
            _ => Layer::Bytes,
        }
    }
}

impl Event {
    /// The name in the record: `revision-2-saved`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::ContentWritten => "content-written".to_owned(),
            Self::WordsWritten(revision) => format!("revision-{revision}-words-written"),
            Self::Made => "made".to_owned(),
            Self::PartMade(part) => format!("part-{part}-made"),
            Self::HistoryStep(step) => format!("history-step-{step}"),
            Self::Saved(revision) => format!("revision-{revision}-saved"),
            Self::Received => "received".to_owned(),
            Self::Examined => "examined".to_owned(),
        }
    }
}

impl From<Event> for String {
    fn from(event: Event) -> Self {
        event.name()
    }
}

impl TryFrom<String> for Event {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let numbered = |before: &str, after: &str| name.strip_prefix(before)?.strip_suffix(after)?.parse().ok();
        let plain = [Self::ContentWritten, Self::Made, Self::Received, Self::Examined];
        let found = plain.into_iter().find(|event| event.name() == name);
        let found = found.or_else(|| numbered("revision-", "-saved").map(Self::Saved));
        let found = found.or_else(|| numbered("revision-", "-words-written").map(Self::WordsWritten));
        let found = found.or_else(|| numbered("part-", "-made").map(Self::PartMade));
        let found = found.or_else(|| numbered("history-step-", "").map(Self::HistoryStep));
        found.ok_or_else(|| format!("no event: {name:?}"))
    }
}

impl Event {
    /// What happened, as a sentence without its time: "the file was saved".
    #[must_use]
    pub fn happened(self) -> String {
        match self {
            Self::ContentWritten | Self::WordsWritten(1) => "its words were written".to_owned(),
            Self::WordsWritten(revision) => format!("the words that save {revision} put in were written"),
            Self::Made => "it was made".to_owned(),
            Self::PartMade(part) => format!("part {part} of it was made"),
            Self::HistoryStep(step) => format!("step {step} of its history took place"),
            Self::Saved(1) => "it was saved".to_owned(),
            Self::Saved(revision) => format!("save {revision} was made"),
            Self::Received => "it was received".to_owned(),
            Self::Examined => "it was examined".to_owned(),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentWritten => f.write_str("the writing of the words"),
            Self::WordsWritten(revision) => write!(f, "the writing of the words of revision {revision}"),
            Self::Made => f.write_str("the making of the document"),
            Self::PartMade(part) => write!(f, "the making of part {part}"),
            Self::HistoryStep(step) => write!(f, "step {step} of the history"),
            Self::Saved(revision) => write!(f, "the saving of revision {revision}"),
            Self::Received => f.write_str("the receipt"),
            Self::Examined => f.write_str("the examination"),
        }
    }
}

/// Which end of an event's window a bound sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Terminus post quem.
    NotBefore,
    /// Terminus ante quem.
    NotAfter,
}

/// The kinds of premise, as the record names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PremiseKind {
    /// The document's own word, or the bytes that a bound rests on.
    Evidence,
    /// What is claimed of the document.
    Claim,
    /// A dated fact of the knowledge base, or what an anchor vouches for.
    Fact,
    /// What follows from how things are made, or an order between statements.
    Axiom,
}

/// Who or what left a mark. Two marks of one maker are one artefact: two fields of one writer are not independent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Artefact(pub String);

impl Artefact {
    /// Whether it is the copy of an anchor.
    #[must_use]
    pub fn is_of_anchor(&self) -> bool {
        self.0.starts_with(OF_ANCHOR)
    }
}

/// A bound on an event: not before, or not after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bound {
    /// The event that is bounded.
    #[schemars(with = "String")]
    pub event: Event,
    /// Which end.
    pub side: Side,
    /// The instant.
    pub at: Instant,
    /// Hard where the floor was read at its source; strong where recalled, or between floor and release.
    pub strength: Strength,
    /// Whose mark it is.
    pub artefact: Artefact,
    /// The evidence and the fact it rests on.
    pub because: Vec<PremiseRef>,
    /// What was recognised, in words: "Ghostscript 10.00".
    pub what: String,
    /// Whether this is the floor before which nothing of the kind existed; otherwise it is the release, before which
    /// only a pre-release could have written it. A time after which the event cannot have been is firm too.
    pub floor: bool,
}
