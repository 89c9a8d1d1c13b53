//! `--baseline`, `--update-baseline`, `--exact`: a folder held against what was accepted of it.

use super::args::GuardArguments;
use super::output::Output;
use super::untouched::Untouched;
use crate::baseline::Baseline;
use crate::model::{CaseBaseline, Error, Exhibit};
use std::path::PathBuf;

/// What is done with a baseline in a run.
pub(super) enum Guard {
    /// There is none.
    Off,
    /// It is held against the documents.
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
        // The reasons that stand in an older one are kept; one of the other kind has none to give.
        let baseline = if path.exists() { Baseline::read(path, arguments.exact).ok() } else { None };
        let baseline = Box::new(baseline.unwrap_or_else(|| Baseline::new(arguments.exact)));
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
    pub(super) fn finish(self) -> Result<Option<CaseBaseline>, Error> {
        match self {
            Self::Off => Ok(None),
            Self::Compare { baseline, differences } => {
                let gone: Vec<String> = baseline.gone().map(str::to_owned).collect();
                Ok(Some(CaseBaseline { differences: differences + gone.len() as u64, gone }))
            }
            Self::Update { baseline, mut output, path } => {
                let failed = |source| Error::Output { path: path.clone(), source };
                baseline.write(output.writer()).map_err(failed)?;
                output.finish()?;
                eprintln!("wrote the baseline {path:?}: from now on, what was found is known");
                Ok(None)
            }
        }
    }
}
