//! `P`: programs against dates.

pub mod addin_grammarly_docid;
pub mod app_version_notbefore;
pub mod doc_word_build;
pub mod mathtype_mtef_version;
pub mod rtf_generator_notbefore;
pub mod self_dating_string;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[
    &app_version_notbefore::AppVersionNotbefore,
    &self_dating_string::SelfDatingString,
    &doc_word_build::DocWordBuild,
    &rtf_generator_notbefore::RtfGeneratorNotbefore,
    &addin_grammarly_docid::AddinGrammarlyDocid,
    &mathtype_mtef_version::MathtypeMtefVersion,
];
