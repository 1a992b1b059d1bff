//! Stands in for rustc: tells the sweep of every call that compiles something, takes from it what the sweep has compiled for all crates,
//! calls rustc itself for the rest, and where the sweep can do without what is compiled, says so if it does not compile. What is asked and answered is described in `RelayProtocol.cs`. Compiled with the toolchain under test, by
//! LLVM.
//!
//! What it has to know stands in the file `settings` beside itself (`StandIns.cs`), so that no variable tells a crate of it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{exit, Command, ExitStatus};

const SOCKET: &str = "units.sock";
const DONE: u8 = 1;
const TRY_IT: u8 = 2;
const SIGKILL: i32 = 9;
const LONGEST_FIELD: usize = 64 << 20;

fn main() {
    let mut arguments = std::env::args_os();
    let itself = PathBuf::from(arguments.next().expect("a program is called by some name"));
    let arguments: Vec<OsString> = arguments.collect();
    let settings = Settings::beside(&itself);
    let answer = if compiles(&arguments) { ask(&settings.leg, &arguments, "") } else { Ok(Answer::RunItYourself) };
    if let Ok(Answer::Done(printed)) = answer {
        finish(&printed);
    }

    let mut compiler = Command::new(&settings.compiler);
    compiler.args(&arguments);
    if compiles(&arguments) {
        compiler.args(&settings.appended);
    }
    // A compiler that crashes would write its report into the source, and fill the log with its own frames.
    for name in ["RUSTC_ICE", "RUST_BACKTRACE"] {
        if std::env::var_os(name).is_none() {
            compiler.env(name, "0");
        }
    }
    let error = match answer {
        Ok(Answer::TryIt) => match compiler.status() {
            Ok(status) => end(status, &settings.leg, &arguments),
            Err(error) => error,
        },
        _ => compiler.exec(),
    };
    eprintln!("error: rustc cannot be started: {error}");
    exit(101);
}

/// What does not compile may be left out: then cargo goes on with what stands for it.
fn end(status: ExitStatus, leg: &OsStr, arguments: &[OsString]) -> ! {
    if status.success() {
        exit(0);
    }
    // A limit ended it, or the machine: that says nothing of what was compiled.
    if status.signal() != Some(SIGKILL) {
        if let Ok(Answer::Done(printed)) = ask(leg, arguments, &status.to_string()) {
            finish(&printed);
        }
    }
    exit(status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)));
}

/// cargo goes on as soon as it reads that something was written: this comes last.
fn finish(printed: &[u8]) -> ! {
    let _ = io::stderr().write_all(printed);
    exit(0);
}

enum Answer {
    RunItYourself,
    TryIt,
    Done(Vec<u8>),
}

struct Settings {
    compiler: OsString,
    leg: OsString,
    appended: Vec<OsString>,
}

impl Settings {
    fn beside(itself: &Path) -> Settings {
        let read = fs::read(itself.with_file_name("settings")).unwrap_or_else(|error| {
            eprintln!("error: {}: there are no settings beside it ({error}): this program stands in for rustc in a sweep only", itself.display());
            exit(101);
        });
        let mut fields = read.split(|byte| *byte == 0).map(|field| OsString::from_vec(field.to_vec()));
        let mut next = || fields.next().unwrap_or_default();
        let (compiler, _rustdoc, leg, _records) = (next(), next(), next(), next());
        Settings { compiler, leg, appended: fields.filter(|field| !field.is_empty()).collect() }
    }
}

/// Not a question about the compiler: cargo's have no crate, or one that is named `___`.
fn compiles(arguments: &[OsString]) -> bool {
    arguments.iter().skip_while(|argument| *argument != "--crate-name").nth(1).is_some_and(|name| name != "___")
}

/// `ended`: how the compiler ended that was tried; empty before that.
fn ask(leg: &OsStr, arguments: &[OsString], ended: &str) -> io::Result<Answer> {
    let here = std::env::current_dir()?;
    let mut stream = connect(leg, &here)?;
    let environment: Vec<OsString> = std::env::vars_os()
        .map(|(name, value)| OsString::from_vec([name.as_bytes(), b"=", value.as_bytes()].concat()))
        .collect();
    let mut question = Vec::new();
    put(&mut question, OsStr::new(ended));
    put(&mut question, here.as_os_str());
    put_all(&mut question, arguments);
    put_all(&mut question, &environment);
    stream.write_all(&(question.len() as u32).to_le_bytes())?;
    stream.write_all(&question)?;

    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    match kind[0] {
        TRY_IT => return Ok(Answer::TryIt),
        DONE => {}
        _ => return Ok(Answer::RunItYourself),
    }

    let folder = OsString::from_vec(get(&mut stream)?);
    for _ in 0..number(&mut stream)? {
        let name = OsString::from_vec(get(&mut stream)?);
        let made = OsString::from_vec(get(&mut stream)?);
        fs::copy(Path::new(&made), Path::new(&folder).join(name))?;
    }
    for _ in 0..number(&mut stream)? {
        let name = OsString::from_vec(get(&mut stream)?);
        let text = get(&mut stream)?;
        fs::write(Path::new(&folder).join(name), text)?;
    }
    Ok(Answer::Done(get(&mut stream)?))
}

/// The path of a socket must be short, and that of a leg's folder need not be.
fn connect(folder: &OsStr, here: &Path) -> io::Result<UnixStream> {
    std::env::set_current_dir(folder)?;
    let stream = UnixStream::connect(SOCKET);
    std::env::set_current_dir(here)?;
    stream
}

fn put(to: &mut Vec<u8>, text: &OsStr) {
    to.extend_from_slice(&(text.len() as u32).to_le_bytes());
    to.extend_from_slice(text.as_bytes());
}

fn put_all(to: &mut Vec<u8>, texts: &[OsString]) {
    to.extend_from_slice(&(texts.len() as u32).to_le_bytes());
    texts.iter().for_each(|text| put(to, text));
}

fn number(from: &mut UnixStream) -> io::Result<usize> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes) as usize)
}

fn get(from: &mut UnixStream) -> io::Result<Vec<u8>> {
    let length = number(from)?;
    if length > LONGEST_FIELD {
        return Err(io::ErrorKind::InvalidData.into());
    }

    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}
