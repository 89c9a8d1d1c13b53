//! What a save did to a form and to what signatures rest on, and which of that undoes what was signed.

use super::{Revision, Signature, SignatureKind, Strength};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A change of a form, or of what signatures rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormChange {
    /// What was done.
    pub kind: FormChangeKind,
    /// The field's full name, as it is now; empty where no field is meant.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub field: String,
    /// The name or value before.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub before: String,
    /// The name or value since.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub after: String,
}

/// What was done to a form, or to what signatures rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormChangeKind {
    /// A field got another value.
    FieldFilled,
    /// A field got another name.
    FieldRenamed,
    /// A field was added.
    FieldAdded,
    /// A field was taken away.
    FieldRemoved,
    /// The whole form was taken away, and the signatures with it.
    FormRemoved,
    /// The catalogue no longer names the certification, or rights, that it named (`/Perms`).
    PermissionsRemoved,
    /// The store of validation data was taken away (`/DSS`).
    ValidationRemoved,
}

/// What was done to what a signature rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// How much it weighs.
    pub strength: Strength,
    /// Whether something that was signed was changed or taken away by it.
    pub alters: bool,
    /// What, in words after "a later save".
    pub what: String,
    /// The save; 0 where it is told in the words.
    pub revision: u32,
}

/// A value in a sentence.
fn quoted(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("\u{201c}{text}\u{201d}") }
}

impl Signature {
    /// What saves after it did to what it rests on: fields that it locks, the permissions, the form, its own description.
    #[must_use]
    pub fn undone(&self, revisions: &[Revision]) -> Vec<Undone> {
        let covered = usize::try_from(self.covers).unwrap_or(usize::MAX);
        let behind = if self.covers == 0 { &[] } else { revisions.get(covered..).unwrap_or_default() };
        let changes = behind.iter().flat_map(|revision| revision.form.iter().map(|change| (revision.number, change)));
        let mut undone: Vec<Undone> = changes
            .filter_map(|(revision, change)| {
                let (strength, alters, what) = self.undone_by(change)?;
                Some(Undone { strength, alters, what, revision })
            })
            .collect();
        if !self.rewritten.is_empty() {
            let what = format!("rewrote what the file says of the signature: {}", self.rewritten.join(", "));
            undone.push(Undone { strength: Strength::Medium, alters: true, what, revision: 0 });
        }
        undone
    }

    fn undone_by(&self, change: &FormChange) -> Option<(Strength, bool, String)> {
        if self.kind == SignatureKind::UsageRights
            || self.kind == SignatureKind::DocumentTimeStamp && change.kind != FormChangeKind::ValidationRemoved
        {
            return None;
        }
        let (field, before, after) = (quoted(&change.field), quoted(&change.before), quoted(&change.after));
        let locked = self.locks.as_ref().is_some_and(|locks| locks.locks(&change.field));
        let certified = self.allows.is_some();
        Some(match change.kind {
            FormChangeKind::FieldFilled if locked => (
                Strength::Medium,
                true,
                format!(
                    "changed the form field {field} from {before} to {after}, which the signature locks (FieldMDP)"
                ),
            ),
            FormChangeKind::FieldRenamed => {
                (Strength::Medium, true, format!("renamed the form field {before} to {after}"))
            }
            FormChangeKind::FieldAdded if certified => (
                Strength::Medium,
                true,
                format!("added the form field {field}, which the certification does not allow"),
            ),
            FormChangeKind::FieldRemoved => (Strength::Medium, true, format!("removed the form field {field}")),
            FormChangeKind::FormRemoved => {
                (Strength::Medium, true, "removed the form (/AcroForm), so that programs show no signature".to_owned())
            }
            FormChangeKind::PermissionsRemoved if certified => (
                Strength::Medium,
                true,
                "removed the permissions (/Perms), so that programs no longer show the file as certified".to_owned(),
            ),
            FormChangeKind::ValidationRemoved => {
                (Strength::Weak, false, "removed the validation data of the signatures (/DSS)".to_owned())
            }
            _ => return None,
        })
    }
}
