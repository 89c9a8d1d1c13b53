//! The file says that a trained model made it.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// The kind of source that a picture, film or document states of itself, in its content credentials or in its XMP: a trained model, or a
    /// composition with what such a model made.
    ///
    /// # Why it matters
    /// Programs that make pictures from words write this into them. Whoever publishes the picture as a photograph has to explain it.
    ///
    /// # Innocent causes
    /// A program marks a photograph in which a model removed a wire or filled a margin. Anybody can write the field in the XMP.
    ///
    /// # What it cannot tell
    /// Whether a picture that says nothing was made by a model: the mark is lost with a screenshot, and by most services.
    ///
    /// # Example
    /// The signed credentials of a picture call it `trainedAlgorithmicMedia`.
    ///
    /// # Sources
    /// IPTC `NewsCodes`, Digital Source Type; C2PA specification 2.2, 18.15.4; IPTC Photo Metadata Standard 2023.1. Strength: weak: it is what the
    /// file says.
    pub struct MadeByAModel { code: "O005", name: "made-by-a-model", summary: "the file says that a trained model made it, or a part of it", since: "0.1.0", group: Origin }
}

/// What the newscodes call such sources, and what that is in words.
const SOURCES: &[(&str, &str)] = &[
    ("trainedAlgorithmicMedia", "a trained model made it"),
    ("compositeWithTrainedAlgorithmicMedia", "it was put together with parts that a trained model made"),
    ("compositeSynthetic", "it was put together with parts that a program or a model made"),
];

impl Check for MadeByAModel {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let states = |evidence: &&Evidence| {
            evidence.property == keys::CREDENTIALS_SOURCE || keys::name(&evidence.property).ends_with(FIELD)
        };
        let stated: Vec<&Evidence> = view.evidence().filter(states).collect();
        if stated.is_empty() {
            return Examination::not_applicable("it does not say what kind of source it comes from");
        }
        let findings = SOURCES.iter().filter_map(|(code, words)| {
            let of = |evidence: &&&Evidence| evidence.value_text().rsplit('/').next() == Some(code);
            let because: Vec<&Evidence> = stated.iter().filter(of).copied().collect();
            let signed = because.iter().any(|evidence| evidence.property == keys::CREDENTIALS_SOURCE);
            let place = if signed { "content credentials" } else { "description (XMP)" };
            let finding = Finding::of(
                &Self::CHARTER,
                Strength::Weak,
                Layer::Origin,
                format!("Its {place} says that {words} ({code}).").replace("credentials says", "credentials say"),
            );
            (!because.is_empty()).then(|| {
                finding
                    .resting_on(because)
                    .innocently(&[
                        "A photograph was retouched with such a tool, and the program marks the whole picture.",
                        "Somebody wrote the field into a picture that no model made.",
                    ])
                    .settled_by("Ask who made the picture, and with what. Look for an earlier copy of it.")
            })
        });
        Examination::of(findings.collect())
    }
}

/// The field of IPTC in XMP that states the kind of source.
const FIELD: &str = "DigitalSourceType";
