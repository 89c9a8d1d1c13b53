//! What a check of the collection is.

use super::together::Together;
use crate::model::{Charter, Error, Finding};

/// A check of the collection.
pub trait CollectionCheck: Sync {
    /// Its name, code and documentation.
    fn charter(&self) -> &'static Charter;

    /// Looks at a collection.
    ///
    /// # Errors
    /// When what was laid aside of its documents cannot be read.
    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error>;
}
