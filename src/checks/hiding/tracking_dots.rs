//! The scan shows the dots that colour printers put on every page.

use super::{NAMED, by_reason, places};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Concealment, Examination, Finding, Layer, Role, Strength};

charter! {
    /// # What it looks for
    /// A raster of tiny yellow dots that repeats over a scanned page, as many colour printers put it on what they print.
    ///
    /// # Why it matters
    /// The dots can name the printer and the minute of printing. Who publishes such a scan may give its source away.
    ///
    /// # Innocent causes
    /// The printer puts them on every page, whatever it prints.
    ///
    /// # What it cannot tell
    /// What the dots say. That none are found proves nothing: JPEG and coarse scans lose them.
    ///
    /// # Example
    /// A scan at 300 dots an inch with the same pattern every few centimetres.
    ///
    /// # Sources
    /// Catalogue of checks, 44 (Reality Winner 2017; Richter et al. 2018). Strength: informational.
    pub struct PrinterDots { code: "H004", name: "tracking-dots", summary: "the scan shows the dots of a colour printer", since: "0.1.0", group: Hidden }
}

impl Check for PrinterDots {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let found = by_reason(view, |_, row| row.reason == Concealment::PrinterDots);
        if found.is_empty() && !view.evidence().any(|evidence| evidence.role == Some(Role::Device)) {
            return Examination::not_applicable("no picture of a scanner or camera");
        }
        let finding = |(row, evidence): (&crate::properties::concealments::Told, Vec<_>)| {
            let summary = format!("It shows {}: {}.", row.what, places(&evidence));
            Finding::of(&Self::CHARTER, Strength::Informational, Layer::Origin, summary)
                .resting_on(evidence.into_iter().take(NAMED))
                .innocently(&["Many colour printers put them on every page."])
                .settled_by(&format!("To see them: {}. Before publication: {}.", row.see, row.removing))
        };
        Examination::of(found.into_values().map(finding).collect())
    }
}
