//! A device that took a picture in the file is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role};

charter! {
    /// # What it looks for
    /// The models of cameras, telephones and scanners that pictures in the document name, held against a table of models with
    /// the date of their announcement.
    ///
    /// # Why it matters
    /// A picture cannot be taken with a device that was not made yet.
    ///
    /// # Innocent causes
    /// The picture was exchanged later; an old paper was scanned again.
    ///
    /// # What it cannot tell
    /// Anything of a paper that was scanned: only that the scan is younger. Models may be typed in.
    ///
    /// # Example
    /// A picture by an iPhone 6 (2014) in a document said to be of 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 58 (COPA v Wright (EWHC 1198 (Ch) of 2024), a scanner of 2015); the table `devices`.
    pub struct DeviceModelNotbefore { code: "I003", name: "device-model-notbefore", summary: "a device that took a picture in the file is younger than the file is said to be", since: "0.1.0", group: Images }
}

const INNOCENT: &[&str] = &["The picture was exchanged later, or an old paper was scanned again."];

impl Check for DeviceModelNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut named) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::Device]) {
            named = true;
            let make = view.evidence().find(|other| {
                other.property.ends_with(".Make")
                    && other.locus.object == evidence.locus.object
                    && other.locus.revision == evidence.locus.revision
            });
            let Some(dated) = make.and_then(|make| view.knowledge.device(make.text()?, text)) else { continue };
            let since = dated.since();
            let says = format!("{text:?} ({}) is not known before {since}", dated.what);
            marks.push(LateMark { evidence, also: vec![], dated, says });
        }
        if !named {
            return Examination::not_applicable("no picture names a device");
        }
        if marks.is_empty() {
            return Examination::not_applicable("the table knows none of the devices that pictures name");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
