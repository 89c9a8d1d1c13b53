//! `--baseline`, `--update-baseline`, `--exact`: a folder compared with what was accepted of it.

use super::args::GuardArguments;
use super::output::Output;
use super::untouched::Untouched;
use crate::baseline::Baseline;
use crate::model::{CaseBaseline, Collection, Error, Exhibit};
use std::path::{Path, PathBuf};

/// What is done with a baseline in a run.
pub(super) enum Guard {
    /// There is none.
    Off,
    /// The documents are compared with it.
    Compare { baseline: Box<Baseline>, differences: u64 },
    /// It is written anew.
    Update { baseline: Box<Baseline>, output: Output, path: PathBuf },
}

impl Guard {
    pub(super) fn of(arguments: &GuardArguments, untouched: &Untouched<'_>) -> Result<Self, Error> {
        let Some(path) = &arguments.baseline else { return Ok(Self::Off) };
        if !arguments.update_baseline {
            let baseline = Box::new(Baseline::read(path, arguments.exact)?);
            return Ok(Self::Compare { baseline, differences: 0 });
        }
        let baseline = Box::new(older(path, arguments.exact)?.unwrap_or_else(|| Baseline::new(arguments.exact)));
        Ok(Self::Update { baseline, output: Output::open(Some(path), untouched)?, path: path.clone() })
    }

    pub(super) fn take(&mut self, exhibit: &mut Exhibit) {
        match self {
            Self::Off => {}
            Self::Compare { baseline, differences } => {
                baseline.compare(exhibit);
                *differences += exhibit.differences.len() as u64;
            }
            Self::Update { baseline, .. } => baseline.accept(exhibit),
        }
    }

    /// What the baseline says of the whole; writes it where it is to be written anew.
    pub(super) fn finish(self, collection: &mut Collection) -> Result<Option<CaseBaseline>, Error> {
        match self {
            Self::Off => Ok(None),
            Self::Compare { baseline, differences } => {
                let gone: Vec<String> = baseline.gone().map(str::to_owned).collect();
                let together = baseline.compare_together(collection);
                let differences = differences + gone.len() as u64 + together.len() as u64;
                Ok(Some(CaseBaseline { differences, gone, together }))
            }
            Self::Update { mut baseline, mut output, path } => {
                baseline.accept_together(collection);
                let failed = |source| Error::Output { path: path.clone(), source };
                baseline.write(output.writer()).map_err(failed)?;
                output.finish()?;
                eprintln!("wrote the baseline {path:?}: from now on, what was found is known");
                Ok(None)
            }
        }
    }
}

/// The baseline that is there, whose reasons are kept; one of the other kind has none to give. What is no baseline is not written over.
fn older(path: &Path, exact: bool) -> Result<Option<Baseline>, Error> {
    if !std::fs::metadata(path).is_ok_and(|there| there.len() > 0) {
        return Ok(None);
    }
    match Baseline::read(path, exact) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(_) if Baseline::read(path, !exact).is_ok() => Ok(None),
        Err(why) => Err(Error::Usage(format!("{why}; valla does not write over it: choose another place"))),
    }
}
