//! Runs a future on a thread with a stack of a given size: `future-stack WORK BYTES`. Whoever starts it sees how it ends.

use futures::work::block_on;
use futures::{sizes, wrapped, wrapped_boxed, wrapped_plainly};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, stack] = &arguments[..] else { return usage() };
    let run = match work.as_str() {
        "wrapped" => || wrapped::run(8_192),
        "wrapped_boxed" => || wrapped_boxed::run(8_192),
        "wrapped_plainly" => || wrapped_plainly::run(8_192),
        "nested" => || block_on(sizes::nested()),
        "nested_boxed" => || block_on(sizes::nested_boxed()),
        "large" => || block_on(sizes::large()),
        "large_boxed" => || block_on(Box::pin(sizes::large())),
        _ => return usage(),
    };
    let Ok(stack) = stack.parse() else { return usage() };
    match thread::Builder::new().stack_size(stack).spawn(run).map(thread::JoinHandle::join) {
        Ok(Ok(answer)) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        _ => ExitCode::FAILURE,
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: future-stack WORK BYTES");
    ExitCode::from(2)
}
