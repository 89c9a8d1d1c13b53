//! The program as users call it: environment scrubbed, status and streams looked at.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn valla(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_valla"));
    command
        .args(arguments)
        .env_clear()
        .env("SOURCE_DATE_EPOCH", "1796083200")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    valla(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn without_arguments_it_says_what_it_is_and_what_to_type() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("valla FOLDER --claimed-date 2008-2014"));
}

#[test]
fn shells_and_man_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    assert_eq!(run(&["man", pages.to_str().unwrap()]).status.code(), Some(0));
    let help = text(&run(&["--help"]).stdout);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let commands: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.contains(&"examine") && commands.contains(&"survey"), "{commands:?}");
    let bash = text(&run(&["completions", "bash"]).stdout);
    for command in commands {
        let page = std::fs::read_to_string(pages.join(format!("valla-{command}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{command}");
        assert!(bash.contains(&format!("valla,{command})")), "{command}");
        // With its examples: a page is no use without.
        if matches!(
            command,
            "examine" | "revisions" | "precheck" | "report" | "survey" | "verify" | "explain" | "manual"
        ) {
            assert!(page.contains(&format!("valla {command} ")) || command == "examine", "{command}: {page}");
            assert!(text(&run(&[command, "--help"]).stdout).contains("Example"), "{command}");
        }
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell]).stdout.len() > 1_000, "{shell}");
    }
}

#[test]
fn a_path_alone_is_examined_and_the_last_line_balances() {
    for arguments in [&["samples/leak"][..], &["examine", "samples/leak"]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let stdout = text(&output.stdout);
        assert_eq!(stdout.lines().last(), Some("in 22 = ok 22 + partial 0 + error 0 + skipped 0, and 2 inside them"));
        assert!(!stdout.contains('\x1b'), "colours without a terminal");
    }
}

#[test]
fn findings_change_the_status_only_when_asked() {
    let claims = ["samples/leak", "--claims", "samples/leak/claims.toml"];
    assert_eq!(run(&claims).status.code(), Some(0));
    assert_eq!(run(&[&claims[..], &["--fail-on", "hard"]].concat()).status.code(), Some(1));
    assert_eq!(
        run(&["samples/leak/01-prikaz.pdf", "--claimed-date", "2012-11", "--fail-on", "medium"]).status.code(),
        Some(0)
    );
}

#[test]
fn wrong_use_is_status_2_and_says_what_to_do() {
    for (arguments, word) in [
        (&["examine"][..], "name files or folders"),
        (&["samples", "--claimed-date", "soon"], "2013-05"),
        (&["samples", "--claimed-place", "Atlantis"], "Atlantis"),
        (&["explain", "Z999"], "valla list checks"),
        (&["manual", "limit"], "did you mean \"valla manual limits\"?"),
        (&["manual", "philosophy"], "valla manual lists all"),
        (&["samples", "--format", "pdf"], "possible values"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(word), "{arguments:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_bad_input_is_a_row_and_the_rest_goes_on() {
    let output = run(&["samples/leak/01-prikaz.pdf", "no/such/file.pdf", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(text(&output.stdout).lines().count(), 2);
    assert!(text(&output.stdout).contains("no such file or folder"));
    assert!(text(&output.stderr).contains("in 2 = ok 1 + partial 0 + error 1 + skipped 0"));
}

#[test]
fn a_missing_password_is_status_3_and_the_password_is_not_recorded() {
    let file = "samples/hostile/password-sesame.pdf";
    assert_eq!(run(&[file]).status.code(), Some(3));
    let folder = tempfile::tempdir().unwrap();
    let passwords = folder.path().join("passwords");
    std::fs::write(&passwords, "sesame\n").unwrap();
    let output = run(&[file, "--password-file", passwords.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    // The page itself says which word opens it; nothing else may.
    let told = text(&output.stdout).replace("password-sesame", "");
    let elsewhere = told.lines().filter(|line| line.contains("sesame")).count();
    assert_eq!(elsewhere, 1, "{told}");
}

#[test]
fn a_list_of_paths_comes_from_standard_input() {
    use std::io::Write;
    for list in [
        "samples/leak/01-prikaz.pdf\nsamples/leak/03-spravka.pdf\n",
        "samples/leak/01-prikaz.pdf\0samples/leak/03-spravka.pdf\0",
    ] {
        let mut child = valla(&["--files-from", "-", "--format", "jsonl"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
        assert_eq!(text(&child.wait_with_output().unwrap().stdout).lines().count(), 2);
    }
}

#[test]
fn output_is_whole_private_and_never_among_the_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = folder.path().join("evidence");
    std::fs::create_dir(&evidence).unwrap();
    std::fs::copy("samples/leak/01-prikaz.pdf", evidence.join("a.pdf")).unwrap();
    let inside = evidence.join("case.json");
    let output = run(&[evidence.to_str().unwrap(), "--format", "json", "--output", inside.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!inside.exists());
    let outside = folder.path().join("case.json");
    let output = run(&[evidence.to_str().unwrap(), "--format", "json", "--output", outside.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let case: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&outside).unwrap()).unwrap();
    assert_eq!(case["summary"]["files"], 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(outside.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn revisions_are_taken_out_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let file = "samples/revisions/4-three-programs.pdf";
    let states = folder.path().join("states");
    let output = run(&["revisions", file, "--extract", states.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("Revision 4"));
    let whole = std::fs::read(file).unwrap();
    for revision in 1..=4 {
        let state = std::fs::read(states.join(format!("4-three-programs.revision-{revision}.pdf"))).unwrap();
        assert!(whole.starts_with(&state), "revision {revision} is no beginning of the file");
        assert!(lopdf::Document::load_mem(&state).is_ok(), "revision {revision} is no whole file");
    }
    assert_eq!(
        run(&["revisions", file, "--extract", states.to_str().unwrap()]).status.code(),
        Some(4),
        "a state was written over"
    );
}

#[cfg(unix)]
#[test]
fn odd_names_links_and_pipes_are_rows() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"\xff\x1b[31m.pdf"));
    std::fs::copy("samples/leak/01-prikaz.pdf", &odd).unwrap();
    std::fs::copy("samples/leak/01-prikaz.pdf", folder.path().join(".hidden.pdf")).unwrap();
    std::fs::write(folder.path().join(".gitignore"), "*.pdf\n").unwrap();
    std::os::unix::fs::symlink(&odd, folder.path().join("link.pdf")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("pipe")).status().is_ok_and(|status| status.success());
    let output = run(&[folder.path().to_str().unwrap(), "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), if made { 6 } else { 5 });
    let named =
        rows.iter().find(|row| row.get("path_bytes").is_some()).expect("the name that is no UTF-8 keeps its bytes");
    assert!(named["path_bytes"].as_str().unwrap().contains("ff1b5b33316d"));
    assert_eq!(rows.iter().filter(|row| row["status"] == "ok").count(), 3);
    assert!(rows.iter().any(|row| row.get("same_bytes_as").is_some()), "the same bytes are not recognised");
    assert!(!output.stdout.contains(&0x1b), "an escape reached the output");
    let followed = run(&[folder.path().to_str().unwrap(), "--format", "jsonl", "--follow-links"]);
    assert!(text(&followed.stdout).contains("leads back"));
}

#[test]
fn digests_are_those_of_the_standard_tools() {
    let output = run(&["samples/leak/01-prikaz.pdf", "--format", "jsonl", "--digest", "md5,sha1,sha512,blake3"]);
    let row: serde_json::Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    for (name, tool) in [("md5", "md5sum"), ("sha1", "sha1sum"), ("sha512", "sha512sum")] {
        let Ok(expected) = Command::new(tool).arg("samples/leak/01-prikaz.pdf").output() else {
            println!("skipped: no {tool}");
            continue;
        };
        assert_eq!(
            row["digests"][name].as_str().unwrap(),
            text(&expected.stdout).split_whitespace().next().unwrap(),
            "{name}"
        );
    }
    assert_eq!(row["digests"]["blake3"].as_str().unwrap().len(), 64);
}

#[test]
fn look_ups_answer() {
    for (arguments, word) in [
        (&["explain", "p001"][..], "What it looks for"),
        (&["explain", "timezone-law"], "Moscow"),
        (&["list", "checks"], "D003"),
        (&["list", "formats"], "ISO 32000"),
        (&["list", "knowledge"], "versions"),
        (&["list", "knowledge", "GPL Ghostscript 9.05"], "2012"),
        (&["list", "knowledge", "Moscow"], "Europe/Moscow"),
        (&["list", "knowledge", "Smith & Sons Writer 3"], "says nothing against it"),
        (&["manual"], "what is not read, not known and not claimed"),
        (&["manual", "limits"], "Limits\n======\n"),
        (&["manual", "adding-a-check"], "Adding a check"),
        (&["schema"], "$schema"),
        (&["schema", "--exhibit"], "verdicts"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(text(&output.stdout).contains(word), "{arguments:?}: {}", text(&output.stdout));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read;
    let mut child =
        valla(&["samples", "--format", "jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 64];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
    assert!(Path::new("samples").is_dir());
    assert!(matches!(output.status.code(), Some(0 | 3)), "{:?}", output.status);
}

#[test]
fn rows_of_ones_own_are_used_and_marked() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("own.csv");
    let row = |earliest: &str| {
        format!(
            "field,keyword,pattern,what,earliest,released,source\nproducer,word,Word 2010,Word 2010 of our office,{earliest},,inventory of 2024\n"
        )
    };
    std::fs::write(&table, row("2015-01-01")).unwrap();
    let file = ["samples/leak/01-prikaz.pdf", "--claimed-date", "2012-11", "--knowledge", table.to_str().unwrap()];
    let page = text(&run(&file).stdout);
    assert!(page.contains("Word 2010 of our office (a row of your own)") && page.contains("NEED EXPLAINING"), "{page}");
    assert!(page.contains("with own rows"), "{page}");
    std::fs::write(&table, row("soon")).unwrap();
    let output = run(&file);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("row 1"), "{}", text(&output.stderr));
}

#[test]
fn the_record_that_a_document_keeps_of_its_changes_is_told_with_author_and_time() {
    let fast = text(&run(&["revisions", "samples/revisions/9-fast-saved.doc"]).stdout);
    assert!(fast.contains("no longer part of the document"), "{fast}");
    assert!(fast.contains("still reads \"90,000 is granted to the second\""), "{fast}");
    let tracked = run(&["revisions", "samples/checks/O003-fires-cyrillic-last-author.docx"]);
    assert_eq!(tracked.status.code(), Some(0));
    assert!(text(&tracked.stdout).contains("no record of changes"));
    let changed = text(&run(&["revisions", "samples/checks/T003-fires-deleted-and-hidden.docx"]).stdout);
    let old = text(&run(&["revisions", "samples/revisions/11-tracked-changes.doc"]).stdout);
    assert!(old.contains("I. Petrov, 2008-03-05 12:00"), "{old}");
    assert!(old.contains("deleted \"To the commander of the 5th battery\""), "{old}");
    let rich = text(&run(&["revisions", "samples/revisions/12-tracked-changes.rtf"]).stdout);
    assert!(rich.contains("I. Petrov, 2008-03-05 12:00") && rich.contains("deleted \"90,000\""), "{rich}");
    assert!(rich.contains("A. Orlova, 2008-03-05 12:07") && rich.contains("added \"10,000 \u{20bd}\""), "{rich}");
    assert!(rich.contains("commented \"Who says so?\""), "{rich}");
    let notes = text(&run(&["revisions", "samples/revisions/13-comments.xls"]).stdout);
    assert!(
        notes.contains("A. Orlova") && notes.contains("commented \"It was 90,000 yesterday.\"  (TxO, cell B1"),
        "{notes}"
    );
    assert!(notes.contains("commented \"Кто это сказал?\"  (TxO, cell A2"), "{notes}");
    let bounded = text(&run(&["revisions", "samples/leak/06-otchet.pdf"]).stdout);
    assert!(bounded.contains("saved no earlier than 9 February 2023, judging by the dated traces in it"), "{bounded}");
    assert!(changed.contains("I. Petrov, 2008-03-05 12:00:00"), "{changed}");
    assert!(changed.contains("deleted \"To the commander of the 5th battery\""), "{changed}");
    assert!(changed.contains("commented \"Who is this for?\""), "{changed}");
}

#[test]
fn two_states_are_held_against_each_other_in_words_and_pictures() {
    let file = "samples/signatures/attack-certified-annotation.pdf";
    let told = text(&run(&["revisions", file, "--diff"]).stdout);
    assert!(told.contains("what signature 1 covers, compared with the file as it is now"), "{told}");
    assert!(
        told.contains("added \"90,000\"") && told.contains("covered \"10,000\" by annotation (FreeText)"),
        "{told}"
    );
    let record = run(&["revisions", "samples/revisions/4-three-programs.pdf", "--diff", "1", "3", "--json"]);
    let record: serde_json::Value = serde_json::from_slice(&record.stdout).unwrap();
    let comparison = &record["comparisons"][0];
    assert_eq!((&comparison["from"], &comparison["to"]), (&1.into(), &3.into()));
    assert!(comparison["words"].as_array().unwrap().iter().any(|words| words["text"] == "35"));
    assert!(comparison["values"].as_array().unwrap().iter().any(|value| value["property"] == "pdf.info.ModDate"));

    let folder = tempfile::tempdir().unwrap();
    let pictures = folder.path().join("pictures");
    let output = run(&["revisions", file, "--render", pictures.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for when in ["before", "after"] {
        let picture = pictures.join(format!("attack-certified-annotation.revision-1-2.page-1.{when}.png"));
        assert!(std::fs::read(&picture).unwrap().starts_with(b"\x89PNG"), "{picture:?}");
    }
    // A picture that is there is never written over.
    let again = run(&["revisions", file, "--render", pictures.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(4));
    assert_eq!(run(&["revisions", file, "--diff", "1", "9"]).status.code(), Some(2));
    assert_eq!(run(&["revisions", "samples/leak/01-prikaz.pdf", "--diff"]).status.code(), Some(2));
}

#[test]
fn what_a_file_would_reveal_is_told_with_what_removing_takes() {
    let told = text(&run(&["precheck", "samples/checks/K001-fires-path.xlsx"]).stdout);
    assert!(told.contains("i.petrov") && told.contains("to remove:"), "{told}");
    let binary = text(&run(&["precheck", "samples/checks/K001-fires-path.xlsb"]).stdout);
    assert!(binary.contains("hidden sheets): \"Потери\"") && binary.contains("i.petrov"), "{binary}");
    let tracked = text(&run(&["precheck", "samples/checks/T003-fires-deleted-and-hidden.docx"]).stdout);
    for (kind, value) in [("people", "I. Petrov"), ("earlier text", "To the commander of the 5th battery")] {
        assert!(tracked.contains(kind) && tracked.contains(value), "{value}: {tracked}");
    }
    assert!(tracked.contains("run valla precheck on the result"));
    let saves = run(&["precheck", "samples/revisions/4-three-programs.pdf", "--json"]);
    let line: serde_json::Value = serde_json::from_slice(&saves.stdout).unwrap();
    let reveals = line["reveals"].as_array().unwrap();
    assert!(reveals.iter().any(|one| one["kind"] == "earlier text" && one["values"][0] == "30"), "{line}");
    assert!(reveals.iter().any(|one| one["kind"] == "places" && one["values"][0] == "+04:00"), "{line}");
    assert_eq!(run(&["precheck"]).status.code(), Some(2));
}

#[test]
fn tables_have_the_columns_of_droid_a_row_a_file_and_no_formulas() {
    let table = text(&run(&["samples/leak", "--format", "csv"]).stdout);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        head.join(",").replace("SHA256_HASH", "_HASH"),
        "ID,PARENT_ID,URI,FILE_PATH,NAME,METHOD,STATUS,SIZE,TYPE,EXT,LAST_MODIFIED,EXTENSION_MISMATCH,_HASH,FORMAT_COUNT,PUID,MIME_TYPE,FORMAT_NAME,FORMAT_VERSION,STANDING,STANDING_SENTENCE"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 24, "22 files and 2 inside");
    let order = rows.iter().find(|row| &row[4] == "01-prikaz.pdf").unwrap();
    assert_eq!((&order[5], &order[6], &order[14]), ("Signature", "Done", "fmt/19"), "{order:?}");
    let inside = rows.iter().find(|row| !row[1].is_empty()).unwrap();
    assert!(rows.iter().any(|row| row[0] == inside[1]), "{inside:?}");
    let values = text(&run(&["samples/leak/01-prikaz.pdf", "--format", "evidence-csv"]).stdout);
    let mut reader = csv::Reader::from_reader(values.as_bytes());
    let found =
        reader.records().map(Result::unwrap).any(|row| &row[4] == "pdf.info.Producer" && row[7].contains("Word 2010"));
    assert!(found, "{values}");
    assert!(!values.contains(",\"=") && !values.contains(",\"+"));
}

#[test]
fn a_mistyped_command_and_a_span_of_years_are_understood() {
    let output = run(&["reprot", "leak.valla"]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("no such file or command") && told.contains("did you mean \"valla report\"?"), "{told}");
    let version = text(&run(&["--version"]).stdout);
    assert!(version.contains("knowledge of 20"), "{version}");
    let answer = text(&run(&["samples/leak/01-prikaz.pdf", "--claimed-date", "2008-2014"]).stdout);
    assert!(answer.starts_with("1 file, said to be from 2008 to 2014"), "{answer}");
}

#[test]
fn files_are_left_out_only_where_that_is_asked_and_said() {
    let output = run(&["samples/leak", "--exclude", "*.toml", "--exclude", "0?-*.pdf", "--format", "jsonl"]);
    assert_eq!(text(&output.stdout).lines().filter(|line| !line.contains("\"parent\"")).count(), 11);
    assert!(text(&output.stderr).contains("11 of 22 files left out by --exclude"), "{}", text(&output.stderr));
    assert_eq!(run(&["samples/leak", "--exclude", "["]).status.code(), Some(2));
}

#[test]
fn a_page_is_written_beside_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("case.html");
    let output = run(&["samples/standing/order-7.pdf", "--format", "jsonl", "--html", page.to_str().unwrap()]);
    let row: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(row["altered"]["answer"], "words-replaced");
    assert!(row.get("preview").is_none() && row.get("comparisons").is_none(), "pictures are for the page alone");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("“three”") && page.contains("data:image/png"));
}

#[test]
fn only_what_differs_from_the_baseline_is_reported_where_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    for name in ["01-prikaz.pdf", "02-plan-uchenij.pdf"] {
        std::fs::copy(format!("samples/leak/{name}"), files.join(name)).unwrap();
    }
    let baseline = folder.path().join("known.json");
    let (files, baseline) = (files.to_str().unwrap(), baseline.to_str().unwrap());
    assert_eq!(run(&[files, "--baseline", baseline, "--update-baseline"]).status.code(), Some(0));
    std::fs::copy("samples/leak/07-tablica.pdf", format!("{files}/02-plan-uchenij.pdf")).unwrap();
    let output = run(&[files, "--baseline", baseline, "--only-differences", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let rows = text(&output.stdout);
    assert!(rows.lines().count() == 1 && rows.contains("02-plan-uchenij.pdf"), "{rows}");
    assert!(text(&output.stderr).contains("in 2 = ok 2"), "all are counted");
}

/// What was altered is at least as strong as what a build may be asked to fail on.
#[test]
fn what_was_altered_takes_part_in_fail_on() {
    for (file, strength, status) in [
        ("request-14.pdf", "strong", 1),
        ("receipt-hole.pdf", "strong", 1),
        ("order-7.pdf", "strong", 1),
        ("order-7.pdf", "hard", 0),
        ("countersigned.pdf", "medium", 0),
    ] {
        let path = format!("samples/standing/{file}");
        assert_eq!(run(&[&path, "--fail-on", strength]).status.code(), Some(status), "{file} {strength}");
    }
}
