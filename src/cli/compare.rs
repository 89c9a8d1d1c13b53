//! `valla compare`.

use super::args::CompareArguments;
use super::asked::{day, read_options};
use super::contained::{interrupt, reading_room};
use super::exit::Exit;
use super::output::{Output, written};
use super::rows::columns;
use super::untouched::Untouched;
use crate::collation::compare::{Compared, Whole, compare};
use crate::model::{Error, Status};
use crate::pipeline::{self, Options, Silent, walk};
use crate::reports::escape::safe;
use crate::reports::json;
use std::io::{self, Write};

pub(super) fn run(arguments: &CompareArguments) -> Result<Exit, Error> {
    let read = read_options(arguments.password_file.as_deref(), None, None, &arguments.limits)?;
    let interrupt = interrupt()?;
    let options = Options {
        reading_room: reading_room(&arguments.limits, 1, &read, &interrupt)?,
        interrupt,
        read,
        jobs: 1,
        day: day()?,
        ..Options::default()
    };
    let mut wholes = Vec::new();
    for path in [&arguments.first, &arguments.other] {
        let mut exhibits = Vec::new();
        let items = walk::walk(std::slice::from_ref(path), options.follow_links);
        pipeline::examine_each(&items, &options, &Silent, |exhibit| {
            exhibits.push(exhibit);
            Ok(())
        })?;
        if exhibits.iter().filter(|exhibit| exhibit.parent.is_none()).count() != 1 {
            return Err(Error::Usage(format!("{path:?} is not one file; valla compare takes two files")));
        }
        wholes.push(exhibits);
    }
    let [first, other] = wholes.as_slice() else { return Ok(Exit::Incomplete) };
    let (Some((own, inside)), Some((others, inside_other))) = (first.split_first(), other.split_first()) else {
        return Ok(Exit::Incomplete);
    };
    let compared = compare(&Whole::of(own, inside.iter()), &Whole::of(others, inside_other.iter()));
    let both = [arguments.first.clone(), arguments.other.clone()];
    let untouched = Untouched::of(&both, &[], &[arguments.password_file.as_deref()]);
    let mut output = Output::open(None, &untouched)?;
    if arguments.json {
        let value = serde_json::to_value(&compared).unwrap_or_default();
        written(output.writer().write_all(json::value(&value).as_bytes()))?;
    } else {
        let width = columns(output.is_terminal());
        written(print(&compared, width, output.writer()))?;
    }
    output.finish()?;
    let failed = [first, other].iter().filter_map(|all| all.first()).any(|one| one.extraction.status == Status::Error);
    Ok(if failed { Exit::Incomplete } else { Exit::Done })
}

/// So many pages that are alike are listed.
const PAGES: usize = 20;

fn pages_in_words((first, other): &(u32, u32)) -> String {
    if first == other { format!("page {first}") } else { format!("page {first} (page {other} of the other)") }
}

fn print(compared: &Compared, width: usize, writer: &mut dyn Write) -> io::Result<()> {
    let wrapped = |writer: &mut dyn Write, begin: &str, next: &str, text: &str| -> io::Result<()> {
        let options = textwrap::Options::new(width).initial_indent(begin).subsequent_indent(next);
        textwrap::wrap(&safe(text), options).iter().try_for_each(|line| writeln!(writer, "{line}"))
    };
    writeln!(writer, "FIRST  {}", safe(&compared.first))?;
    writeln!(writer, "OTHER  {}\n", safe(&compared.other))?;
    writeln!(writer, "WHICH WAS MADE FROM WHICH")?;
    for reason in &compared.lineage {
        wrapped(writer, "  ", "  ", reason)?;
    }
    if compared.same_bytes {
        return Ok(());
    }
    let (first, other) = compared.words;
    writeln!(writer, "\nWORDS")?;
    let said = match compared.differing_places {
        0 if first == 0 && other == 0 => "Neither has words that valla can read.".to_owned(),
        0 => format!("All {first} words are the same."),
        places => format!(
            "{} words are the same ({first} in the first, {other} in the other); they differ in {places} place{}.",
            compared.words_in_common,
            if places == 1 { "" } else { "s" }
        ),
    };
    wrapped(writer, "  ", "  ", &said)?;
    for place in &compared.places {
        if !place.after.is_empty() {
            wrapped(writer, "  after ", "    ", &format!("“{}”", place.after))?;
        }
        wrapped(writer, "    first: ", "           ", if place.first.is_empty() { "(nothing)" } else { &place.first })?;
        wrapped(writer, "    other: ", "           ", if place.other.is_empty() { "(nothing)" } else { &place.other })?;
    }
    if compared.differing_places > compared.places.len() {
        writeln!(writer, "  and {} more places", compared.differing_places - compared.places.len())?;
    }
    if !compared.pages_alike.is_empty() {
        writeln!(writer, "\nPAGES")?;
        let pages: Vec<String> = compared.pages_alike.iter().take(PAGES).map(pages_in_words).collect();
        let more = compared.pages_alike.len().saturating_sub(PAGES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let said = format!("The same words at the same places: {}{more}.", pages.join(", "));
        wrapped(writer, "  ", "  ", &said)?;
    }
    let (both, own, others) = compared.parts;
    if both + own + others > 0 {
        writeln!(writer, "\nPICTURES AND OTHER PARTS")?;
        let said = format!("{both} are in both, byte for byte; {own} in the first alone, {others} in the other alone.");
        wrapped(writer, "  ", "  ", &said)?;
        for (begin, names) in
            [("    first alone: ", &compared.parts_alone.0), ("    other alone: ", &compared.parts_alone.1)]
        {
            if !names.is_empty() {
                wrapped(writer, begin, "      ", &names.join(", "))?;
            }
        }
    }
    writeln!(writer, "\nWHAT THEY SAY OF THEMSELVES")?;
    if compared.values.is_empty() {
        writeln!(writer, "  All that valla read is the same.")?;
    }
    for value in &compared.values {
        writeln!(writer, "  {}", safe(&value.label))?;
        wrapped(writer, "    first: ", "           ", if value.first.is_empty() { "(nothing)" } else { &value.first })?;
        wrapped(writer, "    other: ", "           ", if value.other.is_empty() { "(nothing)" } else { &value.other })?;
    }
    if compared.differing_values > compared.values.len() {
        writeln!(writer, "  and {} more values", compared.differing_values - compared.values.len())?;
    }
    Ok(())
}
