//! Which fields borrow from the JSON, and what happens where they can't?

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use text_types::work::{ESCAPED_JSON, ESCAPED_NAME, JSON, NAME};

#[derive(Deserialize)]
struct Plain<'a> {
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Borrowing<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Borrowed<'a> {
    name: &'a str,
}

#[derive(Deserialize)]
struct Listed<'a> {
    #[serde(borrow)]
    names: Vec<Cow<'a, str>>,
}

/// As in the variant `json_option_text`.
#[derive(PartialEq, Eq, Hash, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct Wrapped<'a> {
    #[serde(borrow)]
    names: Vec<Text<'a>>,
    #[serde(borrow)]
    by_name: HashMap<Text<'a>, Text<'a>>,
}

#[expect(clippy::ptr_arg, reason = "it is asked which of the two the `Cow` is")]
fn is_borrowed(text: &Cow<'_, str>) -> bool {
    matches!(text, Cow::Borrowed(_))
}

#[test]
fn the_attribute_decides() {
    let plain: Plain<'_> = serde_json::from_str(JSON).expect("it has a name");
    let borrowing: Borrowing<'_> = serde_json::from_str(JSON).expect("it has a name");
    assert_eq!((plain.name.as_ref(), is_borrowed(&plain.name)), (NAME, false));
    assert_eq!((borrowing.name.as_ref(), is_borrowed(&borrowing.name)), (NAME, true));
    let json: Range<*const u8> = JSON.as_bytes().as_ptr_range();
    assert!(json.contains(&borrowing.name.as_ptr()));
}

#[test]
fn an_escape_is_owned_by_a_cow_and_refused_by_a_reference() {
    let borrowing: Borrowing<'_> = serde_json::from_str(ESCAPED_JSON).expect("it has a name");
    assert_eq!((borrowing.name.as_ref(), is_borrowed(&borrowing.name)), (ESCAPED_NAME, false));
    let refused = serde_json::from_str::<Borrowed<'_>>(ESCAPED_JSON).map(|decoded| decoded.name);
    let said = refused.expect_err("the name is not in the JSON as it is").to_string();
    assert!(said.contains("expected a borrowed string"), "{said}");
    assert_eq!(serde_json::from_str::<Borrowed<'_>>(JSON).expect("it has a name").name, NAME);
}

#[test]
fn a_cow_by_itself_and_in_a_list_is_owned() {
    let alone: Cow<'_, str> = serde_json::from_str("\"a text\"").expect("it is a text");
    assert!(!is_borrowed(&alone));
    let listed: Listed<'_> = serde_json::from_str(r#"{"names":["a text"]}"#).expect("it is a list");
    assert_eq!(listed.names.len(), 1);
    assert!(!is_borrowed(&listed.names[0]));
}

#[test]
fn in_a_type_of_its_own_it_is_borrowed_from_lists_and_maps() {
    let json = r#"{"names":["a text"],"by_name":{"key":"value"}}"#;
    let wrapped: Wrapped<'_> = serde_json::from_str(json).expect("it has both");
    assert!(wrapped.names.iter().all(|name| is_borrowed(&name.0)) && wrapped.names.len() == 1);
    assert!(wrapped.by_name.iter().all(|(key, value)| is_borrowed(&key.0) && is_borrowed(&value.0)));
    assert_eq!(wrapped.by_name.len(), 1);
}

#[test]
fn text_from_a_reader_is_owned() {
    // A reader keeps nothing that could be borrowed, so only a type that needs no borrow can be decoded from it.
    let plain: Plain<'static> = serde_json::from_reader(JSON.as_bytes()).expect("it has a name");
    assert!(!is_borrowed(&plain.name));
}
