//! Objects after the end of the file.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// PDF objects after the last end marker that no table of the file names.
    ///
    /// # Why it matters
    /// A program that repairs files may show them, and no signature or save covers them.
    ///
    /// # Innocent causes
    /// A save broke off, or a transfer cut the file and joined it wrongly.
    ///
    /// # What it cannot tell
    /// Which programs show the objects.
    ///
    /// # Example
    /// 1 object follows the last end marker.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.5; Mladenov and others, "1 Trillion Dollar Refund", 2019 (incremental saving without a table). Strength:
    /// medium where the file is signed, else weak.
    pub struct AppendedData { code: "R006", name: "appended-data", summary: "objects follow the end of the file", since: "0.1.0", group: Revisions }
}

impl Check for AppendedData {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let behind = view.evidence().find(|evidence| evidence.property == keys::BEHIND_END);
        if let Some(behind) = behind {
            let summary = format!("More data follow the end of the file: {}.", behind.value_text());
            return Examination::of(vec![
                Finding::of(&AppendedData::CHARTER, Strength::Informational, Layer::Bytes, summary)
                    .resting_on([behind])
                    .innocently(&[
                        "Cameras and telephones add films and previews there.",
                        "A transfer joined two files.",
                    ])
                    .settled_by("Look at the bytes behind the end."),
            ]);
        }
        if view.extraction.revisions.is_empty() {
            return Examination::not_applicable("the format has no revisions");
        }
        let trailing = view.evidence().filter(|evidence| evidence.property == keys::TRAILING_OBJECTS);
        let signed = view.extraction.signatures.iter().any(|signature| signature.covers > 0);
        let findings = trailing.map(|evidence| {
            let (strength, more) = if signed {
                (Strength::Medium, " No signature covers them. Research papers call this kind of change an \"incremental saving attack\".")
            } else {
                (Strength::Weak, "")
            };
            let summary = format!(
                "After the end of the file come objects that no save added and no table names (objects: {}).{more}",
                evidence.value_text()
            );
            Finding::of(&AppendedData::CHARTER, strength, Layer::Bytes, summary)
                .resting_on([evidence])
                .innocently(&["A save broke off, or a transfer joined the file wrongly."])
                .settled_by("Look at the bytes after the last end marker. Ask for the file as it was sent.")
        });
        Examination::of(findings.collect())
    }
}
