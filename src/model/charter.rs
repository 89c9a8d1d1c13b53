//! A check's charter: what a report needs to know of it.

/// The groups of checks; the letter begins every code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// `D`: dates against each other, against the law of zones, against the day.
    Dates,
    /// `P`: programs against dates.
    Programs,
    /// `R`: revisions.
    Revisions,
    /// `S`: the form of the file.
    Form,
    /// `F`: fonts.
    Fonts,
    /// `I`: images and colour profiles.
    Images,
    /// `T`: text and links.
    Text,
    /// `O`: who, where, with what machine.
    Origin,
    /// `K`: what would give away people and machines.
    Protection,
    /// `H`: what the document holds and nobody sees. Findings of this group name no claim and enter no verdict.
    Hidden,
    /// `M`: mails and mailboxes: the clocks on their way, and what programs keep in them.
    Mail,
    /// `C`: what documents say about each other. Findings of this group are of the collection and enter no verdict on a single document.
    Collection,
}

impl Group {
    /// The letter that begins the group's codes.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Dates => 'D',
            Self::Programs => 'P',
            Self::Revisions => 'R',
            Self::Form => 'S',
            Self::Fonts => 'F',
            Self::Images => 'I',
            Self::Text => 'T',
            Self::Origin => 'O',
            Self::Protection => 'K',
            Self::Hidden => 'H',
            Self::Mail => 'M',
            Self::Collection => 'C',
        }
    }
}

/// Name, code, summary and documentation of a check. Reports list all of them, also those that did not fire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charter {
    /// Group letter and three digits; never reused.
    pub code: &'static str,
    /// The id in the catalogue of checks; it states the anomaly as a fact.
    pub name: &'static str,
    /// One line: what this document shows when the check finds something.
    pub summary: &'static str,
    /// The documentation: what it looks for, why it matters, innocent causes, what it cannot tell, example, sources.
    pub explanation: &'static str,
    /// The version that brought the check.
    pub since: &'static str,
    /// The group it belongs to.
    pub group: Group,
}

/// A check as reports know it: its charter, and what was measured of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The charter.
    pub charter: Charter,
    /// Its measured rates, in one sentence; empty where none were measured.
    pub measured: String,
}

/// Declares a check: its documentation is written once, as the doc comment, and serves rustdoc and `valla explain`.
/// Only metadata is in the macro; the logic stays outside, where rustfmt and the reader see it.
macro_rules! charter {
    ($(#[doc = $doc:literal])+ $vis:vis struct $name:ident { code: $code:literal, name: $id:literal, summary: $summary:literal, since: $since:literal, group: $group:ident }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        $vis struct $name;

        impl $name {
            /// Name, code and documentation.
            pub const CHARTER: crate::model::Charter = crate::model::Charter {
                code: $code,
                name: $id,
                summary: $summary,
                explanation: concat!($($doc, "\n"),+),
                since: $since,
                group: crate::model::Group::$group,
            };
        }
    };
}
pub(crate) use charter;
