//! `valla survey`.

use super::args::SurveyArguments;
use super::exit::Exit;
use super::output::{Output, written};
use super::untouched::Untouched;
use crate::casefile::CaseFile;
use crate::collation::survey::{SURVEY, Survey};
use crate::model::Error;
use crate::reports::survey::{list, table};

pub(super) fn run(arguments: &SurveyArguments) -> Result<Exit, Error> {
    if let Some(unknown) = arguments.check.iter().find(|name| !SURVEY.iter().any(|check| check.name == **name)) {
        let names: Vec<&str> = SURVEY.iter().map(|check| check.name).collect();
        return Err(Error::Usage(format!("the survey has no check {unknown:?}; it has {}", names.join(", "))));
    }
    let case = CaseFile::read(&arguments.case)?;
    let mut survey = match &arguments.allowed {
        None => Survey::default(),
        Some(list) => Survey::with_allowed(
            &std::fs::read_to_string(list)
                .map_err(|error| Error::Unreadable { path: list.clone(), message: error.to_string() })?,
        ),
    };
    case.each(|exhibit| {
        survey.take(&exhibit);
        Ok(())
    })?;
    let mut output = Output::open(None, &Untouched::default())?;
    let writer = output.writer();
    written(if arguments.csv {
        table(&survey, &arguments.check, writer)
    } else {
        list(&survey, &arguments.check, writer)
    })?;
    output.finish()?;
    Ok(Exit::Done)
}
