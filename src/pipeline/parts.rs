//! Who takes the members of a container while it is read.

use crate::readers::members::Event;

/// Who takes the members of a container while it is read.
pub trait Parts {
    /// The next of them.
    fn take(&mut self, event: Event);
    /// The reading begins anew: what was taken so far is forgotten.
    fn restart(&mut self);
    /// How many members were taken; none where the file is no container.
    fn count(&self) -> Option<u64>;
}

/// Who expects no members: what a program recognised in a picture has none.
#[derive(Debug, Clone, Copy)]
pub struct NoParts;

impl Parts for NoParts {
    fn take(&mut self, _: Event) {}

    fn restart(&mut self) {}

    fn count(&self) -> Option<u64> {
        None
    }
}
