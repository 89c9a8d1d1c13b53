//! The two questions before all others: was it altered, and is it as old as it is said to be. Each has an answer with its reasons, made in
//! reasoning; reports only show them.

use crate::model::{Exhibit, Layer, PremiseRef, Strength};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a document was altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Alteration {
    /// What is shown is not what was signed.
    ChangedAfterSigning,
    /// A signature does not hold, or leaves bytes of the file out: it vouches for nothing.
    SignatureFails,
    /// A later save took words away and put others in their place. Both are in the file; this accuses nobody.
    WordsReplaced,
    /// A later save took words or pages away and put nothing in their place. They are still in the file; this accuses nobody.
    WordsRemoved,
    /// No change was seen.
    NoChangeSeen,
    /// The document was not read.
    #[default]
    NotExamined,
}

/// Whether a document is as old as it is said to be; without a claim, whether its dates agree among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Age {
    /// This copy cannot be that old: its words contradict the claim, or its bytes do and it does not say so itself.
    CannotBeThatOld,
    /// A later copy, by its own dates; nothing speaks against its words.
    LaterCopy,
    /// Something in it is unusual if the claim is right.
    NeedsExplaining,
    /// All that it states lies before the claimed time.
    OlderThanClaimed,
    /// Nothing was found against the claim.
    NothingFoundAgainst,
    /// Nothing is claimed, and its dates cannot all be right.
    DatesDisagree,
    /// Nothing is claimed, and its dates agree among themselves.
    DatesAgree,
    /// It holds nothing that speaks for or against.
    NoEvidence,
    /// The document was not read.
    #[default]
    NotExamined,
}

/// Words of a page that a later save took away, and those that it put in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Replacement {
    /// The save that did it.
    pub revision: u32,
    /// The page, counted from 1.
    pub page: u32,
    /// The words before.
    pub before: String,
    /// The words in their place; empty where they were only taken away.
    pub after: String,
    /// Whether a field of a form or an annotation shows them, not the page.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub in_field: bool,
    /// Whether the page as a whole was taken away.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub whole_page: bool,
}

/// The answer to the first question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Altered {
    /// The answer.
    pub answer: Alteration,
    /// The answer in one sentence; empty where no change was seen.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub sentence: String,
    /// The same in a few words, for a list: "“12 500” became “72 500” on page 1".
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub brief: String,
    /// Words that were replaced, as far as that is the answer.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub replaced: Vec<Replacement>,
    /// What the answer rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub because: Vec<PremiseRef>,
}

/// How the few words on what a later save did begin, where no words of the document are quoted.
pub const LATER_SAVE: &str = "a later save ";
/// What a save did that put in a page.
pub const ADDED_A_PAGE: &str = "added a page";

impl Altered {
    /// Whether the answer is that a later save put in a page.
    #[must_use]
    pub fn is_a_page_added(&self) -> bool {
        self.brief.strip_prefix(LATER_SAVE) == Some(ADDED_A_PAGE)
    }
}

/// The answer to the second question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Aged {
    /// The answer.
    pub answer: Age,
    /// The answer in one sentence, made from its own premises.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub sentence: String,
    /// The same in a few words, for a list, where it can be said so: "says 2013; carries a trace of Aptos of 2023".
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub brief: String,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub because: Vec<PremiseRef>,
    /// The findings that it rests on, the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub findings: Vec<String>,
}

/// What a document hides from whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hiding {
    /// Words under a surface painted over them: a redaction that does not hold, where it was meant as one.
    CoveredWords,
    /// Words that nobody sees for another reason.
    UnseenWords,
    /// An earlier wording that is still in the file.
    EarlierVersion,
    /// Deleted or inserted words of tracked changes, and remains of earlier saves.
    TrackedChanges,
    /// Comments.
    Comments,
    /// Sheets, rows, slides or text that are marked as hidden, and speakers' notes.
    HiddenParts,
    /// What words that were taken out of the pages left behind: bookmarks, letters of fonts, values of forms.
    Leftovers,
    /// Pictures of which only a part is shown, or whose thumbnail shows something else.
    WholePictures,
    /// Words that read otherwise than they copy, and what programs show differently.
    ReadsOtherwise,
    /// Instructions that a program may carry out, and addresses that it may call.
    ActiveContent,
    /// Documents attached to it.
    Attachments,
}

/// What a document hides, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hidden {
    /// What.
    pub kind: Hiding,
    /// How many pieces.
    pub count: u64,
}

/// A place of the page that shows what belongs together: a conflict and the findings that rest on the same evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceBox {
    /// The strongest of them.
    pub strength: Strength,
    /// The findings, the strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub findings: Vec<String>,
    /// The conflicts, by their place in the list of conflicts, counted from 0.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub conflicts: Vec<usize>,
}

/// The worse of the two answers, under which a document is listed. The order is the order of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// [`Alteration::ChangedAfterSigning`].
    ChangedAfterSigning,
    /// [`Alteration::SignatureFails`].
    SignatureFails,
    /// [`Alteration::WordsReplaced`].
    WordsReplaced,
    /// [`Alteration::WordsRemoved`].
    WordsRemoved,
    /// [`Age::CannotBeThatOld`].
    CannotBeThatOld,
    /// [`Age::LaterCopy`].
    LaterCopy,
    /// [`Age::NeedsExplaining`].
    NeedsExplaining,
    /// [`Age::DatesDisagree`].
    DatesDisagree,
    /// [`Age::OlderThanClaimed`].
    OlderThanClaimed,
    /// [`Age::NothingFoundAgainst`].
    NothingFoundAgainst,
    /// [`Age::DatesAgree`].
    DatesAgree,
    /// [`Age::NoEvidence`].
    NoEvidence,
    /// [`Age::NotExamined`].
    NotExamined,
}

impl Standing {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::ChangedAfterSigning,
        Self::SignatureFails,
        Self::WordsReplaced,
        Self::WordsRemoved,
        Self::CannotBeThatOld,
        Self::LaterCopy,
        Self::NeedsExplaining,
        Self::DatesDisagree,
        Self::OlderThanClaimed,
        Self::NothingFoundAgainst,
        Self::DatesAgree,
        Self::NoEvidence,
        Self::NotExamined,
    ];

    /// The worse of two answers.
    #[must_use]
    pub fn worse_of(altered: Alteration, age: Age) -> Self {
        match altered {
            Alteration::ChangedAfterSigning => Self::ChangedAfterSigning,
            Alteration::SignatureFails => Self::SignatureFails,
            Alteration::WordsReplaced => Self::WordsReplaced,
            Alteration::WordsRemoved => Self::WordsRemoved,
            Alteration::NoChangeSeen | Alteration::NotExamined => Self::of_age(age),
        }
    }

    /// An answer to the second question alone.
    #[must_use]
    pub fn of_age(age: Age) -> Self {
        match age {
            Age::CannotBeThatOld => Self::CannotBeThatOld,
            Age::LaterCopy => Self::LaterCopy,
            Age::NeedsExplaining => Self::NeedsExplaining,
            Age::OlderThanClaimed => Self::OlderThanClaimed,
            Age::NothingFoundAgainst => Self::NothingFoundAgainst,
            Age::DatesDisagree => Self::DatesDisagree,
            Age::DatesAgree => Self::DatesAgree,
            Age::NoEvidence => Self::NoEvidence,
            Age::NotExamined => Self::NotExamined,
        }
    }

    /// Of an exhibit.
    #[must_use]
    pub fn of(exhibit: &Exhibit) -> Self {
        Self::worse_of(exhibit.reasoned.altered.answer, exhibit.reasoned.age.answer)
    }

    /// Whether it is to be read before the others.
    #[must_use]
    pub fn is_read_first(self) -> bool {
        self <= Self::CannotBeThatOld
    }

    /// Whether there is something to explain, in either question.
    #[must_use]
    pub fn asks(self) -> bool {
        self.is_read_first() || matches!(self, Self::NeedsExplaining | Self::DatesDisagree)
    }

    /// As the record names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ChangedAfterSigning => "changed-after-signing",
            Self::SignatureFails => "signature-fails",
            Self::WordsReplaced => "words-replaced",
            Self::WordsRemoved => "words-removed",
            Self::CannotBeThatOld => "cannot-be-that-old",
            Self::LaterCopy => "later-copy",
            Self::NeedsExplaining => "needs-explaining",
            Self::DatesDisagree => "dates-disagree",
            Self::OlderThanClaimed => "older-than-claimed",
            Self::NothingFoundAgainst => "nothing-found-against",
            Self::DatesAgree => "dates-agree",
            Self::NoEvidence => "no-evidence",
            Self::NotExamined => "not-examined",
        }
    }
}

/// How many documents have which standing: files and the parts inside them apart. Each adds up to the summary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Standings {
    /// Of files.
    pub files: BTreeMap<Standing, u64>,
    /// Of the parts inside them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub parts: BTreeMap<Standing, u64>,
    /// How many files, with what is inside them, hide something of a kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub hiding: BTreeMap<Hiding, u64>,
    /// How many files hide something of any kind.
    #[serde(default)]
    pub hide_something: u64,
    /// What the files are that were not read, by the name of the format.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub not_read: BTreeMap<String, u64>,
    /// Of how many files each claim was made, by its id; signatures and digests, which speak of one file, are left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub claimed: BTreeMap<String, u64>,
}

impl Standings {
    /// Counts an exhibit; what is inside a file follows it, and `open` are the kinds that the file has been counted for.
    pub(super) fn count(&mut self, exhibit: &Exhibit, open: &mut Vec<Hiding>) {
        let standing = Standing::of(exhibit);
        if exhibit.parent.is_none() {
            open.clear();
            *self.files.entry(standing).or_default() += 1;
            if standing == Standing::NotExamined {
                *self.not_read.entry(exhibit.extraction.format.name.clone()).or_default() += 1;
            }
            let claims = exhibit.reasoned.verdicts.iter().filter(|verdict| verdict.layer != Layer::Custody);
            for verdict in claims {
                *self.claimed.entry(verdict.claim.clone()).or_default() += 1;
            }
        } else {
            *self.parts.entry(standing).or_default() += 1;
        }
        for hidden in &exhibit.reasoned.hides {
            if !open.contains(&hidden.kind) {
                if open.is_empty() {
                    self.hide_something += 1;
                }
                open.push(hidden.kind);
                *self.hiding.entry(hidden.kind).or_default() += 1;
            }
        }
    }
}
