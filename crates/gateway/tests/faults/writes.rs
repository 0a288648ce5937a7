//! Writes are never repeated, whatever goes wrong: goal 20.
//!
//! A server deals out a random fate to each request and counts the mark that each write carries.
//! `KEYDESK_RUNS` says how many writes; the goal is ten thousand. The seed is printed when it fails,
//! and `KEYDESK_SEED` takes it.

use crate::support::{Book, House, asked_door, route};
use domain::{Effect, Ignore, Safety};
use gateway::{
    Approvals, Body, Gateway, GatewayError, Guard, Method, Outcome, Pace, Request, Route, Seal,
};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

const FEW_RUNS: u64 = 1_000;

/// As many writes are under way at once.
const AT_ONCE: u64 = 32;

/// Longer than a server on this machine takes, and short enough for servers that stay silent.
const PATIENCE: Duration = Duration::from_millis(400);

/// Numbers that repeat with their seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Answered with this status; the connection is kept.
    Status(u16),
    /// Answered, and the connection is closed or reset without a word about it.
    ThenGone(Ending),
    /// The connection ends when the head was read.
    AfterHead(Ending),
    /// The connection ends when all of it was read.
    AfterBody(Ending),
    /// The connection ends within the head of the answer.
    HalfHead(Ending),
    /// The connection ends within the body of the answer.
    HalfBody(Ending),
    /// Something that is no HTTP.
    Noise,
    /// Nothing, for longer than anybody waits.
    Silence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Close,
    Reset,
}

const STATUSES: [u16; 16] = [
    200, 201, 204, 301, 302, 303, 307, 308, 401, 408, 409, 425, 429, 500, 503, 504,
];

fn fate(dice: &mut Dice) -> Fate {
    let ending = if dice.below(2) == 0 {
        Ending::Close
    } else {
        Ending::Reset
    };
    match dice.below(20) {
        0..6 => {
            let which = usize::try_from(dice.below(16)).unwrap();
            Fate::Status(STATUSES[which])
        }
        6..10 => Fate::ThenGone(ending),
        10..12 => Fate::AfterHead(ending),
        12..14 => Fate::AfterBody(ending),
        14..16 => Fate::HalfHead(ending),
        16..18 => Fate::HalfBody(ending),
        18 => Fate::Noise,
        _ => Fate::Silence,
    }
}

/// What the server knows: its dice, and how often each write arrived.
struct Counting {
    dice: Mutex<Dice>,
    arrived: Mutex<HashMap<String, u32>>,
}

async fn listen(seed: u64) -> (u16, Arc<Counting>, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let counting = Arc::new(Counting {
        dice: Mutex::new(Dice(seed)),
        arrived: Mutex::default(),
    });
    let told = Arc::clone(&counting);
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let told = Arc::clone(&told);
            connections.spawn(async move {
                let refused = told.dice.lock().unwrap().below(20) == 0;
                if refused {
                    // Gone before anything was said.
                    drop(stream.set_zero_linger());
                    return;
                }
                // What a client does with a connection it does not want is its own affair.
                let _ = serve(stream, port, &told).await;
            });
        }
    });
    (port, counting, serving)
}

fn end(stream: TcpStream, ending: Ending) -> io::Result<()> {
    match ending {
        Ending::Close => {}
        Ending::Reset => stream.set_zero_linger()?,
    }
    drop(stream);
    Ok(())
}

async fn serve(mut stream: TcpStream, port: u16, told: &Counting) -> io::Result<()> {
    let mut heard: Vec<u8> = Vec::new();
    loop {
        let head = loop {
            if let Some(at) = heard.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            if stream.read_buf(&mut heard).await? == 0 {
                return Ok(());
            }
        };
        let text = String::from_utf8_lossy(&heard[..head]).into_owned();
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.map(|value| value.trim().to_owned())
        };
        // A head is enough to act upon.
        if let Some(mark) = value("x-mark:") {
            *told.arrived.lock().unwrap().entry(mark).or_default() += 1;
        }
        let write = text.starts_with("POST");
        let fate = if write {
            fate(&mut told.dice.lock().unwrap())
        } else {
            // Reads only warm connections up, some of which are gone afterwards.
            match told.dice.lock().unwrap().below(4) {
                0 => Fate::ThenGone(Ending::Close),
                1 => Fate::ThenGone(Ending::Reset),
                _ => Fate::Status(200),
            }
        };
        if let Fate::AfterHead(ending) = fate {
            return end(stream, ending);
        }
        let length: usize = value("content-length:").map_or(0, |text| text.parse().unwrap());
        while heard.len() < head + length {
            if stream.read_buf(&mut heard).await? == 0 {
                return Ok(());
            }
        }
        heard.drain(..head + length);
        let answer = |status: u16| {
            let further = match status {
                301..=308 => format!("location: http://127.0.0.1:{port}/again\r\n"),
                429 | 503 => "retry-after: 0\r\n".to_owned(),
                _ => String::new(),
            };
            format!("HTTP/1.1 {status} X\r\n{further}content-length: 2\r\n\r\n{{}}")
        };
        let fine = answer(200);
        let (said, ends) = match fate {
            Fate::Status(204) => ("HTTP/1.1 204 X\r\n\r\n".to_owned(), None),
            Fate::Status(status) => (answer(status), None),
            Fate::ThenGone(ending) => (fine, Some(ending)),
            Fate::AfterHead(ending) | Fate::AfterBody(ending) => (String::new(), Some(ending)),
            Fate::HalfHead(ending) => (fine[..12].to_owned(), Some(ending)),
            Fate::HalfBody(ending) => (fine[..fine.len() - 1].to_owned(), Some(ending)),
            Fate::Noise => (
                "220 smtp.example ESMTP\r\n\r\n".to_owned(),
                Some(Ending::Close),
            ),
            Fate::Silence => return std::future::pending().await,
        };
        stream.write_all(said.as_bytes()).await?;
        if let Some(ending) = ends {
            return end(stream, ending);
        }
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A tenant of its own for each write: what one met must not keep the next one back.
fn tenant(port: u16, mark: &str) -> Route {
    let mut route = route("http", "127.0.0.1", port);
    route.tenant = mark.into();
    route.guard = Guard::Open {
        until: domain::Timestamp::MAX,
    };
    route.timeouts.first_byte = PATIENCE;
    route.timeouts.silence = PATIENCE;
    route.timeouts.pace = Pace {
        bytes: 0,
        within: PATIENCE,
    };
    route
}

/// Sends one write, and says what is wrong with what came of it.
async fn write(
    (door, approvals): &(Arc<dyn Gateway>, Approvals),
    port: u16,
    mark: String,
    bytes: usize,
    told: &Counting,
) -> Result<bool, String> {
    let route = tenant(port, &mark);
    if bytes.is_multiple_of(3) {
        // Its answer is of no matter; the connection it leaves is.
        let _ = door
            .send(&route, crate::support::read(&route), None, &Ignore)
            .await;
    }
    let mut request = Request::get(route.home.join("/x").unwrap());
    request.method = Method::POST;
    request.effect = Effect::Changes;
    request.safety = Safety::Once;
    request.headers.insert("x-mark", mark.parse().unwrap());
    request.body = Body::Bytes(vec![b'x'; bytes]);
    let seal = Seal::of(&route.tenant, &request);
    approvals.approve(&route.tenant, seal, domain::Timestamp::MAX);
    let sent = door.send(&route, request, None, &Ignore).await;
    let arrived = told.arrived.lock().unwrap().get(&mark).copied();
    let arrived = arrived.unwrap_or(0);
    let fits = match &sent {
        Ok(_) => arrived == 1,
        Err(GatewayError::Unreachable { outcome, .. }) => match outcome {
            Outcome::NotSent => arrived == 0,
            Outcome::Unknown => arrived <= 1,
        },
        Err(_) => arrived <= 1,
    };
    if fits {
        Ok(sent.is_ok())
    } else {
        Err(format!(
            "{mark} arrived {arrived} times and ended as {sent:?}"
        ))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_write_arrives_twice_whatever_goes_wrong_on_its_way() {
    let runs = number("KEYDESK_RUNS", FEW_RUNS);
    let seed = number("KEYDESK_SEED", u64::from(std::process::id()));
    let (port, told, serving) = listen(seed).await;
    let door = asked_door(Book::default(), House::default());
    let mut workers = JoinSet::new();
    for worker in 0..AT_ONCE {
        let (door, told) = (door.clone(), Arc::clone(&told));
        workers.spawn(async move {
            let mut dice = Dice(seed ^ worker);
            let mut ended = Vec::new();
            for run in (worker..runs).step_by(usize::try_from(AT_ONCE).unwrap()) {
                let bytes = usize::try_from(dice.below(100_000)).unwrap();
                ended.push(write(&door, port, format!("m{run}"), bytes, &told).await);
            }
            ended
        });
    }
    let ended: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    let wrong: Vec<_> = ended.iter().filter_map(|end| end.as_ref().err()).collect();
    assert!(wrong.is_empty(), "seed {seed}: {wrong:?}");
    let arrived = told.arrived.lock().unwrap().clone();
    let twice: Vec<_> = arrived.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "seed {seed}: {twice:?}");
    // Both kinds of ends are among them, or nothing was tried.
    let answered = ended.iter().filter(|end| **end == Ok(true)).count();
    assert!(answered > 0 && answered < ended.len(), "{answered}");
    drop(serving);
}
