//! How a case keeps its records: two texts for each, every text once, and cases of older forms go on.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use support::older_case::{older_form, text as text_of};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_valla"));
    command.env("SOURCE_DATE_EPOCH", "1764000000").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Files that the last run read.
fn read_last(case: &Path) -> i64 {
    let database = Connection::open(case).unwrap();
    database.query_row("SELECT read FROM run ORDER BY number DESC LIMIT 1", [], |row| row.get(0)).unwrap()
}

/// Digests by path: of what was read, or of what was found.
fn digests(database: &Connection, column: &str) -> BTreeMap<String, Vec<u8>> {
    let mut select = database.prepare(&format!("SELECT shown, {column} FROM exhibit")).unwrap();
    select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// The rows in which texts are.
fn rows_of(database: &Connection, digests: &BTreeMap<String, Vec<u8>>) -> BTreeSet<i64> {
    let row =
        |digest: &Vec<u8>| database.query_row("SELECT rowid FROM text WHERE digest = ?1", [digest], |row| row.get(0));
    digests.values().map(|digest| row(digest).unwrap()).collect()
}

#[test]
fn a_new_claim_leaves_readings_as_they_are_and_nothing_lies_about() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let claimed = |date: &str| run(&["samples/leak", "--case", case.to_str().unwrap(), "--claimed-date", date]);
    assert_eq!(claimed("2012").status.code(), Some(0));
    let database = Connection::open(&case).unwrap();
    let (read, found) = (digests(&database, "read"), digests(&database, "found"));
    let rows = rows_of(&database, &read);
    assert_eq!(claimed("2009").status.code(), Some(0));
    assert_eq!(read_last(&case), 0);
    assert_eq!(digests(&database, "read"), read);
    assert_eq!(rows_of(&database, &read), rows, "no reading was written again");
    let now = digests(&database, "found");
    assert!(found.iter().all(|(path, digest)| now[path] != *digest), "every verdict names its claim");
    // Beside readings and findings there are only lists of answers.
    let mut select = database
        .prepare(
            "SELECT digest FROM text WHERE digest NOT IN (SELECT read FROM exhibit UNION SELECT found FROM exhibit)",
        )
        .unwrap();
    let others: Vec<Vec<u8>> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(!others.is_empty());
    assert!(others.iter().all(|digest| text_of(&database, digest).starts_with("[{\"code\":")));
    // A claim that is as it was finds what it found.
    claimed("2012");
    assert_eq!(digests(&database, "found"), found);
}

#[test]
fn equal_bytes_have_one_reading_and_the_columns_say_what_is_inside() {
    let folder = tempfile::tempdir().unwrap();
    let (evidence, case) = (folder.path().join("evidence"), folder.path().join("c.valla"));
    fs::create_dir(&evidence).unwrap();
    for name in ["one.pdf", "two.pdf"] {
        fs::copy("samples/leak/01-prikaz.pdf", evidence.join(name)).unwrap();
    }
    let arguments = [evidence.to_str().unwrap(), "samples", "--case", case.to_str().unwrap()];
    run(&arguments);
    let database = Connection::open(&case).unwrap();
    let read = digests(&database, "read");
    let of = |name: &str| read.iter().find(|(path, _)| path.ends_with(name)).unwrap().1;
    assert_eq!(of("one.pdf"), of("two.pdf"));
    assert_eq!(of("one.pdf"), of("samples/leak/01-prikaz.pdf"));
    let count = |select: &str| database.query_row(select, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(
        count("SELECT count(*) FROM exhibit AS e WHERE parts <> (SELECT count(*) FROM part WHERE exhibit = e.number)"),
        0
    );
    assert!(count("SELECT count(*) FROM exhibit WHERE parts > 0") > 10);
    let locked = "SELECT count(*) FROM exhibit AS e WHERE locked <>
        EXISTS (SELECT 1 FROM warning WHERE exhibit = e.number AND code = 'encrypted')";
    assert_eq!(count(locked), 0);
    assert!(count("SELECT sum(locked) FROM exhibit") > 0);
    // A file that changes takes its texts along.
    fs::write(evidence.join("two.pdf"), "%PDF-1.4 something else").unwrap();
    let before = count("SELECT count(*) FROM text");
    run(&arguments);
    fs::write(evidence.join("two.pdf"), "%PDF-1.4 something else again").unwrap();
    run(&arguments);
    assert!(count("SELECT count(*) FROM text") <= before + 3, "a reading, a finding, a list of answers");
}

#[test]
fn texts_take_a_fraction_of_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let rows = run(&["samples", "--case", case.to_str().unwrap(), "--format", "jsonl"]).stdout.len();
    let database = Connection::open(&case).unwrap();
    let number = |select: &str| database.query_row(select, [], |row| row.get::<_, i64>(0)).unwrap();
    let packed = usize::try_from(number("SELECT sum(length(packed)) FROM text")).unwrap();
    let exhibits = number("SELECT count(*) FROM exhibit");
    println!("{exhibits} exhibits: {rows} bytes of record, {packed} of texts");
    assert!(packed * 5 < rows, "{packed} bytes of texts for {rows} of the record");
}

#[test]
fn a_person_can_ask_across_exhibits_as_the_manual_says() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    run(&["samples/leak", "--case", case.to_str().unwrap()]);
    let database = Connection::open(&case).unwrap();
    let manual = fs::read_to_string("src/manual/cases.md").unwrap();
    let query = manual.split("sqlite3 archive.valla \"").nth(1).unwrap().split('"').next().unwrap();
    let found = |query: &str| -> BTreeSet<String> {
        let mut select = database.prepare(query).unwrap();
        select.query_map([], |row| row.get(1)).unwrap().map(Result::unwrap).collect()
    };
    assert!(query.contains("'%PDFsam%'"), "{query}");
    let every = found(&query.replace("PDFsam", ""));
    assert!(every.len() > 3, "{every:?}");
    // What the table leaves out is in the list that the manual names.
    let list = text(&run(&["report", case.to_str().unwrap(), "--format", "evidence-csv"]).stdout);
    let count = |select: &str| database.query_row(select, [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(list.lines().count() as i64 > count("SELECT count(*) FROM evidence"));
    assert_eq!(count("SELECT count(*) FROM evidence WHERE length(value) > 200 OR role = 'page-text'"), 0);
    assert!(every.iter().all(|value| list.contains(value.as_str())));
}

#[test]
fn cases_of_older_forms_are_read_as_they_are_and_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    let plain = run(&["samples", "--case", case_text, "--format", "jsonl"]);
    let report = || run(&["report", case_text, "--format", "jsonl"]);
    let verified = || text(&run(&["verify", case_text]).stdout);
    let status = || text(&run(&["status", case_text]).stdout);
    let (sound, tally) = (fs::read(&case).unwrap(), verified());
    let kinds = |status: String| status.lines().skip(3).map(str::to_owned).collect::<Vec<_>>();
    let expected = kinds(status());
    for form in [2, 4, 5, 7] {
        fs::write(&case, &sound).unwrap();
        older_form(&case, form);
        let size = fs::metadata(&case).unwrap().len();
        assert!(plain.stdout == report().stdout, "form {form} as it is");
        assert_eq!((verified(), kinds(status())), (tally.clone(), expected.clone()), "form {form}");
        let on = run(&["samples", "--case", case_text, "--format", "jsonl"]);
        assert!(plain.stdout == on.stdout, "form {form} goes on: {}", text(&on.stderr));
        assert!(plain.stdout == report().stdout, "form {form} of now");
        assert_eq!(verified(), tally, "form {form}");
        let database = Connection::open(&case).unwrap();
        let number =
            |pragma: &str| database.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("user_version"), 8);
        // What failed is tried again, as ever; nothing else is.
        let errors = database.query_row("SELECT count(*) FROM exhibit WHERE status = 'error'", [], |row| row.get(0));
        assert!(read_last(&case) <= errors.unwrap(), "form {form} is read again");
        // Since form 5 records are compressed.
        let large = i64::try_from(size).unwrap() / 2;
        assert!(form >= 5 || number("page_count") * number("page_size") < large, "form {form} stays large");
        // And with new claims.
        let claimed =
            |more: &[&str]| run(&[&["samples", "--claimed-date", "2009", "--format", "jsonl"], more].concat());
        assert!(claimed(&["--case", case_text]).stdout == claimed(&[]).stdout, "form {form} with a claim");
    }
}

#[test]
fn a_damaged_case_of_an_older_form_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    run(&["samples/leak", "--case", case_text]);
    older_form(&case, 4);
    let sound = fs::read(&case).unwrap();
    for change in [
        "UPDATE exhibit SET record = replace(record, '2012', '2013') WHERE shown LIKE '%01-prikaz.pdf'",
        "UPDATE exhibit SET status = 'skipped' WHERE shown LIKE '%01-prikaz.pdf'",
        "DELETE FROM exhibit WHERE shown LIKE '%01-prikaz.pdf'",
    ] {
        fs::write(&case, &sound).unwrap();
        let database = Connection::open(&case).unwrap();
        database.execute_batch(&format!("{change}; PRAGMA wal_checkpoint(TRUNCATE)")).unwrap();
        drop(database);
        for arguments in [&["report", case_text][..], &["samples/leak", "--case", case_text]] {
            let output = run(arguments);
            assert_eq!(output.status.code(), Some(4), "{change}");
            assert!(text(&output.stderr).contains("Restore it from a copy"), "{change}: {}", text(&output.stderr));
        }
        let database = Connection::open(&case).unwrap();
        let form: i64 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let records = database.query_row("SELECT count(record) FROM exhibit", [], |row| row.get::<_, i64>(0)).unwrap();
        assert!(form == 4 && records >= 21, "{change}");
    }
}

#[test]
fn a_case_of_the_form_before_goes_on_and_gets_a_key_for_pseudonyms() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    let plain = run(&["samples/leak", "--case", case_text, "--format", "jsonl"]);
    older_form(&case, 2);
    // It is read as it is; what needs the key says what to do.
    let report = run(&["report", case_text, "--format", "jsonl"]);
    assert!(plain.stdout == report.stdout, "{}", text(&report.stderr));
    let refused = run(&["report", case_text, "--format", "jsonl", "--for", "public"]);
    assert!(!refused.status.success() && refused.stdout.is_empty());
    assert!(text(&refused.stderr).contains("--case"), "{}", text(&refused.stderr));
    // Going on with it makes one, and reads nothing again.
    run(&["samples/leak", "--case", case_text]);
    assert_eq!(read_last(&case), 0);
    let public = || run(&["report", case_text, "--format", "jsonl", "--for", "public"]);
    let (first, second) = (public(), public());
    assert!(first.status.code() == second.status.code() && !first.stdout.is_empty());
    assert!(first.stdout == second.stdout, "the key stays");
}
