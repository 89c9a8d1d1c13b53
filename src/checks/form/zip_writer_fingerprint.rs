//! An Office document was packed by another program than the one that it names.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Role, Strength};
use crate::properties::Family;
use crate::properties::keys;
use serde::Deserialize;
use std::sync::LazyLock;

charter! {
    /// # What it looks for
    /// An Office document is a ZIP package. Each of its parts says on which system and by which version of the specification it was packed.
    /// The check compares that with what the named program writes, by a table of measured programs. It says nothing of programs that
    /// are not in the table.
    ///
    /// # Why it matters
    /// It shows that the file went through another program after the one that it names, or that a library made it and wrote that name.
    ///
    /// # Innocent causes
    /// Somebody unpacked the document and packed it again. A mail gateway, a document system or a data protection filter did so. A server
    /// or a library made the document and names the program that it imitates.
    ///
    /// # What it cannot tell
    /// What was changed, and when. Whoever packs a document anew with the named program's own library leaves no trace here.
    ///
    /// # Example
    /// A document of Microsoft Office Word of which some parts were packed on Unix.
    ///
    /// # Sources
    /// Catalogue of checks, 29; APPNOTE 6.3.10, 4.4.2. Measured: of 823 packages of public test collections 581 name a program of the table.
    /// Six of these were packed otherwise. We looked at each of the six: another program or a library packed it. Strength: informational.
    pub struct ZipWriterFingerprint { code: "S007", name: "zip-writer-fingerprint", summary: "another program than the one it names packed the file", since: "0.1.0", group: Form }
}

/// What a program writes, and how many of the files that name it were measured to have it.
#[derive(Debug, Deserialize)]
struct Packer {
    program: String,
    written_by: String,
    files: u32,
    agree: u32,
}

static PACKERS: LazyLock<Vec<Packer>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("packers.csv").as_bytes()).deserialize::<Packer>().flatten().collect()
});

impl Check for ZipWriterFingerprint {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let named = view.texts(&[Role::Producer]).find_map(|(evidence, name)| {
            let of_office = evidence.family() == Some(Family::OfficeOpen);
            let packer = PACKERS.iter().find(|packer| of_office && packer.program == name)?;
            Some((evidence, packer))
        });
        let Some((program, packer)) = named else {
            return Examination::not_applicable("no package of a program of which it is measured how it packs");
        };
        let written: Vec<&Evidence> =
            view.evidence().filter(|evidence| evidence.property == keys::PACKAGE_WRITTEN_BY).collect();
        if written.is_empty() {
            return Examination::not_applicable("the package does not say how it was packed");
        }
        let (own, others): (Vec<&Evidence>, Vec<&Evidence>) =
            written.into_iter().partition(|evidence| evidence.text() == Some(packer.written_by.as_str()));
        if others.is_empty() {
            return Examination::of(vec![]);
        }
        let how: Vec<String> = others.iter().map(|evidence| evidence.value_text()).collect();
        let part = if own.is_empty() { "was packed" } else { "was in part packed" };
        let summary = format!(
            "The file names {}, which packs as {} ({} of {} files that valla's authors measured). This file {part} as {}.",
            packer.program,
            packer.written_by,
            packer.agree,
            packer.files,
            how.join(" and as "),
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .resting_on([program].into_iter().chain(others))
            .innocently(&[
                "Somebody unpacked the document and packed it again, or a mail gateway or a document system did.",
                "A server or a library made the document and names the program that it imitates.",
            ])
            .settled_by("Ask which systems the document went through, and ask for a copy from before.");
        Examination::of(vec![finding])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_was_measured() {
        assert_eq!(PACKERS.len(), include_str!("packers.csv").lines().count() - 1);
        for packer in PACKERS.iter() {
            assert!(packer.agree <= packer.files && packer.agree >= 20, "{packer:?}");
        }
    }
}
