//! Our own walk over XML next to the crate `quick-xml`: the same elements, attributes and words, in every part of every package.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::path::Path;
use support::{corpus, files};
use valla::formats::xml::{Markup, Walker};
use valla::formats::zip::directory::Archive;
use valla::readers::{Budget, Purse};

fn tag(start: &BytesStart<'_>) -> String {
    let mut said = format!("<{}", local(start.name().as_ref()));
    for attribute in start.attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref();
        if key != "xmlns" && !key.starts_with("xmlns:") {
            said.push_str(&format!(" {}={:?}", local(key), attribute.value));
        }
    }
    said
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// What the crate sees; none where it refuses the text.
fn by_the_oracle(text: &str) -> Option<Vec<String>> {
    let (mut reader, mut seen, mut words) = (Reader::from_str(text), Vec::new(), vec![String::new()]);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                seen.push(tag(&start));
                words.push(String::new());
            }
            Event::Empty(start) => {
                seen.push(tag(&start));
                seen.push("> \"\"".to_owned());
            }
            Event::End(_) => seen.push(format!("> {:?}", words.pop()?)),
            Event::Text(text) => words.last_mut()?.push_str(text.as_ref()),
            Event::CData(text) => words.last_mut()?.push_str(text.as_ref()),
            Event::GeneralRef(reference) => {
                let name: &str = reference.as_ref();
                let known = match name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => {
                        let number = reference.resolve_char_ref().ok()?;
                        words.last_mut()?.push_str(&number.map_or_else(|| format!("&{name};"), String::from));
                        continue;
                    }
                };
                words.last_mut()?.push_str(known);
            }
            Event::Eof => return (words.len() == 1).then_some(seen),
            _ => {}
        }
    }
}

/// What the walk sees; none where it breaks off. Text is compared up to its limit.
fn by_the_walk(text: &str) -> Option<Vec<String>> {
    let (mut walker, mut seen) = (Walker::new(text, |_| "", 1_000), Vec::new());
    while let Some(markup) = walker.next() {
        match markup {
            Markup::Open(element) => {
                let mut said = format!("<{}", element.name);
                for attribute in element.attributes {
                    assert_eq!(text.get(attribute.range.clone()), Some(attribute.raw), "the place of a value");
                    said.push_str(&format!(" {}={:?}", attribute.name, attribute.raw));
                }
                assert!(text[element.range].starts_with('<'));
                seen.push(said);
            }
            Markup::Close(closed) => seen.push(format!("> {:?}", closed.text)),
        }
    }
    walker.broken.is_none().then_some(seen)
}

/// How many parts both read, and how many each refused alone.
fn agree(folder: &Path) -> [usize; 3] {
    let (mut paths, mut counts) = (Vec::new(), [0; 3]);
    files(folder, &mut paths);
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let Some(archive) =
            Some(&bytes).filter(|bytes| bytes.starts_with(b"PK")).and_then(|_| Archive::open(&bytes, 10_000).ok())
        else {
            continue;
        };
        for member in
            archive.members.iter().filter(|member| member.name.ends_with(".xml") || member.name.ends_with(".rels"))
        {
            let Ok(content) = archive.content(member, &Purse::new(Budget::default(), bytes.len())) else { continue };
            let Ok(text) = String::from_utf8(content) else { continue };
            let text = text.trim_start_matches('\u{feff}');
            match (by_the_walk(text), by_the_oracle(text)) {
                (Some(ours), Some(theirs)) => {
                    let first = ours.iter().zip(&theirs).find(|(ours, theirs)| ours != theirs);
                    assert!(ours == theirs, "{} {}: {first:?}", path.display(), member.name);
                    counts[0] += 1;
                }
                (None, Some(_)) => counts[1] += 1,
                (Some(_), None) => counts[2] += 1,
                (None, None) => {}
            }
        }
    }
    counts
}

#[test]
fn the_walk_sees_what_the_crate_sees_in_the_samples() {
    let [both, ours, theirs] = agree(Path::new("samples"));
    assert!(both > 200, "{both} parts");
    assert_eq!((ours, theirs), (0, 0), "parts that one refuses");
}

#[test]
fn the_walk_sees_what_the_crate_sees_in_the_corpus() {
    let Some(folder) = corpus() else { return };
    let [both, ours, theirs] = agree(&folder);
    println!("{both} parts alike; {ours} refused by the walk alone, {theirs} by the crate alone");
    assert!(both > 1_500 && ours == 0, "{both} parts, {ours} refused by the walk alone");
}

/// Trees of elements as writers make them, with blanks, comments, instructions, sections and references between them.
fn element() -> impl Strategy<Value = String> {
    let name = prop_oneof!["[a-c]{1,3}", "[a-b]:[a-c]{1,2}"];
    let value = prop_oneof!["\"[a-z<>'&;= /é]{0,6}\"", "'[a-z\">/= ]{0,6}'"];
    let attributes = prop::collection::btree_map(name.clone(), value, 0..3)
        .prop_map(|attributes| attributes.iter().map(|(name, value)| format!(" {name} = {value}")).collect::<String>());
    let text = prop_oneof![
        "[a-z \n>\"'é日]{0,5}",
        "(&amp;|&lt;|&gt;|&quot;|&apos;|&#65;|&#x42;|&nbsp;)",
        "<!--[a-z<>&]{0,4}-->",
        "<[?]x [a-z<>\"]{0,4}[?]>",
        "<!\\[CDATA\\[[a-z<>&]{0,4}\\]\\]>",
    ];
    let leaf = (name.clone(), attributes.clone()).prop_map(|(name, attributes)| format!("<{name}{attributes}/>"));
    leaf.prop_recursive(4, 20, 4, move |inner| {
        let content = prop::collection::vec(prop_oneof![inner, text.clone()], 0..5);
        (name.clone(), attributes.clone(), content)
            .prop_map(|(name, attributes, content)| format!("<{name}{attributes} >{}</{name} >", content.concat()))
    })
}

proptest! {
    #[test]
    fn the_walk_sees_what_the_crate_sees_in_any_tree(tree in element()) {
        prop_assert_eq!(by_the_walk(&tree), by_the_oracle(&tree), "{}", tree);
    }

    #[test]
    fn a_text_that_breaks_off_anywhere_ends_the_walk(tree in element(), share in 0.0..1.0_f64) {
        let end = tree.floor_char_boundary((tree.len() as f64 * share) as usize);
        let cut = &tree[..end];
        // Both see the same beginning; the walk gives it, and says that it is not whole.
        if by_the_oracle(cut).is_some() {
            prop_assert_eq!(by_the_walk(cut), by_the_oracle(cut));
        } else {
            let _ = by_the_walk(cut);
        }
    }
}
