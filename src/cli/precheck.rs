//! `valla precheck`.

use super::args::PrecheckArguments;
use super::asked::{day, read_options};
use super::contained::{interrupt, reading_room};
use super::exit::Exit;
use super::output::{Output, written};
use super::untouched::Untouched;
use crate::collation::revealing::revealed;
use crate::model::{Error, Status};
use crate::pipeline::{self, Options};
use crate::reports::{json, precheck};

pub(super) fn run(arguments: &PrecheckArguments) -> Result<Exit, Error> {
    if arguments.files.is_empty() {
        return Err(Error::Usage("name the files you plan to publish: valla precheck FILE...".to_owned()));
    }
    let read = read_options(arguments.password_file.as_deref(), None, None, &arguments.limits)?;
    let interrupt = interrupt()?;
    let options = Options {
        reading_room: reading_room(&arguments.limits, 0, &read, &interrupt)?,
        interrupt,
        read,
        day: day()?,
        ..Options::default()
    };
    let case = pipeline::examine(&arguments.files, &options)?;
    let mut output = Output::open(None, &Untouched::default())?;
    for exhibit in &case.exhibits {
        if arguments.json {
            let line = serde_json::json!({ "id": exhibit.id, "path": exhibit.path, "reveals": revealed(exhibit) });
            written(output.writer().write_all(json::value(&line).as_bytes()))?;
        } else {
            written(precheck::list(exhibit, output.writer()))?;
        }
    }
    if !arguments.json {
        written(writeln!(output.writer(), "{}", precheck::BEYOND))?;
    }
    output.finish()?;
    let unread = case.exhibits.iter().any(|exhibit| exhibit.extraction.status == Status::Error);
    Ok(if unread { Exit::Incomplete } else { Exit::Done })
}
