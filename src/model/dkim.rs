//! What came of testing a DKIM signature (RFC 6376).

use std::fmt;

/// What came of testing one signature of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DkimVerdict {
    /// The key made the signature over these bytes.
    Verified,
    /// The body is another than was signed.
    BodyChanged,
    /// The signed header fields are others than were signed, or another key signed.
    HeaderChanged,
    /// The keys at hand hold none for this domain and selector.
    NoKey,
    /// The key made the signature, and is so short that others can compute its private half.
    WeakKey,
    /// The key made the signature, and its private half became public.
    KeyPublic,
    /// Nothing can be tested.
    Unusable,
}

impl DkimVerdict {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Verified,
        Self::BodyChanged,
        Self::HeaderChanged,
        Self::NoKey,
        Self::WeakKey,
        Self::KeyPublic,
        Self::Unusable,
    ];

    /// The verdict of a word in the record.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// How the record names it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::BodyChanged => "body changed",
            Self::HeaderChanged => "header changed",
            Self::NoKey => "no key",
            Self::WeakKey => "weak key",
            Self::KeyPublic => "key public",
            Self::Unusable => "unusable",
        }
    }

    /// Whether the key made the signature over these bytes, whatever the key is worth.
    #[must_use]
    pub const fn is_arithmetically_right(self) -> bool {
        matches!(self, Self::Verified | Self::WeakKey | Self::KeyPublic)
    }

    /// How such an outcome comes about where nobody did anything wrong.
    #[must_use]
    pub const fn innocent_causes(self) -> &'static [&'static str] {
        match self {
            Self::Verified | Self::WeakKey | Self::KeyPublic => &[],
            Self::BodyChanged => &[
                "A mailing list or a virus scanner added lines at the end.",
                "A mail program or an export (Outlook, PST) wrote the body anew, or another encoding.",
                "The file lost its line ends or gained some.",
            ],
            Self::HeaderChanged => &[
                "A mailing list changed the subject.",
                "A mail program or an export (Outlook, PST) wrote the header fields anew.",
                "The keys file holds another key of the same name: domains change their keys.",
            ],
            Self::NoKey => {
                &["The keys file does not hold the keys of this domain: they are published only while they are in use."]
            }
            Self::Unusable => &["An old or careless program signed.", "An export cut the field."],
        }
    }
}

impl fmt::Display for DkimVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
