//! `P`: programs against dates.

pub mod app_version_notbefore;
pub mod self_dating_string;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[&app_version_notbefore::AppVersionNotbefore, &self_dating_string::SelfDatingString];
