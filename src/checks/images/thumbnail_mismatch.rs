//! The thumbnail of a picture shows something else.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Reading, Strength, Value};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The thumbnail that cameras and programs put into a picture, compared with the picture. The check reduces
    /// both to 24 by 24 fields of brightness, turned and cut as programs turn and cut thumbnails, and reports those
    /// that correlate by less than 80 %.
    ///
    /// # Why it matters
    /// Programs that change a picture often leave the camera's thumbnail. It shows what was there before.
    ///
    /// # Innocent causes
    /// Someone cut the picture down to a small part, or reworked it in a program that does not know of thumbnails.
    /// Someone used the file of another picture as a template.
    ///
    /// # What it cannot tell
    /// Small changes: a face exchanged in a crowd leaves both alike. A matching thumbnail says nothing. The check
    /// leaves out pictures that cannot be decoded whole, are flat or are larger than 60 million pixels.
    ///
    /// # Example
    /// A square with people whose thumbnail shows it with tanks.
    ///
    /// # Sources
    /// Catalogue of checks, thumbnail-mismatch; Exif (CIPA DC-008) 4.5.4. Measured on the corpus of this program: ten pictures
    /// correlate with their own thumbnail by 93 to 100 %, and with those of the nine others by 54 % at the most
    /// (`cargo test --test thumbnails -- --nocapture`). Strength: medium.
    pub struct ThumbnailMismatch { code: "I004", name: "thumbnail-mismatch", summary: "the thumbnail of the picture shows something else", since: "0.1.0", group: Images }
}

/// In percent of full correlation: between the least of those that belong together (93) and the most of those that do not (54).
const ALIKE: i64 = 80;

impl Check for ThumbnailMismatch {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let compared: Vec<(&Evidence, i64)> = view
            .evidence()
            .filter(|evidence| evidence.property == keys::PICTURE_LIKENESS)
            .filter_map(|evidence| match evidence.value {
                Reading::Present(Value::Number(percent)) => Some((evidence, percent)),
                _ => None,
            })
            .collect();
        if compared.is_empty() {
            return Examination::not_applicable("no picture with a thumbnail that can be decoded");
        }
        let unlike = compared.into_iter().filter(|(_, percent)| *percent < ALIKE).map(|(evidence, percent)| {
            let summary = format!(
                "The picture's thumbnail shows something else: their brightness matches by {percent} %, where 93 % or more is usual."
            );
            Finding::of(&Self::CHARTER, Strength::Medium, Layer::Bytes, summary)
                .resting_on([evidence])
                .innocently(&[
                    "Someone cut the picture down to a small part with a program that does not know of thumbnails.",
                    "Someone used the file of another picture as a template.",
                ])
                .settled_by("Extract the thumbnail (exiftool -b -ThumbnailImage) and look at both.")
        });
        Examination::of(unlike.collect())
    }
}
