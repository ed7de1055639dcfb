//! Does the query parser read what was written, and anything else without a panic?

use proptest::prelude::*;
use running_service::query::{encode_into, parse};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_was_encoded_is_read_back(name in ".{0,20}", value in ".{0,20}") {
        let mut query = String::new();
        encode_into(&mut query, &name);
        query.push('=');
        encode_into(&mut query, &value);
        let pairs = parse(query.as_bytes());
        prop_assert_eq!(pairs.get(&name), Some(&value));
    }

    #[test]
    fn no_bytes_make_it_panic(query in prop::collection::vec(any::<u8>(), 0..200)) {
        let pairs = parse(&query);
        prop_assert!(pairs.len() <= query.len());
    }
}

#[test]
fn a_query_says_what_its_bytes_say() {
    let pairs = parse(b"service=a%2Fb&region=eu+1&empty=&flag&half=%2&service=last");
    let expected = [("service", "last"), ("region", "eu 1"), ("empty", ""), ("flag", ""), ("half", "%2")]
        .map(|(k, v)| (k.to_owned(), v.to_owned()));
    assert_eq!(pairs, expected.into());
}
