//! Which errors have a block, and what do they say?

use anyhow::Context;
use count_allocations::count;
use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Write};

#[test]
fn a_file_that_is_missing_is_an_error_without_a_block() {
    let (result, figures) = count(|| File::open("/no/such/file"));
    assert_eq!(result.map(drop).map_err(|error| error.kind()), Err(io::ErrorKind::NotFound));
    assert_eq!(figures.allocations, 0);
}

#[test]
fn the_standard_librarys_own_messages_are_constants() {
    let (result, figures) = count(|| {
        let mut bytes = [0; 8];
        (&[1_u8][..]).read_exact(&mut bytes)
    });
    assert_eq!(result.map_err(|error| error.to_string()), Err("failed to fill whole buffer".to_owned()));
    assert_eq!(figures.allocations, 0);
    let (result, figures) = count(|| (&mut [0_u8; 2][..]).write_all(b"three"));
    assert_eq!(result.map_err(|error| error.to_string()), Err("failed to write whole buffer".to_owned()));
    assert_eq!(figures.allocations, 0);
}

#[test]
fn a_box_of_an_error_without_size_has_no_block() {
    #[derive(Debug, thiserror::Error)]
    #[error("nothing to say")]
    struct Nothing;
    let (error, figures) = count(|| Box::<dyn Error + Send + Sync>::from(Nothing));
    assert_eq!((error.to_string().as_str(), figures.allocations), ("nothing to say", 0));
}

#[test]
fn context_keeps_what_caused_it() {
    let error = "80 80".parse::<u64>().context("the port is not a number").map_err(|error| format!("{error:#}"));
    assert_eq!(error, Err("the port is not a number: invalid digit found in string".to_owned()));
}

#[test]
fn a_message_is_made_when_it_is_printed_and_not_before() {
    let (error, figures) = count(|| "80 80".parse::<u64>().err());
    assert_eq!(figures.allocations, 0);
    let (text, figures) = count(|| error.map(|error| error.to_string()));
    assert_eq!((text.as_deref(), figures.allocations), (Some("invalid digit found in string"), 1));
}
