//! What the exit status means.

use std::process::ExitCode;

/// How the program ended. Where several hold, the first of 130, 4, 2, 1, 3, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: findings at or above `--fail-on`.
    Found,
    /// 2: wrong use.
    Usage,
    /// 3: done, but some input gave `error`, or `partial` by a limit or a missing password, or too many files of a case were not found.
    Incomplete,
    /// 4: failure.
    Failure,
    /// 130: interrupted, can be resumed.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Failure => 4,
            Exit::Interrupted => 130,
        })
    }
}
