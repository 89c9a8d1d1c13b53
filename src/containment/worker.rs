//! The worker's side: one request in, exactly one answer out.

use super::confine::{Confinement, limit_processor_time};
use super::probe::probe;
use super::protocol::{
    ANSWER_LIMIT, Answer, BYTES_LIMIT, Greeting, LINE_LIMIT, OPENING_LIMIT, Opening, PROTOCOL, Refusal, Request,
};
use crate::model::evidence::hexadecimal;
use crate::pipeline::digest::{self, Digested, Intake};
use crate::pipeline::room::read_digested;
use crate::pipeline::schedule::STACK;
use crate::readers::ReadOptions;
use crate::readers::members::Event;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Serves requests until the input ends. With a confinement the process gives up what it does not need first.
///
/// # Errors
/// When the input breaks off or is no opening, or the output cannot be written.
pub fn serve(
    mut input: impl BufRead + Send,
    mut output: impl Write + Send,
    confinement: Option<&Confinement>,
) -> io::Result<()> {
    // A panic is caught, and told in the answer.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut facts, mut complete) = match confinement {
        Some(confinement) => confinement.enter(),
        None => (vec!["none: the worker was started with --unconfined".to_owned()], false),
    };
    std::thread::scope(|scope| {
        let serving = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            if let Some(confinement) = confinement {
                let (fact, sealed) = confinement.seal();
                facts.push(fact);
                complete &= sealed;
            }
            serve_sealed(&mut input, &mut output, facts, complete)
        })?;
        serving.join().unwrap_or_else(|_| Err(io::Error::other("the worker failed")))
    })
}

fn serve_sealed(
    input: &mut dyn BufRead,
    output: &mut dyn Write,
    containment: Vec<String>,
    complete: bool,
) -> io::Result<()> {
    let Some(line) = line(input, OPENING_LIMIT)? else { return Ok(()) };
    let opening: Opening = serde_json::from_slice(&line)?;
    if opening.protocol != PROTOCOL {
        let message = format!("this worker speaks version {PROTOCOL} of the protocol, not {}", opening.protocol);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let greeting = Greeting { protocol: PROTOCOL, valla: env!("CARGO_PKG_VERSION").to_owned(), containment, complete };
    let mut said = Vec::new();
    say(output, &greeting, &mut said)?;
    let options = ReadOptions {
        passwords: opening.passwords,
        trust: opening.trust,
        dkim_keys: opening.dkim_keys,
        compare: opening.compare,
        budget: opening.budget,
        ..ReadOptions::default()
    };
    let reduced = options.reduced();
    let recognised = ReadOptions { recognised: true, ..options.clone() };
    while let Some(line) = self::line(input, LINE_LIMIT)? {
        let answer = match serde_json::from_slice::<Request>(&line) {
            Ok(request) => {
                let seconds = request.cpu_seconds.or(opening.cpu_seconds);
                seconds.into_iter().for_each(limit_processor_time);
                let passing;
                let options = match &request {
                    Request { recognised: true, .. } => &recognised,
                    Request { reduced: true, .. } => &reduced,
                    Request { passed_over, .. } if !passed_over.is_empty() => {
                        passing = ReadOptions { passed_over: passed_over.clone(), ..options.clone() };
                        &passing
                    }
                    _ => &options,
                };
                answer(
                    &request,
                    input,
                    options,
                    &mut Lines { output: &mut *output, said: &mut said, seconds, count: 0 },
                )?
            }
            Err(error) => refusal("", "bad-request", &format!("this line is not a request: {error}")),
        };
        say(output, &answer, &mut said)?;
        said.shrink_to(KEPT);
    }
    Ok(())
}

/// Of the buffer of an answer so much is kept for the next.
const KEPT: usize = 1 << 20;

/// The next line; none at the end of the input.
fn line(input: &mut dyn BufRead, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    input.take(limit).read_until(b'\n', &mut line)?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the input is cut off, or a line is too long")),
    }
}

/// Says one line; the buffer is kept for the next.
fn say(output: &mut dyn Write, what: &impl serde::Serialize, line: &mut Vec<u8>) -> io::Result<()> {
    line.clear();
    serde_json::to_writer(&mut *line, what)?;
    line.push(b'\n');
    if line.len() as u64 > ANSWER_LIMIT {
        // What the limits let through is shorter; whoever hears would stop listening.
        return Err(io::Error::other("an answer is longer than the protocol allows"));
    }
    output.write_all(line)?;
    output.flush()
}

fn refusal(id: &str, code: &str, message: &str) -> Answer {
    let error = Some(Refusal { code: code.to_owned(), message: message.to_owned() });
    Answer { id: id.to_owned(), error, ..Answer::default() }
}

/// The lines that go before an answer: one for each member of a container.
struct Lines<'a> {
    output: &'a mut dyn Write,
    said: &'a mut Vec<u8>,
    seconds: Option<u64>,
    count: u64,
}

impl Lines<'_> {
    fn part(&mut self, id: &str, event: Event) -> io::Result<()> {
        self.count += u64::from(matches!(event, Event::Member(_) | Event::Closes(_)));
        let line = Answer { id: id.to_owned(), part: Some(event), ..Answer::default() };
        say(self.output, &line, self.said)?;
        self.said.shrink_to(KEPT);
        // Each member has the time of a file.
        self.seconds.into_iter().for_each(limit_processor_time);
        Ok(())
    }
}

fn answer(
    request: &Request,
    input: &mut dyn BufRead,
    options: &ReadOptions,
    lines: &mut Lines<'_>,
) -> io::Result<Answer> {
    if request.probe {
        return Ok(Answer { id: request.id.clone(), probe: Some(probe()), ..Answer::default() });
    }
    if let Some(length) = request.length {
        if length > BYTES_LIMIT {
            // The bytes that follow are no request; they are passed over.
            io::copy(&mut input.take(length), &mut io::sink())?;
            return Ok(refusal(&request.id, "bad-request", "more than 64 MiB of bytes; name a path instead"));
        }
        let mut bytes = digest::buffer(usize::try_from(length).unwrap_or(0));
        input.take(length).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let name = PathBuf::from(request.name.as_deref().unwrap_or_default());
        let file = Digested {
            size: length,
            // Who sends bytes has hashed them.
            sha256: request.sha256.clone().unwrap_or_else(|| hexadecimal(&Sha256::digest(&bytes))),
            digests: BTreeMap::new(),
            bytes: Some(Arc::new(bytes)),
            head: vec![],
        };
        let answer = reading(request, &name, &file, options, lines);
        digest::give_back(file);
        return answer;
    }
    let Some(path) = path(request) else {
        return Ok(refusal(&request.id, "bad-request", "the request gives neither a length nor a path"));
    };
    let intake = Intake {
        algorithms: &[],
        holds: options.budget.file_bytes,
        root: None,
        follow_links: false,
        goes_on: &|_| true,
    };
    match digest::read(&path, &intake) {
        Err(trouble) => Ok(refusal(&request.id, trouble.code, &trouble.message)),
        Ok(file) => match &request.sha256 {
            Some(expected) if *expected != file.sha256 => Ok(refusal(
                &request.id,
                "changed-while-read",
                &format!("the file changed while valla read it: expected {expected}, found {}", file.sha256),
            )),
            _ => reading(request, &path, &file, options, lines),
        },
    }
}

fn reading(
    request: &Request,
    path: &Path,
    file: &Digested,
    options: &ReadOptions,
    lines: &mut Lines<'_>,
) -> io::Result<Answer> {
    let mut failed = None;
    let mut hand = |event| match lines.part(&request.id, event) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    };
    let extraction = read_digested(path, file, options, &mut hand);
    match failed {
        Some(error) => Err(error),
        None => Ok(Answer {
            id: request.id.clone(),
            size: Some(file.size),
            sha256: Some(file.sha256.clone()),
            parts: (lines.count > 0).then_some(lines.count),
            extraction: Some(extraction),
            ..Answer::default()
        }),
    }
}

fn path(request: &Request) -> Option<PathBuf> {
    match &request.path_bytes {
        Some(hexadecimal) => crate::pipeline::path_of_hexadecimal(hexadecimal),
        None => request.path.as_ref().map(PathBuf::from),
    }
}
