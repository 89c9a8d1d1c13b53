//! The manual, in reading order: [`glossary`], [`verdicts`], [`dossier`], [`publishing`], [`revisions`], [`design`], [`limits`], [`evaluation`], [`adding_a_check`],
//! [`adding_a_format`], [`knowledge`], [`cases`], [`archives`], [`guarding`], [`containment`].

#[doc = include_str!("glossary.md")]
pub mod glossary {}

#[doc = include_str!("verdicts.md")]
pub mod verdicts {}

#[doc = include_str!("dossier.md")]
pub mod dossier {}

#[doc = include_str!("publishing.md")]
pub mod publishing {}

#[doc = include_str!("revisions.md")]
pub mod revisions {}

#[doc = include_str!("design.md")]
pub mod design {}

#[doc = include_str!("limits.md")]
pub mod limits {}

#[doc = include_str!("evaluation.md")]
pub mod evaluation {}

#[doc = include_str!("adding_a_check.md")]
pub mod adding_a_check {}

#[doc = include_str!("adding_a_format.md")]
pub mod adding_a_format {}

#[doc = include_str!("knowledge.md")]
pub mod knowledge {}

#[doc = include_str!("cases.md")]
pub mod cases {}

#[doc = include_str!("archives.md")]
pub mod archives {}

#[doc = include_str!("guarding.md")]
pub mod guarding {}

#[doc = include_str!("containment.md")]
pub mod containment {}
