//! Stands in for a program of the package while a test is run again to find out why it fails: starts the program itself and writes down what it
//! prints as errors, which the test may keep to itself, and how it ended. Whoever started it sees what it would see without. Compiled with the
//! toolchain under test, by LLVM.
//!
//! What it has to know stands in a file beside itself, with `.witness` behind its name (`Witnesses.cs`).

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{exit, Command, Stdio};

/// More than that does not tell more.
const MOST_BYTES: usize = 64 << 10;

extern "C" {
    fn raise(signal: i32) -> i32;
    fn signal(signal: i32, handler: usize) -> usize;
}

fn main() {
    let mut arguments = std::env::args_os();
    let called = arguments.next().expect("a program is called by some name");
    let itself = std::env::current_exe().expect("a program knows where it is");
    let settings = std::fs::read([itself.as_os_str().as_bytes(), b".witness"].concat().to_path()).expect("settings stand beside it");
    let mut fields = settings.split(|byte| *byte == 0).map(|field| OsString::from_vec(field.to_vec()));
    let program = fields.next().unwrap_or_default();
    let records = fields.next().unwrap_or_default();

    let mut child = match Command::new(&program).arg0(&called).args(arguments).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("error: {} cannot be started: {error}", Path::new(&program).display());
            exit(127);
        }
    };
    let mut record = record(Path::new(&records));
    let mut left = MOST_BYTES;
    let mut errors = child.stderr.take().expect("it is a pipe");
    let mut block = [0; 4096];
    while let Ok(read @ 1..) = errors.read(&mut block) {
        let _ = io::stderr().write_all(&block[..read]);
        let kept = read.min(left);
        left -= kept;
        if let Some(file) = &mut record {
            let _ = file.write_all(&block[..kept]);
        }
    }

    let ended = child.wait().expect("a child ends");
    if let (Some(file), false) = (&mut record, ended.success()) {
        let name = Path::new(&program).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let _ = writeln!(file, "\n{name}: {ended}");
    }
    if let Some(number) = ended.signal() {
        unsafe {
            signal(number, 0);
            raise(number);
        }
    }
    exit(ended.code().unwrap_or(101));
}

fn record(folder: &Path) -> Option<File> {
    (1..10_000).find_map(|number| match OpenOptions::new().write(true).create_new(true).open(folder.join(format!("{number:04}"))) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => None,
        opened => Some(opened.ok()),
    })?
}

trait ToPath {
    fn to_path(self) -> std::path::PathBuf;
}

impl ToPath for Vec<u8> {
    fn to_path(self) -> std::path::PathBuf {
        OsString::from_vec(self).into()
    }
}
