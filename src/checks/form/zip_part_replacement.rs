//! Parts of an Office document were written by another program than the one that it names.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Reading, Role, Strength, Value};

charter! {
    /// # What it looks for
    /// Word, Excel and PowerPoint for Windows write one constant, 1980-01-01 00:00, as the time of every part of a document. A
    /// finding arises where the document names one of them and parts of it carry a real time: those parts were put in by
    /// something else, at that time by the machine's clock.
    ///
    /// # Why it matters
    /// It shows which parts were exchanged after Office had saved, and when, to two seconds.
    ///
    /// # Innocent causes
    /// A server, a template engine or a filter for data protection opened the package and wrote some parts; somebody unpacked
    /// and packed the document.
    ///
    /// # What it cannot tell
    /// What stood in the parts before. Office for Mac, the online versions and all other programs write real times.
    ///
    /// # Example
    /// `word/document.xml` of 2017-03-24 16:43:32 among 23 parts of 1980-01-01.
    ///
    /// # Sources
    /// Catalogue of checks, 3; APPNOTE 6.3.10, 4.4.6. Measured: of 58 documents of Office for Windows in the corpus of this program 53
    /// have the constant throughout; four have some parts with real times and one all, and in each of the five another program did
    /// write them. Strength: medium where that was certainly after the last save that the document states, else weak.
    pub struct ZipPartReplacement { code: "S003", name: "zip-part-replacement", summary: "parts of the document were written by another program than the one that it names", since: "0.1.0", group: Form }
}

/// The names of programs for Windows that write the constant.
const PROGRAMS: [&str; 4] =
    ["Microsoft Office Word", "Microsoft Excel", "Microsoft Office PowerPoint", "Microsoft Office Outlook"];
/// So many parts are named.
const NAMED: usize = 5;

impl Check for ZipPartReplacement {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let program = view
            .texts(&[Role::Producer])
            .find(|(evidence, name)| evidence.property.starts_with("ooxml.") && PROGRAMS.contains(name));
        let Some((program, name)) = program else {
            return Examination::not_applicable(
                "no document that Office for Windows says it saved in the form of 2007 or later",
            );
        };
        let constant = view.evidence().find(|evidence| evidence.property == "zip.part.modified.constant");
        let parts: Vec<(&Evidence, &Moment, &str)> = view
            .evidence()
            .filter(|evidence| evidence.property == "zip.part.modified")
            .filter_map(|evidence| Some((evidence, evidence.moment()?, part(evidence)?)))
            .collect();
        if parts.is_empty() {
            return if constant.is_some() {
                Examination::of(vec![])
            } else {
                Examination::not_applicable("the package notes no time of its parts")
            };
        }
        Examination::of(vec![finding(view, (program, name), constant, &parts)])
    }
}

/// The part whose time it is; folders and the thumbnail, which other programs add, are none.
fn part(evidence: &Evidence) -> Option<&str> {
    let name = evidence.locus.path.split(": ").next()?;
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
        (Some(first), Some(last)) if first.earliest == last.earliest => first.readable(),
        (Some(first), Some(last)) => format!("{} to {}", first.readable(), last.readable()),
        _ => String::new(),
    };
    let kept = constant.and_then(|evidence| match evidence.value {
        Reading::Present(Value::Number(number)) => Some(number),
        _ => None,
    });
    let which = match kept {
        Some(kept) => format!("{} of its {} parts", parts.len(), i64::try_from(parts.len()).unwrap_or(0) + kept),
        None => "all of its parts".to_owned(),
    };
    let mut strength = Strength::Weak;
    let mut summary = format!(
        "The document names {name:?}, which writes no times of parts. Another program wrote {which}, on {when} by its machine's \
         clock: {}{more}.",
        named.join(", ")
    );
    let modified = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.latest);
    if let (Some((stated, moment)), Some(last)) = (modified, last)
        && last.certainly_after(moment)
    {
        strength = Strength::Medium;
        summary.push_str(&format!(" That was after the last save that it states ({}).", stated.value_text()));
    }
    Finding::of(&ZipPartReplacement::CHARTER, strength, Layer::Bytes, summary)
        .resting_on(
            [program].into_iter().chain(constant).chain(parts.iter().take(NAMED).map(|(evidence, _, _)| *evidence)),
        )
        .innocently(&[
            "A server, a template engine or a filter for data protection wrote these parts.",
            "Somebody unpacked the document and packed it again.",
        ])
        .settled_by("Ask which systems the document went through at that time, and for a copy from before.")
}
