//! Text fields of a form whose place on the page shows other words than their value.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// A text field with a value, where the page shows words and none of them are the value.
    ///
    /// # Why it matters
    /// A reader sees the appearance. Programs read out the value, and a signature's field lock protects the value.
    /// Changing only the appearance shows another text.
    ///
    /// # Innocent causes
    /// A program changed the value and did not redraw the field, or a script writes numbers and dates in another
    /// form. Words of the page beneath may show through.
    ///
    /// # What it cannot tell
    /// Which of the two was meant. The check leaves out fields that a script formats, passwords and rich text, and
    /// forms that leave drawing to the viewer.
    ///
    /// # Example
    /// The field's value is `10,000`; its place on page 1 shows `90,000`.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.7.4.3; Mainka and others, "Shadow Attacks", 2021 (replace via overlay). Strength: weak.
    pub struct FieldAppearance { code: "R008", name: "field-appearance", summary: "a form field shows other words than its value", since: "0.1.0", group: Revisions }
}

impl Check for FieldAppearance {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let named = |property: &'static str| view.evidence().filter(move |evidence| evidence.property == property);
        let pairs: Vec<(&Evidence, &Evidence)> = named(keys::FIELD_VALUE).zip(named(keys::FIELD_SHOWN)).collect();
        if pairs.is_empty() {
            return Examination::not_applicable("no text field with both a value and an appearance");
        }
        Examination::of(pairs.into_iter().filter_map(|(value, shown)| finding(value, shown)).collect())
    }
}

fn finding(value: &Evidence, shown: &Evidence) -> Option<Finding> {
    let (said, seen) = (letters(value.text()?), letters(shown.text()?));
    // What is cut off at the edge, or is beside words of the page, is the same.
    if said.is_empty() || seen.is_empty() || seen.contains(&said) || said.contains(&seen) {
        return None;
    }
    let summary = format!(
        "A form field shows {:?} on the page, but its value is {:?}.",
        short(shown.text()?),
        short(value.text()?)
    );
    Some(
        Finding::of(&FieldAppearance::CHARTER, Strength::Weak, Layer::Content, summary)
            .resting_on([value, shown])
            .innocently(&["A program changed the value and did not redraw the field, or writes it in another form."])
            .settled_by("Compare the versions in the file: valla revisions FILE --diff."),
    )
}

/// Letters and digits alone: spaces and marks are set by whoever draws.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
