//! A case: all of one run; the only thing that a report receives.

use crate::model::{Anchor, Claim, ClaimedSet, Collection, Day, Difference, Exhibit, Hiding, Standings, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of this form of the record.
pub const SCHEMA: &str = "valla-case/1";

/// Which knowledge was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnowledgeIdentity {
    /// The version of the tables.
    pub version: String,
    /// SHA-256 over all tables.
    pub sha256: String,
}

/// What was claimed: claims and anchors as understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CaseClaims {
    /// Claims, with the pattern each applies to.
    pub claims: Vec<Claim>,
    /// Anchors.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub anchors: Vec<Anchor>,
    /// Claims on sets.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sets: Vec<ClaimedSet>,
}

/// How many files, and how they ended: `files = ok + partial + error + skipped`. What is inside a file is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// All files.
    pub files: u64,
    /// Read to the end.
    pub ok: u64,
    /// Read in part.
    pub partial: u64,
    /// Not readable.
    pub error: u64,
    /// Not examined, with reason.
    pub skipped: u64,
    /// Exhibits that are inside these files.
    #[serde(default)]
    pub children: u64,
    /// How many of these were read in part or not at all.
    #[serde(default, skip_serializing_if = "is_none")]
    pub children_incomplete: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the trait of serialisation asks by reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Summary {
    /// Counts one exhibit.
    pub fn count(&mut self, exhibit: &Exhibit) {
        if exhibit.parent.is_some() {
            self.children += 1;
            self.children_incomplete += u64::from(matches!(exhibit.extraction.status, Status::Partial | Status::Error));
            return;
        }
        self.files += 1;
        match exhibit.extraction.status {
            Status::Ok => self.ok += 1,
            Status::Partial => self.partial += 1,
            Status::Error => self.error += 1,
            Status::Skipped => self.skipped += 1,
        }
    }

    /// The last line of every run: nothing is lost.
    #[must_use]
    pub fn balance(&self) -> String {
        let mut text = format!(
            "in {} = ok {} + partial {} + error {} + skipped {}",
            self.files, self.ok, self.partial, self.error, self.skipped
        );
        if self.children > 0 {
            text.push_str(&format!(", and {} inside them", self.children));
        }
        if self.children_incomplete > 0 {
            text.push_str(&format!(" ({} read in part or not at all)", self.children_incomplete));
        }
        text
    }
}

/// Everything that is counted of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// How files ended.
    pub summary: Summary,
    /// The standings of documents.
    pub standings: Standings,
    /// What the file hides whose parts are coming.
    open: Vec<Hiding>,
}

impl Counts {
    /// Counts one exhibit; what is inside a file follows it.
    pub fn count(&mut self, exhibit: &Exhibit) {
        self.summary.count(exhibit);
        self.standings.count(exhibit, &mut self.open);
    }
}

/// Facts of the machine and the run, outside the identity of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Operating system and architecture.
    pub machine: String,
    /// Worker threads.
    pub jobs: u64,
    /// How reading was contained.
    #[serde(default)]
    pub containment: Vec<String>,
}

/// For whom a record is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// Everything, for those who hold the documents.
    #[default]
    Desk,
    /// Nothing that could identify the source or the copy.
    Public,
}

impl Edition {
    /// Whether it is that of the desk.
    #[must_use]
    pub fn is_desk(&self) -> bool {
        *self == Self::Desk
    }
}

/// How a case differs from its baseline, besides what is said with each exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct CaseBaseline {
    /// How many differences there are in all.
    pub differences: u64,
    /// Files of the baseline that were not found.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gone: Vec<String>,
    /// How what the documents say about each other differs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub together: Vec<Difference>,
}

impl CaseBaseline {
    /// How many differences, and which files are gone.
    #[must_use]
    pub fn in_words(&self) -> String {
        let count = match self.differences {
            0 => "nothing differs from the baseline".to_owned(),
            1 => "1 difference from the baseline".to_owned(),
            count => format!("{count} differences from the baseline"),
        };
        if self.gone.is_empty() { count } else { format!("{count}; not found: {}", self.gone.join(", ")) }
    }
}

/// What a case says before and besides its exhibits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHead {
    /// The version of valla.
    pub valla: String,
    /// The day of the examination.
    pub day: Day,
    /// The knowledge that was used.
    pub knowledge: KnowledgeIdentity,
    /// What was claimed.
    pub claims: CaseClaims,
    /// The run.
    pub run: Run,
}

impl CaseHead {
    /// The case.
    #[must_use]
    pub fn case(self, exhibits: Vec<Exhibit>, collection: Collection, counts: Counts) -> Case {
        let Counts { summary, standings, .. } = counts;
        Case {
            schema: SCHEMA.to_owned(),
            edition: Edition::Desk,
            valla: self.valla,
            day: self.day,
            knowledge: self.knowledge,
            claims: self.claims,
            exhibits,
            collection,
            baseline: None,
            summary,
            standings,
            run: self.run,
        }
    }
}

/// One run over a set of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// The form of this record.
    pub schema: String,
    /// For whom it is made; absent: for the desk.
    #[serde(rename = "for", skip_serializing_if = "Edition::is_desk", default)]
    pub edition: Edition,
    /// The version of valla.
    pub valla: String,
    /// The day of the examination.
    pub day: Day,
    /// The knowledge that was used.
    pub knowledge: KnowledgeIdentity,
    /// What was claimed.
    #[serde(flatten)]
    pub claims: CaseClaims,
    /// The exhibits, in order of their paths.
    pub exhibits: Vec<Exhibit>,
    /// Across documents.
    pub collection: Collection,
    /// How it differs from the baseline, where one was compared with it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub baseline: Option<CaseBaseline>,
    /// Counts.
    pub summary: Summary,
    /// How many documents have which standing.
    #[serde(default)]
    pub standings: Standings,
    /// The run.
    pub run: Run,
}
