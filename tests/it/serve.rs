//! The real program on loopback: what only a socket, a signal or a start can show.
//!
//! Deadlines are short by arguments. Nothing sleeps: a test waits for a byte, an end of stream, a
//! line, an exit, or a number that the server counts.

mod index;

use std::fs;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use sidenote::content::disk::write_folder;
use sidenote::content::write_report;

use crate::web::small_report;

/// Longer than anything here may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program, serving; killed when dropped.
struct Program {
    child: Child,
    addr: SocketAddr,
    ready: String,
    log: Mutex<mpsc::Receiver<String>>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        Self::run(Command::new(env!("CARGO_BIN_EXE_sidenote")).args(arguments))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command
            .args(["--addr", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut ready = String::new();
        let out = child.stdout.as_mut().expect("a pipe");
        BufReader::new(out).read_line(&mut ready).expect("a line");
        let addr = ready
            .trim_end()
            .strip_prefix("sidenote: reading at http://")
            .and_then(|addr| addr.parse().ok())
            .unwrap_or_else(|| panic!("no ready line but {ready:?}"));
        let told = BufReader::new(child.stderr.take().expect("a pipe"));
        let (tell, log) = mpsc::channel();
        // Reads on to the end, so that the program never waits for room.
        std::thread::spawn(move || {
            told.lines().map_while(Result::ok).try_for_each(|line| tell.send(line))
        });
        Self { child, addr, ready, log: Mutex::new(log) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.addr).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("room in the socket");
        stream
    }

    /// Everything that the server says to `bytes` until it closes.
    fn ask(&self, bytes: &[u8]) -> String {
        read_to_end(&mut self.send(bytes))
    }

    /// A number that the server counts.
    fn count(&self, what: &str) -> u64 {
        let health = self.ask(&get("/healthz", "connection: close\r\n"));
        let (_, after) = health.split_once(&format!("\"{what}\":")).expect("a count");
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    }

    /// Waits for a line of the log with these words, and gives it.
    fn wait_for_log(&self, words: &str) -> String {
        loop {
            match self.log.lock().expect("no panic").recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(_) => {}
                Err(error) => panic!("the log never has {words:?}: {error}"),
            }
        }
    }

    /// The page at `target`, with its head.
    fn page(&self, target: &str) -> String {
        self.ask(&get(target, "connection: close\r\n"))
    }

    /// Asks for the page at `target` until it has these words.
    fn wait_for_page(&self, target: &str, words: &str) {
        let begun = Instant::now();
        while !self.page(target).contains(words) {
            assert!(begun.elapsed() < PATIENCE, "{target} never has {words:?}");
            std::thread::yield_now();
        }
    }

    /// Waits until only the asking connection is open.
    fn wait_until_alone(&self) {
        let begun = Instant::now();
        while self.count("connections") > 1 {
            assert!(begun.elapsed() < PATIENCE, "connections stay open");
            std::thread::yield_now();
        }
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).expect("an id");
        kill_process(Pid::from_raw(id).expect("an id"), signal).expect("a running program");
    }

    fn wait(&mut self) -> Option<i32> {
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(target: &str, fields: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nhost: a.test\r\n{fields}\r\n").into_bytes()
}

fn read_to_end(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    match stream.read_to_end(&mut said) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the server neither answers nor closes: {error}"),
    }
    String::from_utf8_lossy(&said).into_owned()
}

/// One answer from a connection that stays open.
fn read_answer(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut said = Vec::new();
    let mut byte = [0];
    while !said.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        said.extend(byte);
    }
    let head = String::from_utf8_lossy(&said).to_ascii_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    let mut body = vec![0; length.map_or(0, |length| length.parse().expect("a number"))];
    stream.read_exact(&mut body)?;
    said.extend(body);
    Ok(String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_ready_line_comes_once_and_tells_the_truth() {
    for command in [&["serve"][..], &[]] {
        let mut program = Program::start(command);
        assert!(program.ready.starts_with("sidenote: reading at http://127.0.0.1:"));
        assert!(program.ask(&get("/", "connection: close\r\n")).starts_with("HTTP/1.1 200 OK\r\n"));
        program.signal(Signal::TERM);
        let mut rest = String::new();
        let out = program.child.stdout.as_mut().expect("a pipe");
        out.read_to_string(&mut rest).expect("an end");
        assert_eq!((program.wait(), rest.as_str()), (Some(0), ""));
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sidenote")).args(arguments).output().expect("an end")
}

/// A start that fails at once, and words of its one line.
fn check_start(arguments: &[&str], words: &[&str]) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?} says {said:?} without {word:?}");
    }
    assert!(output.stdout.is_empty());
}

#[test]
fn a_start_that_cannot_be_says_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = taken.local_addr().expect("an address").to_string();
    check_start(&["--addr", &addr], &[&addr, "another program has that port", "--addr"]);
    check_start(&["--addr", "203.0.113.7:8080"], &["203.0.113.7:8080", "no such address"]);
    check_start(&["--addr", "localhost"], &["`localhost`", "127.0.0.1:8080"]);
    check_start(&["--addr", "127.0.0.1:99999"], &["`127.0.0.1:99999`"]);
    check_start(&["--idle", "0s"], &["idle is 0s", "10s"]);
    check_start(&["--idle", "soon"], &["--idle", "soon", "as in 10s, 150ms or 1m 15s"]);
    check_start(&["--idle", "10"], &["--idle", "as in 10s, 150ms or 1m 15s"]);
    let nowhere = ["cannot read /nowhere/at/all", "name the folder that holds a folder for each"];
    check_start(&["--content", "/nowhere/at/all"], &nowhere);
    check_start(&["--content", "/etc/passwd"], &["/etc/passwd", "it is a file: name the folder"]);
    check_start(&["--config", "/nowhere.toml"], &["/nowhere.toml", "give a TOML file"]);
    check_start(&["polish"], &["polish"]);
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("odd.toml");
    fs::write(&file, "idel = '3s'\n").expect("a file");
    check_start(&["--config", file.to_str().expect("plain")], &["odd.toml", "idel", "idle"]);
    fs::write(&file, "searches = 0\n").expect("a file");
    check_start(&["--config", file.to_str().expect("plain")], &["searches is 0", "from 1 to"]);
}

#[test]
fn help_has_examples() {
    for command in [&["--help"][..], &["serve", "--help"]] {
        let output = run(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("Examples:"), "{said}");
    }
}

#[test]
fn silent_and_slow_clients_are_let_go() {
    let deadlines = ["--first-byte", "200ms", "--header", "200ms", "--idle", "200ms"];
    let program = Program::start(&deadlines);
    let begun = Instant::now();
    let mut silent = program.connect();
    let mut half = program.send(b"GET / HTTP/1.1\r\nhost: a.t");
    let mut blank = program.send(b"\r\n");
    let mut idle = program.send(&get("/", ""));
    read_answer(&mut idle).expect("an answer");
    let mut again = program.send(&get("/", ""));
    read_answer(&mut again).expect("an answer");
    again.write_all(b"GET /").expect("room");
    for stream in [&mut silent, &mut half, &mut blank, &mut idle, &mut again] {
        assert_eq!(read_to_end(stream), "");
    }
    assert!(begun.elapsed() >= Duration::from_millis(200));
    program.wait_until_alone();
}

#[test]
fn a_header_that_dribbles_ends_at_its_deadline_however_often_a_byte_comes() {
    let program = Program::start(&["--header", "300ms"]);
    let mut stream = program.send(b"GET / HTTP/1.1\r\n");
    stream.set_nonblocking(true).expect("a socket");
    let begun = Instant::now();
    let ended = loop {
        let mut byte = [0];
        match stream.read(&mut byte) {
            Ok(0) => break true,
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break true,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            other => panic!("{other:?}"),
        }
        // Sent as fast as the socket takes it, within the limit on its size.
        if begun.elapsed() > PATIENCE {
            break false;
        }
        if begun.elapsed().as_millis().is_multiple_of(7) && stream.write(b"a").is_err() {
            break true;
        }
        std::thread::yield_now();
    };
    assert!(ended, "the header never ends");
    assert!(begun.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_client_that_takes_nothing_is_let_go() {
    let program = Program::start(&["--write-stall", "300ms"]);
    let page = program.ask(&get("/", "connection: close\r\n"));
    let font = page.split('"').find(|url| url.contains("/fonts/")).expect("a large file");
    let mut greedy = program.connect();
    greedy.set_write_timeout(Some(Duration::from_millis(50))).expect("a timeout");
    // Until neither side takes more.
    while greedy.write_all(&get(font, "").repeat(16)).is_ok() {}
    program.wait_until_alone();
}

/// Bytes that get one answer with `status`, all headers, and the end of the connection.
#[track_caller]
fn check_raw(program: &Program, bytes: &[u8], status: u16) {
    let said = program.ask(bytes);
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
    assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{shown:?}: {said}");
    assert_eq!(said.matches("HTTP/1.1 ").count(), 1, "{shown:?}: {said}");
    let head = said.split("\r\n\r\n").next().expect("a head").to_ascii_lowercase();
    assert!(head.contains("content-security-policy: default-src 'none'"), "{shown:?}: {said}");
    assert!(head.contains("\r\nconnection: close"), "{shown:?}: {said}");
}

#[test]
fn what_is_too_large_is_refused_in_our_own_words() {
    let program = Program::start(&[]);
    for size in [8_200, 20_000, 40_000, 100_000] {
        check_raw(&program, &get(&format!("/{}", "a".repeat(size)), ""), 414);
        check_raw(&program, &get(&format!("/?q={}", "a".repeat(size)), ""), 414);
    }
    for size in [16_500, 30_000, 100_000] {
        check_raw(&program, &get("/", &format!("cookie: {}\r\n", "c".repeat(size))), 431);
    }
    for count in [65, 120, 3_000] {
        check_raw(&program, &get("/", &"a: b\r\n".repeat(count)), 431);
    }
    check_raw(&program, &vec![b'A'; 200_000], 414);
}

#[test]
fn what_is_no_request_is_refused_once() {
    let program = Program::start(&[]);
    let second = "GET /healthz HTTP/1.1\r\nhost: a.test\r\n\r\n";
    let shapes: &[(&str, u16)] = &[
        ("hello\r\n\r\n", 400),
        ("GET / HTTP/9.9\r\nhost: a\r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nhost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", 400),
        ("GET http://a.test/ HTTP/1.1\r\nhost: a.test\r\n\r\n", 400),
        ("GET a HTTP/1.1\r\nhost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\nx: a\rb\r\n\r\n", 400),
        ("GET /\u{1} HTTP/1.1\r\nhost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello", 413),
        ("GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\ncontent-length: +5\r\n\r\nhello", 400),
        ("GET / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", 413),
        (
            "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n\
             0\r\n\r\n",
            413,
        ),
        ("GET / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc", 405),
    ];
    for (shape, status) in shapes {
        // Whatever follows is never answered.
        check_raw(&program, format!("{shape}{second}").as_bytes(), *status);
    }
    // Another protocol: hyper says nothing at all.
    assert_eq!(program.ask(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "");
    program.wait_until_alone();
}

#[test]
fn requests_on_one_connection_are_answered_in_their_order() {
    let program = Program::start(&[]);
    let mut stream = program.connect();
    let mut all = get("/healthz", "");
    all.extend(get("/nothing", ""));
    all.extend(b"HEAD / HTTP/1.1\r\nhost: a.test\r\nconnection: close\r\n\r\n");
    stream.write_all(&all).expect("room");
    let first = read_answer(&mut stream).expect("an answer");
    let second = read_answer(&mut stream).expect("an answer");
    assert!(first.starts_with("HTTP/1.1 200") && second.starts_with("HTTP/1.1 404"));
    let third = read_to_end(&mut stream);
    assert!(third.starts_with("HTTP/1.1 200") && third.ends_with("\r\n\r\n"), "{third}");
}

#[test]
fn a_client_has_so_many_connections_and_all_together_so_many() {
    let program = Program::start(&["--per-client", "3"]);
    let mut held: Vec<_> = (0..3).map(|_| program.send(&get("/healthz", ""))).collect();
    for stream in &mut held {
        read_answer(stream).expect("an answer");
    }
    let refused = read_to_end(&mut program.connect());
    assert!(refused.starts_with("HTTP/1.1 429 "), "{refused}");
    drop(held.pop());
    let begun = Instant::now();
    while !program.ask(&get("/", "connection: close\r\n")).starts_with("HTTP/1.1 200") {
        assert!(begun.elapsed() < PATIENCE, "a place that came free is not given");
    }

    let program = Program::start(&["--connections", "2"]);
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = program.send(&get("/healthz", ""));
            read_answer(&mut stream).expect("an answer");
            stream
        })
        .collect();
    let mut waiting = program.send(&get("/", "connection: close\r\n"));
    drop(held);
    assert!(read_to_end(&mut waiting).starts_with("HTTP/1.1 200"));
}

#[test]
fn without_free_files_it_pauses_and_recovers() {
    let shell = "ulimit -n 48; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", shell, env!("CARGO_BIN_EXE_sidenote")]);
    let program = Program::run(command.args(["--connections", "500"]));
    let crowd: Vec<_> = (0..90).map(|_| program.send(&get("/", ""))).collect();
    let mut waiting = program.send(&get("/", "connection: close\r\n"));
    drop(crowd);
    assert!(read_to_end(&mut waiting).starts_with("HTTP/1.1 200"));
    program.wait_until_alone();
}

#[test]
fn a_crowd_of_slow_clients_does_not_keep_others_waiting() {
    let program = Program::start(&["--per-client", "2000"]);
    let slow: Vec<_> = (0..400)
        .map(|at| match at % 3 {
            0 => program.connect(),
            1 => program.send(b"GET / HT"),
            _ => program.send(&get("/", "")),
        })
        .collect();
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(program.ask(&get("/", "connection: close\r\n")).starts_with("HTTP/1.1 200"));
    }
    assert!(begun.elapsed() < PATIENCE / 4);
    drop(slow);
    program.wait_until_alone();
}

#[test]
fn stopping_under_load_fails_no_answer() {
    let mut program = Program::start(&[]);
    let answered = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..8).map(|_| scope.spawn(|| load(program.addr))).collect();
        while program.count("requests") < 200 {}
        program.signal(Signal::TERM);
        clients.into_iter().map(|client| client.join().expect("no failed answer")).sum::<usize>()
    });
    assert!(answered >= 8, "{answered}");
    assert_eq!(program.wait(), Some(0));
}

/// Asks over connections kept alive until none can be made; every request sent is answered whole.
fn load(addr: SocketAddr) -> usize {
    let mut answered = 0;
    while let Ok(mut stream) = TcpStream::connect(addr) {
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        loop {
            if stream.write_all(&get("/", "")).is_err() {
                // Nothing of it was taken in: the connection was closed before.
                assert_eq!(read_to_end(&mut stream), "");
                break;
            }
            let answer = match read_answer(&mut stream) {
                Ok(answer) => answer,
                // Refused with the listener, before anything was read.
                Err(_) if TcpStream::connect(addr).is_err() && answered == 0 => break,
                Err(error) => panic!("an answer is missing after {answered}: {error}"),
            };
            assert!(answer.starts_with("HTTP/1.1 200") && answer.trim_end().ends_with("</html>"));
            answered += 1;
            if answer.contains("connection: close") {
                break;
            }
        }
    }
    answered
}

#[test]
fn stopping_waits_for_half_a_header_only_until_its_deadline() {
    let mut program = Program::start(&["--stop", "1500ms"]);
    let _half = program.send(b"GET / HTTP/1.1\r\n");
    while program.count("connections") < 2 {}
    let begun = Instant::now();
    program.signal(Signal::TERM);
    assert_eq!(program.wait(), Some(0));
    let took = begun.elapsed();
    assert!((Duration::from_millis(1_400)..Duration::from_secs(8)).contains(&took), "{took:?}");
}

#[test]
fn a_second_signal_stops_at_once() {
    let mut program = Program::start(&["--stop", "1h"]);
    let mut half = program.send(b"GET / HTTP/1.1\r\n");
    while program.count("connections") < 2 {}
    program.signal(Signal::TERM);
    // The listener is gone once the first signal was taken in.
    let begun = Instant::now();
    while TcpStream::connect(program.addr).is_ok() {
        assert!(begun.elapsed() < PATIENCE);
    }
    program.signal(Signal::TERM);
    assert_eq!(program.wait(), Some(0));
    assert_eq!(read_to_end(&mut half), "");
}

#[test]
fn while_stopping_it_is_alive_but_not_ready() {
    let program = Program::start(&[]);
    let mut stream = program.send(&get("/readyz", ""));
    assert!(read_answer(&mut stream).expect("an answer").starts_with("HTTP/1.1 200"));
    program.signal(Signal::TERM);
    let answer = loop {
        stream.write_all(&get("/readyz", "")).expect("an open connection");
        let answer = read_answer(&mut stream).expect("an answer");
        if !answer.starts_with("HTTP/1.1 200") {
            break answer;
        }
    };
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("connection: close"), "{answer}");
    assert_eq!(read_to_end(&mut stream), "");
}

/// A content folder with two reports, made anew.
struct Content {
    root: PathBuf,
}

impl Content {
    fn new(name: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        for slug in ["a-report", "b-report"] {
            let mut report = small_report();
            report.edition.report.slug = slug.parse().expect("a slug");
            let folder = write_report(&report.edition, &report.register, b"");
            write_folder(&root, &report.edition.report.slug, &folder).expect("a folder");
        }
        Self { root }
    }

    /// Replaces words in every file of a report's folder `below`, as an editor's program would.
    fn edit(&self, below: &str, from: &str, to: &str) {
        let folder = self.root.join(below);
        let mut edited = 0;
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                continue;
            }
            let text = String::from_utf8(fs::read(&path).expect("a file")).expect("text");
            if text.contains(from) {
                let beside = path.with_extension("new");
                fs::write(&beside, text.replace(from, to)).expect("a file");
                fs::rename(&beside, &path).expect("a place");
                edited += 1;
            }
        }
        assert!(edited > 0, "nothing in {below} has {from:?}");
    }

    fn serve(&self, arguments: &[&str]) -> Program {
        let root = self.root.to_str().expect("a plain path");
        Program::start(&[&["--content", root][..], arguments].concat())
    }
}

#[test]
fn an_edited_report_is_served_without_being_asked_for() {
    let content = Content::new("edited");
    let program = content.serve(&["--scan", "10ms"]);
    assert!(program.page("/a-report/1").contains("Drones spread faster"));
    content.edit("a-report/sections", "spread faster", "spread quicker");
    program.wait_for_page("/a-report/1", "Drones spread quicker");
    assert!(program.page("/b-report/1").contains("Drones spread faster"));
}

#[test]
fn a_hang_up_reads_again_at_once() {
    let content = Content::new("hang-up");
    let program = content.serve(&["--scan", "1h"]);
    content.edit("a-report/sections", "spread faster", "spread quicker");
    program.signal(Signal::HUP);
    program.wait_for_log("read the library again");
    assert!(program.page("/a-report/1").contains("Drones spread quicker"));
}

#[test]
fn a_report_with_new_errors_keeps_its_last_good_version_and_others_go_on() {
    let content = Content::new("broken");
    let program = content.serve(&["--scan", "10ms"]);
    let before = program.page("/a-report/1");
    content.edit("a-report/sections", "+++", "++");
    let fault = program.wait_for_log("ERROR");
    assert!(fault.contains("a-report/sections/"), "{fault}");
    program.wait_for_log("last good version");
    content.edit("b-report/sections", "spread faster", "spread quicker");
    program.wait_for_page("/b-report/1", "Drones spread quicker");
    let after = program.page("/a-report/1");
    let body = |page: &str| page.split_once("\r\n\r\n").expect("a head").1.to_owned();
    assert_eq!(body(&after), body(&before));
    content.edit("a-report/sections", "++", "+++");
    content.edit("a-report/sections", "spread faster", "spread slower");
    program.wait_for_page("/a-report/1", "Drones spread slower");
}

#[test]
fn a_removed_report_goes_and_an_unreadable_folder_changes_nothing() {
    let content = Content::new("removed");
    let program = content.serve(&["--scan", "10ms"]);
    fs::remove_dir_all(content.root.join("a-report")).expect("it goes");
    program.wait_for_page("/a-report/1", "HTTP/1.1 404");
    assert!(program.page("/b-report/1").starts_with("HTTP/1.1 200"));
    // In one step: of a folder that is emptied first, each step may be read.
    let away = content.root.with_extension("away");
    let _ = fs::remove_dir_all(&away);
    fs::rename(&content.root, &away).expect("it goes");
    program.wait_for_log("cannot read the library again");
    assert!(program.page("/b-report/1").starts_with("HTTP/1.1 200"));
}

#[test]
fn no_page_is_ever_a_mixture_of_two_libraries() {
    let content = Content::new("mixture");
    let program = content.serve(&["--scan", "5ms"]);
    let words = ["faster", "quicker"];
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        let page = program.page("/a-report/all");
                        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
                        let found: Vec<_> = words
                            .iter()
                            .filter(|word| page.contains(&format!("Drones spread {word}")))
                            .collect();
                        assert_eq!(found.len(), 1, "{found:?}");
                    }
                })
            })
            .collect();
        for turn in 0..6 {
            let (from, to) = (words[turn % 2], words[(turn + 1) % 2]);
            content.edit("a-report/sections", from, to);
            program.wait_for_page("/a-report/1", &format!("Drones spread {to}"));
        }
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.join().expect("whole pages");
        }
    });
}

#[test]
fn a_report_with_errors_at_start_is_left_out_and_named() {
    let content = Content::new("left-out");
    content.edit("a-report", "title = ", "titel = ");
    let program = content.serve(&[]);
    assert!(program.page("/a-report").starts_with("HTTP/1.1 404"));
    assert!(program.page("/b-report").starts_with("HTTP/1.1 200"));
    assert!(program.wait_for_log("ERROR").contains("a-report/report.toml"));
}
