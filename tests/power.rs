//! Power and false alarms: every dated file of the corpus is claimed to be of its own last stated year, and of years before
//! it. `cargo test --test power -- --nocapture` prints the table of the manual. Skips where there is no corpus.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet};
use support::{corpus, day, examined, literal};
use valla::checks::checks;
use valla::collation::checks::CHECKS;
use valla::model::{Case, Exhibit, Finding, Layer, Outcome, Role, Strength, Term, Verdict};

/// Repositories whose files were built to deceive or to harm readers: their dates are nobody's statement.
const HOSTILE: &[&str] = &["RUB-NDS+", "corkami+", "qpdf+qpdf/qpdf/qtest"];
/// The last year that a file states of its making or change.
fn stated_year(exhibit: &Exhibit) -> Option<i32> {
    exhibit
        .extraction
        .evidence
        .iter()
        .filter(|evidence| matches!(evidence.role, Some(Role::Created | Role::Modified)))
        .filter(|evidence| !exhibit.reasoned.retracted.contains(&evidence.id))
        .filter_map(|evidence| evidence.moment().and_then(|moment| moment.latest.date()))
        .map(|date| date.year())
        .max()
        .filter(|year| (1990..=day().year()).contains(year))
}

/// The files of a case, without what is inside them.
fn files(case: &Case) -> impl Iterator<Item = &Exhibit> {
    case.exhibits.iter().filter(|exhibit| exhibit.parent.is_none())
}

fn is_pdf(exhibit: &Exhibit) -> bool {
    exhibit.extraction.format.name == "PDF"
}

#[test]
fn power_beside_false_alarms() {
    let Some(corpus) = corpus() else { return };
    let root = corpus.to_str().unwrap();
    let plain = examined(&[root], |_| {});
    rates_together_are_as_written(&plain, root);
    let general: Vec<&Exhibit> =
        files(&plain).filter(|exhibit| !HOSTILE.iter().any(|hostile| exhibit.path.contains(hostile))).collect();
    let dated: Vec<(&Exhibit, i32)> =
        general.iter().filter_map(|exhibit| Some((*exhibit, stated_year(exhibit)?))).collect();
    // A file carries a bound where a save of it has a beginning that does not rest on the document's own dates.
    let bounded = |exhibit: &Exhibit| exhibit.reasoned.windows.iter().any(|window| window.layer == Layer::Bytes);
    println!(
        "{} dated files that are not known as hostile, {} of them PDF; {} with a bound, {} of them PDF",
        dated.len(),
        dated.iter().filter(|(exhibit, _)| is_pdf(exhibit)).count(),
        dated.iter().filter(|(exhibit, _)| bounded(exhibit)).count(),
        dated.iter().filter(|(exhibit, _)| bounded(exhibit) && is_pdf(exhibit)).count()
    );
    println!(
        "| format | claimed | layer | contradicts (hard) | tension, strong | tension, medium | agrees | no-evidence |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut contradicted_at_five = 0.0;
    let mut either_at_five = 0.0;
    for years in [0, 1, 2, 5, 10] {
        let mut claims = String::new();
        for (exhibit, year) in &dated {
            let literal = literal(&exhibit.path);
            claims.push_str(&format!(
                "[[claim]]\npath = {literal:?}\ncontent = \"{0}\"\nbytes = \"{0}\"\n",
                year - years
            ));
        }
        let case = examined(&[root], |options| options.claims.read_text(&claims, "claims").unwrap());
        if years == 0 {
            against_their_own_year(&case);
            rates_are_as_written(&files(&case).collect::<Vec<_>>());
        }
        for (layer, pdf) in [Layer::Bytes, Layer::Content].into_iter().flat_map(|layer| [(layer, true), (layer, false)])
        {
            let mut terms: BTreeMap<(Term, Option<Strength>), usize> = BTreeMap::new();
            for exhibit in files(&case).filter(|exhibit| is_pdf(exhibit) == pdf) {
                for verdict in exhibit.reasoned.verdicts.iter().filter(|verdict| verdict.layer == layer) {
                    *terms.entry((verdict.term, verdict.strength)).or_default() += 1;
                }
            }
            let of =
                |term: Term| terms.iter().filter(|((of, _), _)| *of == term).map(|(_, count)| count).sum::<usize>();
            let at = |term: Term, strength: Strength| terms.get(&(term, Some(strength))).copied().unwrap_or(0);
            println!(
                "| {} | {years} years before | {layer} | {} | {} | {} | {} | {} |",
                if pdf { "PDF" } else { "other" },
                at(Term::Contradicts, Strength::Hard),
                at(Term::Tension, Strength::Strong),
                at(Term::Tension, Strength::Medium),
                of(Term::Agrees),
                of(Term::NoEvidence)
            );
            assert_eq!(of(Term::Contradicts), at(Term::Contradicts, Strength::Hard), "only what is hard contradicts");
            // Words of honest files say nothing against the year that these files state.
            if layer == Layer::Content && years == 0 {
                let against = of(Term::Contradicts) + at(Term::Tension, Strength::Strong);
                assert_eq!(against, 0, "the words of a file speak against its own year");
            }
        }
        if years == 5 {
            let carrying: Vec<&Exhibit> =
                files(&case).filter(|exhibit| is_pdf(exhibit) && is_claimed(exhibit) && bounded(exhibit)).collect();
            let share = |terms: &[Term]| {
                let hits = carrying.iter().filter(|exhibit| {
                    exhibit
                        .reasoned
                        .verdicts
                        .iter()
                        .any(|verdict| verdict.layer == Layer::Bytes && terms.contains(&verdict.term))
                });
                hits.count() as f64 / carrying.len() as f64
            };
            contradicted_at_five = share(&[Term::Contradicts]);
            either_at_five = share(&[Term::Contradicts, Term::Tension]);
        }
    }
    println!(
        "of the files with a bound, claimed five years early: {:.0} % contradicted, {:.0} % contradicted or in tension",
        100.0 * contradicted_at_five,
        100.0 * either_at_five
    );
    assert!(contradicted_at_five >= 0.55, "power fell to {contradicted_at_five:.2}");
    assert!(either_at_five >= 0.95, "power fell to {either_at_five:.2}");
}

/// Whether a time is claimed of it; signatures have verdicts without a claim.
fn is_claimed(exhibit: &Exhibit) -> bool {
    exhibit.reasoned.verdicts.iter().any(|verdict| verdict.layer != Layer::Custody)
}

/// Names the files that do not agree with their own last stated year, with what speaks against it.
fn against_their_own_year(case: &Case) {
    for exhibit in files(case) {
        let of_time = |verdict: &&Verdict| matches!(verdict.layer, Layer::Bytes | Layer::Content);
        for verdict in exhibit.reasoned.verdicts.iter().filter(of_time) {
            if matches!(verdict.term, Term::Agrees | Term::NoEvidence | Term::NotTested) {
                continue;
            }
            println!("against its own year: {} {:?}", exhibit.path, verdict.strength);
            let against = exhibit.reasoned.findings.iter().filter(|finding| verdict.findings.contains(&finding.id));
            against.for_each(|finding| println!("    {} {}: {}", finding.code, finding.strength, finding.summary));
            exhibit.reasoned.conflicts.iter().for_each(|conflict| println!("    conflict: {conflict:?}"));
        }
    }
}

/// The same of the checks of the collection: each folder of the corpus is a publisher of its own.
fn rates_together_are_as_written(case: &Case, root: &str) {
    let publisher = |id: &String| {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.id == *id).unwrap();
        let below = exhibit.path.strip_prefix(root).unwrap().trim_start_matches('/');
        below.split('/').next().unwrap().to_owned()
    };
    let publishers: BTreeSet<String> = files(case).map(|exhibit| publisher(&exhibit.id)).collect();
    let mut table = String::from("code,files,sources,within,within_medium,across,across_medium\n");
    for check in CHECKS {
        let code = check.charter().code;
        let of = |across: bool, least: Strength| {
            let findings = case.collection.findings.iter().filter(|finding| finding.code == code);
            let is =
                |finding: &&Finding| (finding.among.iter().map(publisher).collect::<BTreeSet<_>>().len() > 1) == across;
            findings.filter(is).filter(|finding| finding.strength >= least).count()
        };
        let (all, medium) = (Strength::Informational, Strength::Medium);
        let counts =
            [of(false, all), of(false, medium), of(true, all), of(true, medium)].map(|count| count.to_string());
        table.push_str(&format!("{code},{},{},{}\n", files(case).count(), publishers.len(), counts.join(",")));
    }
    if std::env::var_os("VALLA_WRITE").is_some() {
        std::fs::write("src/collation/checks/rates.csv", table).unwrap();
        return;
    }
    assert_eq!(
        table,
        valla::collation::checks::rates::TABLE,
        "the measured rates are not those that `valla explain` says"
    );
}

/// The rates that `valla explain` tells are those measured here. With `VALLA_WRITE` set, writes them anew.
fn rates_are_as_written(exhibits: &[&Exhibit]) {
    let claimed: Vec<&&Exhibit> = exhibits.iter().filter(|exhibit| is_claimed(exhibit)).collect();
    let mut table = String::from("code,files,applied,found,medium\n");
    let mut codes: Vec<&str> = checks().iter().map(|check| check.charter().code).collect();
    codes.sort_unstable();
    for code in codes {
        let outcome = |exhibit: &&&&Exhibit, wanted: &[Outcome]| {
            exhibit.reasoned.checks.iter().any(|check| check.code == code && wanted.contains(&check.outcome))
        };
        let applied = claimed.iter().filter(|exhibit| outcome(exhibit, &[Outcome::Found, Outcome::Clear])).count();
        let found = claimed.iter().filter(|exhibit| outcome(exhibit, &[Outcome::Found])).count();
        let medium = claimed.iter().filter(|exhibit| {
            exhibit.reasoned.findings.iter().any(|finding| finding.code == code && finding.strength >= Strength::Medium)
        });
        table.push_str(&format!("{code},{},{applied},{found},{}\n", claimed.len(), medium.count()));
    }
    if std::env::var_os("VALLA_WRITE").is_some() {
        std::fs::write("src/checks/rates.csv", table).unwrap();
        return;
    }
    assert_eq!(table, valla::checks::rates::TABLE, "the measured rates are not those that `valla explain` says");
}
