//! `P`: programs against dates.

pub mod app_version_notbefore;
pub mod self_dating_string;

use crate::checks::Check;

/// The checks of this group, by code.
pub const CHECKS: &[&dyn Check] = &[&app_version_notbefore::AppVersionNotbefore, &self_dating_string::SelfDatingString];

/// The beginning of a long string, for a sentence.
#[must_use]
pub fn short(text: &str) -> String {
    const LENGTH: usize = 80;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    text.chars().take(LENGTH).chain(['…']).collect()
}
