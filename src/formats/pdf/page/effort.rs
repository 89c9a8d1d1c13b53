//! What it costs to walk through what pages draw, counted before and while a library does it.
//!
//! The interpreter of pages counts nothing itself: forms that call each other unfold without a bound, a glyph may stand for a book,
//! and every pattern is drawn again. So the content is weighed before it is interpreted, with all that it calls; while it is
//! interpreted, every callback is counted, and one that finds the purse empty leaves the interpreter altogether.

use crate::formats::budget::Purse;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};
use memchr::memmem;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Thrown out of the interpreter when nothing more may be spent. It is no fault, and no hook hears of it.
struct Exhausted;

/// How the interpretation of a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walked {
    /// To its end.
    Whole,
    /// Until nothing more could be spent; the limit is noted.
    Exhausted,
    /// The interpreter failed.
    Failed,
}

/// Takes steps out of a purse from within the interpreter, and leaves it when there are none.
pub fn spend(purse: &Purse, steps: u64) {
    if !purse.draws(steps) {
        resume_unwind(Box::new(Exhausted));
    }
}

/// Interprets, and says how that ended.
pub fn walk(interpret: impl FnOnce()) -> Walked {
    match catch_unwind(AssertUnwindSafe(interpret)) {
        Ok(()) => Walked::Whole,
        Err(thrown) if thrown.is::<Exhausted>() => Walked::Exhausted,
        Err(_) => Walked::Failed,
    }
}

/// What a page costs, however little it draws.
const A_PAGE: u64 = 1_500;
/// What so many bytes of content take, in steps.
const BYTES_A_STEP: u64 = 8;
/// Of a form whose content is not decoded, so many times its encoded bytes are taken.
const UNFOLDED: u64 = 8;
/// What no page may cost: forms that call each other in a circle.
const WITHOUT_END: u64 = 1 << 50;
/// A form is weighed by its decoded content where its calls may come to this many bytes.
const WEIGHED: u64 = 8 << 20;
/// How much one filter makes of a byte at most (Deflate).
const MOST: u64 = 1_032;
/// Names are no longer (ISO 32000-1, annex C).
const NAME: usize = 127;

/// Weighs contents; what a form costs is remembered while pages of one state are read.
#[derive(Debug, Default)]
pub struct Scales {
    forms: HashMap<ObjectIdentifier, Option<u64>>,
}

impl Scales {
    /// What the page and its annotations cost, in steps.
    pub fn page(&mut self, page: &Page<'_>) -> u64 {
        let content = page.page_stream().unwrap_or_default();
        let mut steps = A_PAGE.saturating_add(self.content(content, page.resources()));
        let annotations: Vec<Dict<'_>> =
            page.raw().get::<Array<'_>>(b"Annots").iter().flat_map(|list| list.iter::<Dict<'_>>()).collect();
        // They may all have one appearance.
        let count = annotations.len() as u64;
        for annotation in annotations {
            let Some(appearance) = annotation.get::<Dict<'_>>(b"AP") else { continue };
            let cost = match appearance.get::<Object<'_>>(b"N") {
                Some(Object::Stream(form)) => self.form(&form, page.resources(), count),
                Some(Object::Dict(states)) => states
                    .keys()
                    .filter_map(|state| states.get::<Stream<'_>>(state))
                    .map(|form| self.form(&form, page.resources(), count))
                    .max()
                    .unwrap_or(0),
                _ => 0,
            };
            steps = steps.saturating_add(cost);
        }
        steps
    }

    fn content(&mut self, content: &[u8], resources: &Resources<'_>) -> u64 {
        let mut steps = content.len() as u64 / BYTES_A_STEP;
        steps = steps.saturating_add(open_images(content));
        if resources.x_objects.is_empty() {
            return steps;
        }
        for (name, calls) in calls(content) {
            let form = Name::new(name).and_then(|name| resources.get_x_object(&name));
            if let Some(form) = form.filter(|form| !is_image(form)) {
                steps = steps.saturating_add(self.form(&form, resources, calls).saturating_mul(calls));
            }
        }
        steps
    }

    fn form(&mut self, form: &Stream<'_>, around: &Resources<'_>, calls: u64) -> u64 {
        match self.forms.get(&form.obj_id()) {
            Some(Some(known)) => return *known,
            // It is being weighed: it calls itself.
            Some(None) => return WITHOUT_END,
            None => {}
        }
        let own = form.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(around);
        let encoded = form.raw_data().len() as u64;
        let calls_others = own.as_ref().is_none_or(|own| !own.x_objects.is_empty());
        if !calls_others && encoded.saturating_mul(MOST).saturating_mul(calls) < WEIGHED {
            return encoded.saturating_mul(UNFOLDED) / BYTES_A_STEP + 1;
        }
        self.forms.insert(form.obj_id(), None);
        let content = form.decoded_data().map_or(0, |content| self.content(&content, resources));
        let steps = content.saturating_add(1);
        self.forms.insert(form.obj_id(), Some(steps));
        steps
    }
}

fn is_image(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|subtype| subtype.as_ref() == b"Image".as_slice())
}

/// How often each name is called with the operator `Do` (8.8). What looks like it in a string or a picture is counted too.
fn calls(content: &[u8]) -> BTreeMap<&[u8], u64> {
    let mut found = BTreeMap::new();
    for at in memmem::find_iter(content, b"Do") {
        let before = content.get(at.saturating_sub(NAME + 8)..at).unwrap_or_default().trim_ascii_end();
        if before.len() == at.min(NAME + 8) {
            // No white space: part of a longer word, unless the name ends with a delimiter.
            continue;
        }
        let Some(slash) = memchr::memrchr(b'/', before) else { continue };
        let name = before.get(slash + 1..).unwrap_or_default();
        if !name.iter().any(u8::is_ascii_whitespace) {
            *found.entry(name).or_insert(0) += 1;
        }
    }
    found
}

/// Pictures within the content (8.9.7) that begin and do not end are looked for to the end of the content, each anew.
fn open_images(content: &[u8]) -> u64 {
    let stands_alone = |at: usize| {
        let blank = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        blank(at.checked_sub(1).and_then(|before| content.get(before))) && blank(content.get(at + 2))
    };
    let count = |word: &[u8]| memmem::find_iter(content, word).filter(|&at| stands_alone(at)).count() as u64;
    let open = count(b"BI").saturating_sub(count(b"EI"));
    open.saturating_mul(content.len() as u64) / 64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::budget::Budget;

    #[test]
    fn calls_are_counted_by_name() {
        let counted = calls(b"/A Do /B Do\n/A  Do q /C Dot (Do) Do");
        assert_eq!(counted.get(b"A".as_slice()), Some(&2));
        assert_eq!(counted.get(b"B".as_slice()), Some(&1));
    }

    #[test]
    fn an_empty_purse_ends_the_walk_and_is_no_failure() {
        let purse = Purse::new(Budget { drawing: 10, ..Budget::default() }, 1);
        let steps = std::cell::Cell::new(0);
        let walked = walk(|| {
            loop {
                spend(&purse, 1);
                steps.set(steps.get() + 1);
            }
        });
        assert_eq!((walked, steps.get()), (Walked::Exhausted, 10));
        assert_eq!(purse.reached(), [("drawing", 10)]);
        assert_eq!(walk(|| resume_unwind(Box::new("a fault"))), Walked::Failed);
    }
}
