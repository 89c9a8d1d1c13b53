#![no_main]
//! Any change of the bytes of a case file: the same report, or an error; never another report.
use std::path::Path;
use std::sync::LazyLock;
use valla::casefile::{CaseFile, Unfound, update};
use valla::pipeline::{Options, Silent, walk};

static SOUND: LazyLock<(Vec<u8>, Vec<String>)> = LazyLock::new(|| {
    // What was examined stays: a scope that is not there any more is left out.
    let folder = tempfile::tempdir().expect("a folder").keep();
    let (path, evidence) = (folder.join("sound.valla"), folder.join("evidence"));
    std::fs::create_dir(&evidence).expect("a folder");
    for name in ["a.txt", "b.txt", "c.pdf"] {
        std::fs::write(evidence.join(name), format!("%PDF-1.4 {name}")).expect("a file");
    }
    let case = CaseFile::open(&path).expect("a case");
    let options = Options { jobs: 1, ..Options::default() };
    let items = walk::walk(&[evidence.clone()], false);
    update(&case, &items, &[evidence], Unfound::Marked, &options, &Silent).expect("a run");
    drop(case);
    (std::fs::read(&path).expect("the case"), told(&path).expect("a report"))
});

fn told(path: &Path) -> Result<Vec<String>, valla::Error> {
    let case = CaseFile::read(path)?;
    let mut told = vec![format!("{:?}", case.head()?)];
    case.each(|exhibit| {
        told.push(format!("{exhibit:?}"));
        Ok(())
    })?;
    told.push(format!("{:?} {:?}", case.expected()?, case.scope()?));
    Ok(told)
}

libfuzzer_sys::fuzz_target!(|edits: &[u8]| {
    let (sound, expected) = &*SOUND;
    let mut damaged = sound.clone();
    for edit in edits.chunks_exact(4) {
        let at = edit[..3].iter().fold(0_usize, |at, byte| at << 8 | usize::from(*byte)) % damaged.len();
        damaged[at] ^= edit[3];
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("damaged.valla");
    std::fs::write(&path, damaged).expect("a file");
    if let Ok(told) = told(&path) {
        assert_eq!(told, *expected);
    }
});
