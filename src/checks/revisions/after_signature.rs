//! What a save after a signature did, as the literature names its forms.

use crate::checks::quotation::short;
use crate::model::{Change, ChangeKind, ObjectKind, Revision, Strength, WordChange, WordsChanged};

/// So many places are quoted.
const QUOTED: usize = 3;

/// What a revision did to what was signed before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// How much it weighs: after a plain signature forms may be filled in and comments made.
    pub strength: Strength,
    /// What it did, in words.
    pub what: String,
    /// Whether what the page shows is touched.
    pub content: bool,
    /// The name that the literature has for changes of this form.
    pub form: Option<&'static str>,
}

/// What a revision did; `since` are the changes of words between the signature and it.
#[must_use]
pub fn of(revision: &Revision, since: &[&WordChange]) -> Option<Later> {
    let signed = |gone: &&WordChange| {
        !since.iter().any(|came| came.change == WordsChanged::Added && came.page == gone.page && came.text == gone.text)
    };
    let seen =
        |change: WordsChanged| revision.words.iter().filter(move |words| words.change == change && !words.invisible);
    let gone: Vec<&WordChange> = seen(WordsChanged::Removed).filter(signed).collect();
    let came: Vec<&WordChange> = seen(WordsChanged::Added).collect();
    let covered: Vec<&WordChange> = seen(WordsChanged::Covered).filter(signed).collect();
    let later = |strength: Strength, content: bool, form: Option<&'static str>, what: String| {
        Some(Later { strength, what, content, form })
    };
    let has = |test: fn(&Change) -> bool| revision.changes.iter().any(test);
    let instead = || if came.is_empty() { String::new() } else { format!(", and put {} in its place", quoted(&came)) };
    if has(|change| change.change == ChangeKind::Repointed) {
        let catalog = has(|change| change.change == ChangeKind::Repointed && change.what.is_catalog());
        let what = if catalog {
            "switched to another catalog that was already in the file".to_owned()
        } else {
            "redirected an object to bytes that it did not write".to_owned()
        };
        let words = if gone.is_empty() {
            String::new()
        } else {
            format!("; that removed {}, which was signed{}", quoted(&gone), instead())
        };
        let form = match () {
            () if has(|change| change.change == ChangeKind::Repointed && is_drawing(change)) => "shadow attack (hide)",
            () => "shadow attack (hide and replace)",
        };
        return later(Strength::Medium, true, Some(form), what + &words);
    }
    // A form of XFA is drawn anew by the program that fills it in, and what replaces a filled value has no name among the attacks.
    let ordinary = has(|change| change.what == ObjectKind::FormData) || !revision.form.is_empty() && !has(redraws_page);
    let named = |form: &'static str| (!ordinary).then_some(form);
    if has(redraws_page) {
        if gone.is_empty() {
            return later(Strength::Weak, true, None, "changed what the pages show".to_owned());
        }
        let what = format!("removed {}, which was signed{}", quoted(&gone), instead());
        return later(Strength::Medium, true, named("incremental saving attack"), what);
    }
    if has(|change| changed(change) && is_drawing(change)) {
        let what = "changed or removed a picture or drawing on a page".to_owned();
        return later(Strength::Medium, true, Some("shadow attack (hide)"), what);
    }
    if has(|change| changed(change) && change.what == ObjectKind::PageFont) {
        let what = "exchanged part of a font used for signed words".to_owned();
        return later(Strength::Medium, true, Some("shadow attack (replace)"), what);
    }
    if !covered.is_empty() {
        let by = covered.first().and_then(|words| words.by.as_deref()).unwrap_or("an annotation");
        let is_field = ObjectKind::of_numbered(by).is_form_field();
        let shows = if came.is_empty() { String::new() } else { format!("; the page now shows {}", quoted(&came)) };
        let what = format!("covered {}, which was signed, with {by}{shows}", quoted(&covered));
        let strength = if came.is_empty() { Strength::Weak } else { Strength::Medium };
        let form = if is_field { "sneaky signature attack" } else { "evil annotation attack" };
        return later(strength, true, named(form), what);
    }
    if !gone.is_empty() {
        let what = format!("removed {}, which was signed{}", quoted(&gone), instead());
        return later(Strength::Weak, true, named("shadow attack (replace)"), what);
    }
    // The appearance of a further signature is what one expects after the first.
    let signs = has(|change| change.what == ObjectKind::Signature && change.change == ChangeKind::Added);
    if !came.is_empty() && !signs {
        return later(Strength::Informational, false, None, format!("added {}", quoted(&came)));
    }
    None
}

fn changed(change: &Change) -> bool {
    matches!(change.change, ChangeKind::Changed | ChangeKind::Deleted)
}

fn is_drawing(change: &Change) -> bool {
    change.what.is_drawing_of_page()
}

/// Whether a change is one of the content of a page.
#[must_use]
pub fn redraws_page(change: &Change) -> bool {
    change.what == ObjectKind::PageContent
        && matches!(change.change, ChangeKind::Added | ChangeKind::Changed | ChangeKind::Deleted)
}

/// Words with their page.
#[must_use]
pub fn quoted(words: &[&WordChange]) -> String {
    let mut places: Vec<String> =
        words.iter().take(QUOTED).map(|words| format!("{:?} (page {})", short(&words.text), words.page)).collect();
    if words.len() > QUOTED {
        places.push(format!("words in {} more places", words.len() - QUOTED));
    }
    places.join(", ")
}
