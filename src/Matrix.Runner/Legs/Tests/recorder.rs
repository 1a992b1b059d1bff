//! Stands in for the programs that `cargo test` runs, test executables (as their runner) and rustdoc, and only writes down how it was
//! called: working directory, number of arguments, arguments, environment, each ended by a NUL, into a numbered file. So the very calls of
//! cargo can be made again, one at a time. Compiled with the toolchain under test, by LLVM.
//!
//! What it has to know stands in the file `settings` beside itself (`StandIns.cs`), so that no variable tells a crate of it.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let mut arguments = std::env::args_os();
    let itself = PathBuf::from(arguments.next().expect("a program is called by some name"));
    let arguments: Vec<_> = arguments.collect();
    let kind = itself.file_name().and_then(|name| name.to_str()).unwrap_or("run");
    let settings = std::fs::read(itself.with_file_name("settings")).expect("settings stand beside it");
    let mut fields = settings.split(|byte| *byte == 0).map(|field| OsString::from_vec(field.to_vec()));
    let mut next = || fields.next().unwrap_or_default();
    let (_compiler, rustdoc, _leg, records) = (next(), next(), next(), next());

    // A build script may ask rustdoc something.
    if kind == "rustdoc" && !arguments.iter().any(|argument| argument == "--test") {
        panic!("rustdoc cannot be started: {}", Command::new(rustdoc).args(&arguments).exec());
    }

    let mut record = Vec::new();
    let mut field = |bytes: &[u8]| {
        record.extend_from_slice(bytes);
        record.push(0);
    };
    field(std::env::current_dir().expect("there is a working directory").as_os_str().as_bytes());
    field(arguments.len().to_string().as_bytes());
    arguments.iter().for_each(|argument| field(argument.as_bytes()));
    for (name, value) in std::env::vars_os() {
        field(&[name.as_bytes(), b"=", value.as_bytes()].concat());
    }

    for number in 1.. {
        let path = Path::new(&records).join(format!("{number:04}.{kind}"));
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => return file.write_all(&record).expect("the record is written"),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => panic!("the record cannot be written: {error}"),
        }
    }
}
