//! Parts of an Office document were written by another program than the one that it names.

use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Reading, Role, Strength, Value};
use crate::properties::Family;
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Word, Excel and PowerPoint for Windows give every part of a document the same fixed time, 1980-01-01 00:00.
    /// The check reports a document that names one of them and has parts with a real time: something else wrote
    /// those parts, at that time by its clock.
    ///
    /// # Why it matters
    /// It shows which parts were replaced after Office had saved the document, and when, to within two seconds.
    ///
    /// # Innocent causes
    /// A server, a template engine or a data protection filter opened the package and wrote some parts. Someone
    /// unpacked the document and packed it again.
    ///
    /// # What it cannot tell
    /// What was in the parts before. Office for Mac, the online versions and all other programs write real times; Word in the browser
    /// shows itself by the number in the name of its main part.
    ///
    /// # Example
    /// `word/document.xml` of 2017-03-24 16:43:32 among 23 parts of 1980-01-01.
    ///
    /// # Sources
    /// Catalogue of checks, 3; APPNOTE 6.3.10, 4.4.6. Measured: of 58 documents of Office for Windows in the corpus
    /// of this program 53 have the fixed time throughout; four have some parts with real times and one has only
    /// such parts, and in each of the five another program did write them. Strength: medium where that was
    /// more than a day after the last save that the document states, else weak.
    pub struct ZipPartReplacement { code: "S003", name: "zip-part-replacement", summary: "another program than the one it names wrote parts of the file", since: "0.1.0", group: Form }
}

/// The names of programs for Windows that write the constant.
const PROGRAMS: [&str; 4] =
    ["Microsoft Office Word", "Microsoft Excel", "Microsoft Office PowerPoint", "Microsoft Office Outlook"];
/// A server that packs a document anew on the day of its save does what servers do.
const ONE_DAY: i64 = 86_400;
/// So many parts are named.
const NAMED: usize = 5;

impl Check for ZipPartReplacement {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let program = view
            .texts(&[Role::Producer])
            .find(|(evidence, name)| evidence.family() == Some(Family::OfficeOpen) && PROGRAMS.contains(name));
        let Some((program, name)) = program else {
            return Examination::not_applicable("no document of Office for Windows in the format of 2007 or later");
        };
        if is_of_the_browser(view) {
            return Examination::not_applicable("Word in the browser gives parts times of its own");
        }
        let constant = view.evidence().find(|evidence| evidence.property == keys::PACKAGE_PART_CONSTANT);
        let parts: Vec<(&Evidence, &Moment, &str)> = view
            .evidence()
            .filter(|evidence| evidence.property == keys::PACKAGE_PART_MODIFIED)
            .filter_map(|evidence| Some((evidence, evidence.moment()?, part(evidence)?)))
            .collect();
        if parts.is_empty() {
            return if constant.is_some() {
                Examination::of(vec![])
            } else {
                Examination::not_applicable("the parts have no time")
            };
        }
        Examination::of(vec![finding(view, (program, name), constant, &parts)])
    }
}

/// Word in the browser names itself like Word for Windows, and numbers the main part: `word/document2.xml`.
fn is_of_the_browser(view: &View<'_>) -> bool {
    let numbered = |name: &str| {
        let number = name.trim().strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    view.evidence()
        .filter(|evidence| evidence.property == keys::PACKAGE_ORDER)
        .filter_map(Evidence::text)
        .any(|order| order.split(',').any(numbered))
}

/// The part whose time it is; folders and the thumbnail, which other programs add, are none.
fn part(evidence: &Evidence) -> Option<&str> {
    let name = evidence.locus.part();
    (!name.ends_with('/') && !name.contains("thumbnail")).then_some(name)
}

fn finding(
    view: &View<'_>,
    (program, name): (&Evidence, &str),
    constant: Option<&Evidence>,
    parts: &[(&Evidence, &Moment, &str)],
) -> Finding {
    let named: Vec<&str> = parts.iter().take(NAMED).map(|(_, _, part)| *part).collect();
    let more = if parts.len() > NAMED { " and others" } else { "" };
    let first = parts.iter().map(|(_, moment, _)| *moment).min_by_key(|moment| moment.earliest);
    let last = parts.iter().map(|(_, moment, _)| *moment).max_by_key(|moment| moment.earliest);
    let when = match (first, last) {
        (Some(first), Some(last)) if first.earliest == last.earliest => time(first),
        (Some(first), Some(last)) => format!("{} to {}", time(first), time(last)),
        _ => String::new(),
    };
    let kept = constant.and_then(|evidence| match evidence.value {
        Reading::Present(Value::Number(number)) => Some(number),
        _ => None,
    });
    let which = match kept {
        Some(kept) => format!("{} of its {} parts", parts.len(), i64::try_from(parts.len()).unwrap_or(0) + kept),
        None => "all its parts".to_owned(),
    };
    let mut strength = Strength::Weak;
    let mut summary = format!(
        "The file names {name}, but another program packed {which}: {}{more} ({when} by its clock). {name} for Windows gives \
         parts no time.",
        named.join(", ")
    );
    let modified = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.latest);
    if let (Some((_, moment)), Some(last)) = (modified, last)
        && last.earliest > moment.latest.plus(ONE_DAY)
    {
        strength = Strength::Medium;
        summary.push_str(&format!(
            " These parts are younger than the last save that the file states ({}).",
            moment.plain_date()
        ));
    }
    Finding::of(&ZipPartReplacement::CHARTER, strength, Layer::Bytes, summary)
        .resting_on(
            [program].into_iter().chain(constant).chain(parts.iter().take(NAMED).map(|(evidence, _, _)| *evidence)),
        )
        .innocently(&[
            "A server, a template engine or a data protection filter wrote these parts.",
            "Someone unpacked the document and packed it again.",
        ])
        .settled_by("Ask which systems the document went through at that time, and ask for a copy from before.")
}
