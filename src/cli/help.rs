//! `valla completions`, `valla man`: help for shells and for `man`, made from the command line itself.

use super::args::Arguments;
use super::exit::Exit;
use super::print;
use crate::model::Error;
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "valla", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// Writes a page of the manual for each command into a folder.
pub(super) fn man(folder: &Path) -> Result<Exit, Error> {
    let failed = |source| Error::Output { path: folder.to_path_buf(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(Arguments::command(), folder).map_err(failed)?;
    eprintln!("the pages are in {folder:?}; read one with: man {}/valla.1", folder.display());
    Ok(Exit::Done)
}
