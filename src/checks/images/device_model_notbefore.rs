//! A device that took a picture in the file is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The models of cameras, phones and scanners that pictures in the document name, compared with a table of
    /// models and the date of their announcement.
    ///
    /// # Why it matters
    /// Nobody can take a picture with a device that does not exist yet.
    ///
    /// # Innocent causes
    /// Someone exchanged the picture later, or scanned an old paper again.
    ///
    /// # What it cannot tell
    /// Anything about a scanned paper, except that the scan is younger. Anyone can type in a model.
    ///
    /// # Example
    /// A picture by an iPhone 6 (2014) in a document that is said to be from 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 58 (COPA v Wright (EWHC 1198 (Ch) of 2024), a scanner of 2015); the table `devices`.
    pub struct DeviceModelNotbefore { code: "I003", name: "device-model-notbefore", summary: "a device younger than the claimed or stated date took a picture in the file", since: "0.1.0", group: Images }
}

const INNOCENT: &[&str] = &["Someone exchanged the picture later, or scanned an old paper again."];

impl Check for DeviceModelNotbefore {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let (mut marks, mut named) = (Vec::new(), false);
        for (evidence, text) in view.texts(&[Role::Device]) {
            named = true;
            let make = view.evidence().find(|other| {
                keys::name(&other.property) == keys::name(keys::INNER_PICTURE_MAKE)
                    && other.locus.object == evidence.locus.object
                    && other.locus.revision == evidence.locus.revision
            });
            let Some(dated) = make.and_then(|make| view.knowledge.device(make.text()?, text)) else { continue };
            let quoted = if text == dated.what { String::new() } else { format!(" ({text:?})") };
            let says = format!("A picture in it comes from the device {}, {}{quoted}", dated.what, first_known(&dated));
            marks.push(LateMark::of_bytes(evidence, dated, says));
        }
        if !named {
            return Examination::not_applicable("no picture names a device");
        }
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the devices that its pictures name");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
