//! The thumbnail of a picture shows something else.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Reading, Strength, Value};

charter! {
    /// # What it looks for
    /// The thumbnail that cameras and programs put into a picture, held against the picture: both are taken as 24 by 24 fields of
    /// brightness, turned and cut as programs turn and cut thumbnails. A finding arises where they correlate by less than
    /// 80 %.
    ///
    /// # Why it matters
    /// Programs that change a picture often leave the thumbnail of the camera: it shows what was there before.
    ///
    /// # Innocent causes
    /// A picture was cut to a small part of itself, or turned into another one in a program that does not know of thumbnails; a
    /// file was used as a form for the next.
    ///
    /// # What it cannot tell
    /// Small changes: a face exchanged in a crowd leaves both alike. A fitting thumbnail proves nothing. Pictures that cannot be
    /// decoded whole, are flat or larger than 60 million pixels are not compared.
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
            .filter(|evidence| evidence.property == "image.thumbnail.likeness")
            .filter_map(|evidence| match evidence.value {
                Reading::Present(Value::Number(percent)) => Some((evidence, percent)),
                _ => None,
            })
            .collect();
        if compared.is_empty() {
            return Examination::not_applicable("no picture and thumbnail that both can be decoded");
        }
        let unlike = compared.into_iter().filter(|(_, percent)| *percent < ALIKE).map(|(evidence, percent)| {
            let summary = format!(
                "The thumbnail does not show the picture: their brightness correlates by {percent} %, where 93 % and more is usual."
            );
            Finding::of(&Self::CHARTER, Strength::Medium, Layer::Bytes, summary)
                .resting_on([evidence])
                .innocently(&[
                    "The picture was cut to a small part of itself by a program that does not know of thumbnails.",
                    "A file of another picture was used as a form.",
                ])
                .settled_by("Take the thumbnail out (exiftool -b -ThumbnailImage) and look at both.")
        });
        Examination::of(unlike.collect())
    }
}
