//! How the dossier is read, and its words.

use maud::{Markup, html};

/// The words of the dossier, in the order in which one meets them.
const WORDS: &[(&str, &str)] = &[
    (
        "Changed after signing",
        "What the file shows is not what was signed. Filling in an empty field, a further signature and a note beside the text are no change.",
    ),
    (
        "Its signature fails or leaves part of it out",
        "It was not made with the key it names, it covers no bytes, or bytes were left out that anybody could have changed since.",
    ),
    (
        "A later save replaced words",
        "Both wordings are in the file. Corrections look just like this; it accuses nobody.",
    ),
    (
        "This copy cannot be that old",
        "It rests on the claim, on how files are made, and on dated facts only; never on a date that the file gives of itself. It speaks of this copy: the text may be older.",
    ),
    (
        "Later copy, and says so",
        "Its own dates lie after the claimed time. A scan made in 2024 of an order signed in 2013 is no forgery.",
    ),
    (
        "Needs explaining",
        "Something is unusual if the claim is right. Each finding says what else would explain it, and what would settle it.",
    ),
    ("Says it is older", "All dates in it lie before the claimed time. Perhaps the claim means something else."),
    (
        "Nothing found against it",
        "Every date that speaks of it was read and fits. A careful hand can make everything fit, so this is no proof.",
    ),
    ("No evidence", "An ordinary answer: missing metadata is evidence of nothing."),
    (
        "Strength",
        "Hard: cannot be true together with the claim. Strong: only under the exception that is stated. Medium and weak: occur in ordinary files. Informational: says nothing for or against.",
    ),
    (
        "Trace",
        "A sign of something younger than the claim: a font, a program, a feature of the format. It dates the last save, not the first; anyone who held the file could have left it.",
    ),
    ("Save", "The bytes that one save appended to a PDF (a revision). What was there before is still in the file."),
    ("Place", "The object, stream and bytes of a value, so that anybody can look it up."),
];

/// The section.
pub(super) fn how_to_read() -> Markup {
    html! {
        h2 id="how-to-read" { "How to read this" }
        dl {
            @for (word, meaning) in WORDS { dt { b { (word) } } dd { (meaning) } }
        }
        h4 { "What valla cannot tell" }
        p { "It cannot tell who wrote a document or whether it is true. A careful person can make everything agree. It does not read words drawn as pictures." }
        h4 { "How to repeat it" }
        p { "To compute a file's digest: " code { "sha256sum FILE" } ". To see the bytes at a place: " code { "tail -c +START FILE | head -c LENGTH | xxd" } " (START counts from 1: add 1 to the first number of a place). To repeat the whole case: the same command with the same files, claims, day and version of valla gives the same report." }
    }
}
