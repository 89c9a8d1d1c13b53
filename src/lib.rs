//! valla examines documents and says which of the things they state about themselves can be true together.
//!
//! The flow has one way and no way back:
//!
//! ```text
//! walk -> digest -> identify -> read -> look up -> check -> reason -> collate -> report
//! ```
//!
//! The floors, from the ground: [`model`] (plain types), [`properties`] (what evidence is called), [`formats`] (syntax: bytes to parts), [`readers`] (bytes to evidence), [`knowledge`] (dated facts), [`lookup`] (what they know of the words),
//! [`checks`] (one file each), [`reasoning`] (premises to verdicts), [`collation`] (across exhibits), [`pipeline`] (the run), [`containment`] (reading in worker processes), [`casefile`] (a run that can be stopped and goes on), [`fixity`] (whether files are what they were), [`reports`] (a case to text),
//! [`cli`] (words to calls). Nothing below knows what is above; `tests/house.rs` holds it to that.
//!
//! ```
//! use std::path::PathBuf;
//! use valla::pipeline::{Options, examine};
//!
//! let case = examine(&[PathBuf::from("samples/checks/S001-fires-pdf-2.0-in-2009.pdf")], &Options::default())?;
//! assert_eq!(case.summary.files, 1);
//! # Ok::<(), valla::Error>(())
//! ```
//!
//! The manual is [`manual`]; `valla manual` prints it.

pub mod baseline;
pub mod casefile;
pub mod checks;
pub mod cli;
pub mod collation;
pub mod containment;
pub mod fixity;
pub mod formats;
pub mod knowledge;
pub mod lookup;
pub mod manual;
pub mod model;
pub mod pipeline;
pub mod properties;
pub mod readers;
pub mod reasoning;
pub mod reports;

pub use model::{Case, Error, Exhibit};
