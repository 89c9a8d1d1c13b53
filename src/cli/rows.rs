//! What becomes of the rows of a run: edition, baseline, form of the output, and how the program ends.

use super::args::{Audience, FailOn, Format};
use super::exit::Exit;
use super::guard::Guard;
use super::output::{Output, written};
use super::untouched::Untouched;
use crate::checks::rates::rules;
use crate::collation::{self, Collator};
use crate::fixity::manifest;
use crate::model::{
    Alteration, BaselineState, Case, CaseHead, Collection, Counts, Error, Exhibit, Finding, Group, Status, Strength,
    Verdict, Warning,
};
use crate::pipeline::vocabulary;
use crate::reports::html::Dossier;
use crate::reports::json::CaseStream;
use crate::reports::premis::Events;
use crate::reports::public::{PseudonymKey, PublicEdition};
use crate::reports::terminal::{Setting, Terminal};
use crate::reports::{Lines, Report, Writes, json, sarif, table};
use std::path::{Path, PathBuf};

/// A manifest holds names as they are, whatever they do to a terminal: it is written to a file or to a program.
pub(super) fn for_a_program(format: Format, output: &Output) -> Result<(), Error> {
    let manifest = matches!(format, Format::Sha256sum | Format::Hashdeep | Format::Bagit);
    if manifest && output.is_terminal() {
        return Err(Error::Usage(
            "a manifest holds the names of files as they are, which can harm a terminal: write it to a file with --output"
                .to_owned(),
        ));
    }
    Ok(())
}

/// The public edition, where one is asked for; none for the desk.
pub(super) fn edition(
    audience: Audience,
    format: Format,
    key: impl FnOnce() -> Result<[u8; 32], Error>,
) -> Result<Option<PublicEdition>, Error> {
    if audience == Audience::Desk {
        return Ok(None);
    }
    if matches!(format, Format::Sha256sum | Format::Hashdeep | Format::Bagit) {
        return Err(Error::Usage(
            "a manifest is made of names and digests, which identify a copy: there is no public edition of it"
                .to_owned(),
        ));
    }
    key().map(|key| Some(PublicEdition::under(PseudonymKey::new(key), vocabulary())))
}

/// A key for a run that keeps no case: nobody can tie its pseudonyms to names afterwards.
pub(super) fn random_key() -> Result<[u8; 32], Error> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| Error::Usage(format!("the system gives no random bytes: {error}")))?;
    Ok(key)
}

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) format: Format,
    pub(super) output: Option<&'a Path>,
    pub(super) html: Option<&'a Path>,
    pub(super) full: bool,
    /// With a line an exhibit: a last one for the collection.
    pub(super) together: bool,
    pub(super) fail_on: Option<FailOn>,
    pub(super) only_differences: bool,
    /// When the examination took place, to the second; absent: now.
    pub(super) at: Option<&'a str>,
}

/// When the examination took place, to the second: the time that the environment names, else now.
fn examined_at() -> String {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|epoch| epoch.trim().parse::<i64>().ok());
    let at = named.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0)).unwrap_or_else(chrono::Utc::now);
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Rows as they come, on their way into a report, or into two.
pub(super) struct Rows {
    format: Format,
    only_differences: bool,
    together: bool,
    report: Box<dyn Report>,
    /// A dossier next to it.
    beside: Option<(Output, Box<dyn Report>)>,
    begun: bool,
    /// Whether somebody still reads what is written.
    reading: bool,
    noticed: Noticed,
    edition: Option<PublicEdition>,
    guard: Guard,
    head: CaseHead,
    collator: Collator,
    counts: Counts,
}

impl Rows {
    pub(super) fn new(
        wanted: Wanted<'_>,
        untouched: &Untouched<'_>,
        edition: Option<PublicEdition>,
        guard: Guard,
        head: CaseHead,
        is_terminal: bool,
    ) -> Result<Self, Error> {
        let Wanted { format, output, html, full, together, fail_on, only_differences, at } = wanted;
        // Pages of a dossier go next to its index, wherever a link to that leads.
        let dossier = |index: Option<&Path>| -> Result<Box<dyn Report>, Error> {
            let target = index.map(|path| pages_at(path, untouched)).transpose()?.flatten();
            Ok(Box::new(Dossier::at(target.as_deref())))
        };
        let lines = |head, writes: Writes| -> Box<dyn Report> { Box::new(Lines { head, writes }) };
        let report: Box<dyn Report> = match format {
            Format::Terminal => Box::new(Terminal::set(setting(is_terminal, full))),
            Format::Html => dossier(output)?,
            Format::Json => Box::<CaseStream>::default(),
            Format::Jsonl => lines("", json::line),
            Format::Sarif => Box::new(sarif::Results::of([rules(), collation::checks::rules()].concat())),
            Format::Csv => Box::<table::Files>::default(),
            Format::EvidenceCsv => Box::new(table::Values),
            Format::PremisCsv => {
                // The second of an examination is as private as that of a document.
                let at = match edition {
                    Some(_) => format!("{}T00:00:00Z", head.day),
                    None => at.map_or_else(examined_at, str::to_owned),
                };
                Box::new(Events::at(&at, head.day))
            }
            Format::Sha256sum => lines("", manifest::write_sha256sum),
            Format::Bagit => lines("", manifest::write_bagit),
            Format::Hashdeep => lines(manifest::HASHDEEP_HEAD, manifest::write_hashdeep),
        };
        let beside = html.map(|html| Ok((Output::open(Some(html), untouched)?, dossier(Some(html))?))).transpose()?;
        Ok(Self {
            format,
            only_differences,
            together,
            report,
            beside,
            begun: false,
            reading: true,
            noticed: Noticed { fail_on: fail_on.map(strength), ..Noticed::default() },
            edition,
            guard,
            collator: Collator::of(&head.claims),
            head,
            counts: Counts::default(),
        })
    }

    /// What comes before the first row.
    fn begin(&mut self, output: &mut Output) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let head = public_case(
            self.edition.as_ref(),
            self.head.clone().case(vec![], Collection::default(), Counts::default()),
        );
        self.reading = written(self.report.begin(&head, output.writer()))?;
        if let Some((page, dossier)) = &mut self.beside {
            written(dossier.begin(&head, page.writer()))?;
        }
        Ok(())
    }

    /// Takes in a row.
    pub(super) fn take(&mut self, mut exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.collator.take(&mut exhibit)?;
        self.show(exhibit, output)
    }

    /// Takes in a row of a case that keeps what of it is compared with others.
    pub(super) fn take_sketched(&mut self, exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.collator.take_bytes(&exhibit);
        self.show(exhibit, output)
    }

    fn show(&mut self, mut exhibit: Exhibit, output: &mut Output) -> Result<(), Error> {
        self.guard.take(&mut exhibit);
        self.noticed.notice(&exhibit);
        self.counts.count(&exhibit);
        if self.only_differences && exhibit.differences.is_empty() {
            return Ok(());
        }
        self.begin(output)?;
        let mut exhibit = self.edition.as_mut().map(|public| public.exhibit(&exhibit)).unwrap_or(exhibit);
        if let Some((page, dossier)) = &mut self.beside {
            written(dossier.exhibit(exhibit.clone(), page.writer()))?;
            // Pictures are for the dossier; a record that was not asked for them does not carry them.
            exhibit.extraction.preview = None;
            exhibit.extraction.comparisons = vec![];
        }
        if self.reading {
            self.reading = written(self.report.exhibit(exhibit, output.writer()))?;
        }
        // Where nothing else is to be written, there is nothing left to do.
        let alone = self.beside.is_none() && matches!(self.guard, Guard::Off | Guard::Compare { .. });
        if self.reading || !alone { Ok(()) } else { Err(Error::Closed) }
    }

    /// Ends the report; `collate` says what the rows say about each other.
    pub(super) fn finish(
        mut self,
        mut output: Output,
        collate: impl FnOnce(Collator) -> Result<Collection, Error>,
    ) -> Result<Exit, Error> {
        self.begin(&mut output)?;
        let mut collection = collate(self.collator)?;
        let baseline = self.guard.finish(&mut collection)?;
        self.noticed.notice_together(&collection);
        let mut case = self.head.case(vec![], collection, self.counts);
        case.baseline = baseline;
        if let Some(baseline) = &case.baseline {
            self.noticed.found |= baseline.differences > 0;
            if self.format != Format::Terminal {
                eprintln!("{}", baseline.in_words());
            }
        }
        let case = public_case(self.edition.as_ref(), case);
        if let Some((mut page, dossier)) = self.beside {
            written(dossier.finish(case.clone(), page.writer()))?;
            page.finish()?;
        }
        if self.format != Format::Terminal {
            eprintln!("{}", case.summary.balance());
        }
        if self.reading && self.together && self.format == Format::Jsonl {
            let line = serde_json::json!({ "collection": case.collection });
            self.reading = written(output.writer().write_all(json::value(&line).as_bytes()))?;
        }
        if self.reading {
            written(self.report.finish(case, output.writer()))?;
        }
        output.finish()?;
        Ok(self.noticed.exit())
    }
}

/// Where the index of a dossier is, once it is sure that a folder may be next to it; none of a stream, which is one page.
fn pages_at(path: &Path, untouched: &Untouched<'_>) -> Result<Option<PathBuf>, Error> {
    let Some(index) = untouched.index(path)? else { return Ok(None) };
    untouched.folder(&index.with_extension("pages"))?;
    Ok(Some(index))
}

/// The case, or its public edition.
fn public_case(edition: Option<&PublicEdition>, case: Case) -> Case {
    match edition {
        Some(public) => public.case(case),
        None => case,
    }
}

fn setting(terminal: bool, full: bool) -> Setting {
    let width = columns(terminal);
    let colour = terminal && std::env::var_os("NO_COLOR").is_none();
    Setting { width, colour, full, answer_last: terminal }
}

/// How wide a text is: as the terminal, within what is pleasant to read; elsewhere always the same.
pub(super) fn columns(terminal: bool) -> usize {
    if terminal { textwrap::termwidth().clamp(60, 110) } else { 100 }
}

fn strength(fail_on: FailOn) -> Strength {
    match fail_on {
        FailOn::Hard => Strength::Hard,
        FailOn::Strong => Strength::Strong,
        FailOn::Medium => Strength::Medium,
    }
}

/// What of the rows decides the exit status.
#[derive(Debug, Default)]
struct Noticed {
    fail_on: Option<Strength>,
    found: bool,
    incomplete: bool,
}

impl Noticed {
    fn notice(&mut self, exhibit: &Exhibit) {
        if let Some(threshold) = self.fail_on {
            let reasoned = &exhibit.reasoned;
            let known = |finding: &Finding| matches!(finding.baseline, Some(BaselineState::Known(_)));
            let is_known = |id: &String| reasoned.findings.iter().any(|finding| finding.id == *id && known(finding));
            // A verdict is known when all that it rests on is.
            let rests_on_known =
                |verdict: &Verdict| !verdict.findings.is_empty() && verdict.findings.iter().all(is_known);
            let strong = |strength: Option<Strength>| strength.is_some_and(|strength| strength >= threshold);
            // What was altered, and a signature that fails, weigh as a strong finding.
            let altered = matches!(
                reasoned.altered.answer,
                Alteration::ChangedAfterSigning
                    | Alteration::SignatureFails
                    | Alteration::WordsReplaced
                    | Alteration::WordsRemoved
            );
            let about: Vec<&Finding> = reasoned
                .findings
                .iter()
                .filter(|finding| finding.code.starts_with(Group::Revisions.letter()))
                .collect();
            let accepted = !about.is_empty() && about.iter().all(|finding| known(finding));
            self.found |= altered && threshold <= Strength::Strong && !accepted;
            self.found |= reasoned.findings.iter().any(|finding| finding.strength >= threshold && !known(finding))
                || reasoned.verdicts.iter().any(|verdict| strong(verdict.strength) && !rests_on_known(verdict));
        }
        let extraction = &exhibit.extraction;
        let locked = extraction.warnings.iter().any(Warning::is_of_a_lock);
        self.incomplete |= extraction.status == Status::Error
            || extraction.status == Status::Partial && (!extraction.limits.is_empty() || locked);
    }

    fn notice_together(&mut self, collection: &Collection) {
        if let Some(threshold) = self.fail_on {
            let against = collection.verdicts.iter().filter_map(|verdict| verdict.strength);
            let known = |finding: &&Finding| matches!(finding.baseline, Some(BaselineState::Known(_)));
            let found = collection.findings.iter().filter(|one| !known(one)).map(|finding| finding.strength);
            self.found |= against.chain(found).any(|strength| strength >= threshold);
        }
    }

    fn exit(&self) -> Exit {
        match (self.found, self.incomplete) {
            (true, _) => Exit::Found,
            (false, true) => Exit::Incomplete,
            (false, false) => Exit::Done,
        }
    }
}
