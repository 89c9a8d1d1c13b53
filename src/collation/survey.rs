//! What archivists look for first in the table of a collection, and which of its documents have no date or an impossible one.
//!
//! The first eight are those that The National Archives' `freud` makes of an export of DROID, under the same names.

use crate::model::trouble::SEVERAL_FORMATS;
use crate::model::{Exhibit, FormatClass, IdentifiedBy, Reading, Role, Status};
use crate::properties::extensions;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a file was noted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The check.
    pub check: &'static str,
    /// The file.
    pub path: String,
    /// What was seen.
    pub detail: String,
}

/// A check of a collection, and what it means.
#[derive(Debug, Clone, Copy)]
pub struct SurveyCheck {
    /// Its name.
    pub name: &'static str,
    /// What it notes.
    pub meaning: &'static str,
}

/// The checks, in the order in which they are listed.
pub const SURVEY: [SurveyCheck; 10] = [
    SurveyCheck { name: "unidentified", meaning: "the content matches no known format" },
    SurveyCheck { name: "extension-only", meaning: "only the file name says what it is" },
    SurveyCheck { name: "multiple-ids", meaning: "the content fits more than one format" },
    SurveyCheck { name: "extension-mismatch", meaning: "the file name says one format, the content another" },
    SurveyCheck { name: "archive-containers", meaning: "an archive; its contents are listed after it" },
    SurveyCheck { name: "duplicates", meaning: "the same bytes as another file" },
    SurveyCheck { name: "zero-byte", meaning: "the file is empty" },
    SurveyCheck { name: "not-allowed", meaning: "the format is not on the list of allowed formats" },
    SurveyCheck { name: "undated", meaning: "the document was read and does not say when it was made or changed" },
    SurveyCheck {
        name: "impossible-date",
        meaning: "a date that cannot be right: not in the calendar, in the future, or a program's zero",
    },
];

/// Checks of documents that speak of an impossible date.
const IMPOSSIBLE: [&str; 2] = ["epoch-date", "future-date"];

/// What is noted of a collection.
#[derive(Debug, Default)]
pub struct Survey {
    /// Identifiers of PRONOM or names of formats that are allowed; empty: all.
    allowed: BTreeSet<String>,
    files: u64,
    notes: Vec<Note>,
}

impl Survey {
    /// With a list of allowed formats: an identifier of PRONOM or a name a line.
    #[must_use]
    pub fn with_allowed(list: &str) -> Self {
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self { allowed: lines.map(str::to_owned).collect(), ..Self::default() }
    }

    /// Takes an exhibit; what is inside a file is left to the file.
    pub fn take(&mut self, exhibit: &Exhibit) {
        if exhibit.parent.is_some() {
            return;
        }
        self.files += 1;
        let (read, format) = (&exhibit.extraction, &exhibit.extraction.format);
        let ending = extensions::end_of(&exhibit.path);
        let mut note = |check: &'static str, detail: String| {
            self.notes.push(Note { check, path: exhibit.path.clone(), detail });
        };
        let unknown = format.is_unknown();
        if exhibit.size == 0 && read.status != Status::Error {
            note("zero-byte", String::new());
        } else if read.status != Status::Error && unknown {
            let by_name = format.identified_by() == IdentifiedBy::Name;
            note(if by_name { "extension-only" } else { "unidentified" }, format.name.clone());
        }
        if !unknown
            && exhibit.size > 0
            && !self.allowed.is_empty()
            && !self.allowed.contains(&format.puid)
            && !self.allowed.contains(&format.name)
        {
            note("not-allowed", format!("{} {}", format.name, format.puid).trim_end().to_owned());
        }
        if let Some(known) = extensions::of(&format.name).filter(|_| !ending.is_empty())
            && !known.contains(&ending)
        {
            note("extension-mismatch", format!(".{ending}, but the content is {}", format.name));
        }
        if let Some(warning) = read.warnings.iter().find(|warning| warning.code == SEVERAL_FORMATS) {
            note("multiple-ids", warning.message.clone());
        }
        let is_archive = format.class() == FormatClass::Archive;
        if is_archive {
            note("archive-containers", format.name.clone());
        }
        if let Some(same) = &exhibit.same_bytes_as {
            note("duplicates", format!("the same as exhibit {same}"));
        }
        if read.was_read() {
            let times =
                [Role::Created, Role::Modified, Role::MetadataModified, Role::DirectoryTime, Role::SignatureTime];
            let of_time = || read.evidence.iter().filter(|one| one.role.is_some_and(|role| times.contains(&role)));
            if !is_archive && !of_time().any(|evidence| evidence.moment().is_some()) {
                note("undated", String::new());
            }
            for evidence in of_time().filter(|evidence| matches!(evidence.value, Reading::Unreadable(_))) {
                note("impossible-date", format!("{}: {}", evidence.label(), evidence.value_text()));
            }
            for finding in exhibit.reasoned.findings.iter().filter(|one| IMPOSSIBLE.contains(&one.name.as_str())) {
                note("impossible-date", finding.summary.clone());
            }
        }
    }

    /// The notes of a check, in the order of the files.
    pub fn notes<'a>(&'a self, check: &'a str) -> impl Iterator<Item = &'a Note> {
        self.notes.iter().filter(move |note| note.check == check)
    }

    /// How many files it has taken.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.files
    }
}
