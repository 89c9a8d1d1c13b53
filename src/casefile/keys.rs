//! What a reading and what findings depend on, as keys.

use crate::model::evidence::hexadecimal;
use crate::pipeline::Options;
use serde::Serialize;

/// The form of readings: raised where a reader gives more of the same bytes than before.
const READING: u32 = 7;
/// The form of reasoning: raised where it answers otherwise on the same reading.
const REASONING: u32 = 8;

/// What parts the key of a reading from the digest of the words that were given.
const WORDS: &str = " words ";

/// The keys of a run.
#[derive(Debug, Clone)]
pub struct Keys {
    /// What a reading depends on besides the file: the version of the program, its limits, the digests that are asked for.
    /// Passwords are left out, since nothing of them may be recorded: see [`super::update()`].
    pub reading: String,
    run: String,
    /// All that is claimed.
    claims: String,
}

impl Keys {
    /// Of a run.
    #[must_use]
    pub fn of(options: &Options) -> Self {
        let digests: Vec<&str> = options.digests.iter().map(|digest| digest.name()).collect();
        let version = env!("CARGO_PKG_VERSION");
        let read = &options.read;
        let mut reading = key(&(version, READING, read.budget, digests, &read.trust));
        if !read.dkim_keys.is_empty() {
            reading = key(&(reading, &read.dkim_keys));
        }
        if let Some(asked) = &read.compare {
            reading = key(&(reading, asked));
        }
        Self {
            reading: format!("{version} {reading}"),
            run: key(&(version, REASONING, options.knowledge.identity(), options.day)),
            claims: key(&options.claims.record()),
        }
    }

    /// What the reading of a document depends on whose words somebody gave, by their digest.
    #[must_use]
    pub fn with_words(&self, digest: Option<&str>) -> String {
        digest.map_or_else(|| self.reading.clone(), |digest| format!("{}{WORDS}{digest}", self.reading))
    }

    /// Whether a reading depends on what one of this run does, whatever words were given with it.
    #[must_use]
    pub fn fit(&self, reading: &str) -> bool {
        reading.strip_prefix(&self.reading).is_some_and(|rest| rest.is_empty() || rest.starts_with(WORDS))
    }

    /// What findings on the exhibit at a path, and on those inside it, depend on besides its reading: claims, knowledge and
    /// day.
    #[must_use]
    pub fn reasoning(&self, path: &str, holds_others: bool, options: &Options) -> String {
        if holds_others {
            // Any claim may match the path of something inside.
            return key(&(&self.run, path, &self.claims));
        }
        let claims = options.claims.of(path, &[]);
        key(&(&self.run, path, claims.claims, claims.received, claims.digest, claims.anchors))
    }
}

fn key(what: &impl Serialize) -> String {
    let text = serde_json::to_vec(what).unwrap_or_default();
    hexadecimal(blake3::hash(&text).as_bytes().get(..16).unwrap_or_default())
}
