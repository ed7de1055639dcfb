use crate::profiles;
use flate2::read::GzDecoder;
use heap_views::pprof::{PprofError, decode, encode};
use heap_views::{HeapProfile, Sample};
use proptest::prelude::*;
use std::io::Read;
use std::path::PathBuf;

fn encoded(profile: &HeapProfile) -> Vec<u8> {
    encode(profile, |_| None).unwrap()
}

fn unpacked(file: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    bytes
}

/// A field of a message: its number, and bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

/// A field of a message that is a small number.
fn small(number: u8, value: u8) -> [u8; 2] {
    [number << 3, value]
}

/// A profile with these texts, whose sample types are the pairs of their places.
fn with_types(texts: &[&str], types: &[(u8, u8)]) -> Vec<u8> {
    let types = types.iter().flat_map(|(name, unit)| field(1, &[small(1, *name), small(2, *unit)].concat()));
    types.chain(texts.iter().flat_map(|text| field(6, text.as_bytes()))).collect()
}

fn message(file: &[u8]) -> String {
    decode(file).unwrap_err().to_string()
}

#[test]
fn what_is_written_is_read_again() {
    let profile = profiles::example();
    let read = decode(&encoded(&profile)).unwrap();
    assert_eq!(profiles::in_words(&read), profiles::in_words(&profile));
    // Of the command, pprof's format has the program.
    assert_eq!(read.command, "program");
    assert_eq!(profiles::in_words(&decode(&unpacked(&encoded(&profile))).unwrap()), profiles::in_words(&profile));
}

#[test]
fn an_empty_profile_is_written_and_read() {
    let read = decode(&encoded(&HeapProfile::default())).unwrap();
    assert_eq!(read, HeapProfile::default());
}

#[test]
fn files_are_written_where_they_are() {
    let locate = |file: &str| (file == "src/parse.rs").then(|| PathBuf::from("/home/reader/app").join(file));
    let read = decode(&encode(&profiles::example(), locate).unwrap()).unwrap();
    let file = |name: &str| &read.functions.iter().find(|function| function.name == name).unwrap().file;
    assert_eq!(file("app::parse"), "/home/reader/app/src/parse.rs");
    assert_eq!(file("app::main"), "src/main.rs");
    assert_eq!(file("???"), "");
}

#[test]
fn one_profile_is_always_the_same_bytes() {
    assert_eq!(encoded(&profiles::example()), encoded(&profiles::example()));
}

#[test]
fn a_service_may_count_less_than_everything() {
    // As jemalloc's profiles: only what is in use, in bytes. One stack without frames: [12].
    let mut file = with_types(&["", "inuse_space", "bytes"], &[(1, 2)]);
    file.extend(field(2, &field(2, &[12])));
    let profile = decode(&file).unwrap();
    assert_eq!(Sample::ALL.map(|sample| profile.total(sample)), [0, 0, 0, 0, 12, 0]);
}

#[test]
fn a_location_without_a_function_is_unknown() {
    let mut file = with_types(&["", "inuse_space", "bytes"], &[(1, 2)]);
    file.extend(field(4, &[small(1, 1), small(3, 99)].concat()));
    file.extend(field(2, &[field(1, &[1]), field(2, &[5])].concat()));
    let profile = decode(&file).unwrap();
    assert_eq!(profiles::in_words(&profile).into_keys().collect::<Vec<_>>(), [["??? :0:0 0x63"]]);
}

#[test]
fn a_profile_of_something_else_is_refused_by_its_name() {
    let error = decode(&with_types(&["", "cpu", "nanoseconds"], &[(1, 2)])).unwrap_err();
    assert!(matches!(&error, PprofError::UnknownSampleType { name, unit } if name == "cpu" && unit == "nanoseconds"));
    assert_eq!(
        error.to_string(),
        "the profile counts `cpu` in `nanoseconds`, which is not read here; known are alloc_objects/count, alloc_space/bytes, \
         peak_objects/count, peak_space/bytes, inuse_objects/count, inuse_space/bytes"
    );
    assert!(
        message(&with_types(&["", "inuse_space", "kilobytes"], &[(1, 2)])).contains("`inuse_space` in `kilobytes`")
    );
}

#[test]
fn a_file_that_contradicts_itself_is_refused() {
    let types = with_types(&["", "inuse_space", "bytes"], &[(1, 2)]);
    let with = |more: &[u8]| message(&[&types, more].concat());
    assert!(message(b"").contains("does not say what it counts"));
    assert!(
        message(&with_types(&["", "inuse_space", "bytes"], &[(1, 2), (1, 2)])).contains("counts `inuse_space` twice")
    );
    assert!(message(&with_types(&[""], &[(1, 2)])).contains("names the text 1, which is not there"));
    assert!(with(&field(2, &[field(1, &[7]), field(2, &[5])].concat())).contains("names the location 7"));
    assert!(with(&field(2, &field(2, &[5, 6]))).contains("2 figures for 1 sample types"));
    assert!(with(&[field(5, &small(1, 3)), field(5, &small(1, 3))].concat()).contains("the function 3 is there twice"));
    let line = field(4, &[small(1, 8), small(2, 1)].concat());
    assert!(with(&field(4, &[&small(1, 1)[..], &line].concat())).contains("names the function 8"));
    // A line below zero: ten bytes for -1.
    let minus_one = [&[0x10][..], &[0xff; 9], &[0x01]].concat();
    let line = field(4, &[&small(1, 3)[..], &minus_one].concat());
    let location = field(4, &[&small(1, 1)[..], &line].concat());
    assert!(with(&[field(5, &small(1, 3)), location].concat()).contains("a line -1"));
}

#[test]
fn figures_whose_sum_does_not_fit_are_refused() {
    let mut profile = profiles::profile(&[(&[], [i64::MAX, 0, 0, 0, 0, 0]), (&[], [1, 0, 0, 0, 0, 0])]);
    assert!(message(&encoded(&profile)).contains("`alloc_space` add up to more than a sum can hold"));
    // Nor are those whose sum fits and that of some of which does not.
    profile.stacks[1].values.0[0] = -1;
    assert!(message(&encoded(&profile)).contains("`alloc_space`"));
}

#[test]
fn a_file_of_another_kind_says_what_to_do() {
    assert!(message(b"{\"dhatFileVersion\":2}").starts_with("this is no profile in pprof's format, or a damaged one"));
    assert!(message(&[0x1f, 0x8b, 8, 0]).starts_with("the file is gzipped and cannot be unpacked"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_profile_is_read_as_it_was_written(profile in profiles::any_profile()) {
        let read = decode(&encoded(&profile)).unwrap();
        prop_assert_eq!(profiles::in_words(&read), profiles::in_words(&profile));
    }
}

/// Whether every number in the profile names a part that is there, and all sums fit.
fn is_sound(profile: &HeapProfile) -> bool {
    let functions = profile.frames.iter().all(|frame| (frame.function.0 as usize) < profile.functions.len());
    let frames = profile.stacks.iter().flat_map(|stack| &stack.frames).all(|id| (id.0 as usize) < profile.frames.len());
    let sums = Sample::ALL.iter().all(|sample| {
        let sum: i128 = profile.stacks.iter().map(|stack| i128::from(stack.values.get(*sample)).abs()).sum();
        sum <= i128::from(i64::MAX)
    });
    functions && frames && sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn a_damaged_message_is_refused_or_sound(
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = unpacked(&encoded(&profiles::example()));
        for (place, byte) in damage {
            *place.get_mut(&mut file) = byte;
        }
        if is_cut {
            file.truncate(end.index(file.len()));
        }
        if let Ok(profile) = decode(&file) {
            prop_assert!(is_sound(&profile));
        }
    }

    #[test]
    fn a_damaged_file_is_refused_or_the_same_profile(place in any::<prop::sample::Index>(), bit in 0..8_u8, is_cut in any::<bool>()) {
        let whole = encoded(&profiles::example());
        let mut file = whole.clone();
        if is_cut {
            file.truncate(place.index(file.len()));
        } else {
            *place.get_mut(&mut file) ^= 1_u8 << bit;
        }
        // Gzip keeps a checksum, and its header has fields that say nothing of what is packed.
        if let Ok(profile) = decode(&file) {
            prop_assert_eq!(profiles::in_words(&profile), profiles::in_words(&profiles::example()));
        }
    }

    #[test]
    fn any_bytes_are_refused_or_sound(file in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(profile) = decode(&file) {
            prop_assert!(is_sound(&profile));
        }
    }
}

/// A sample type of one name and unit each, at places 1 and 2, 3 and 4, and so on.
fn types(names: &[&str]) -> Vec<u8> {
    let pairs: Vec<(u8, u8)> = (0..names.len() as u8 / 2).map(|pair| (pair * 2 + 1, pair * 2 + 2)).collect();
    with_types(&[&[""], names].concat(), &pairs)
}

#[test]
fn what_is_shown_first_is_the_files_default_or_its_last() {
    let about = |file: &[u8]| {
        let (profile, warnings) = heap_views::pprof::read(file).unwrap();
        assert!(warnings.contains(&heap_views::Warning::NothingAllocated), "{warnings:?}");
        (profile.about.first, profile.about.counted)
    };
    let go = types(&["alloc_objects", "count", "alloc_space", "bytes", "inuse_space", "bytes"]);
    let counted = vec![Sample::AllocSpace, Sample::AllocObjects, Sample::EndSpace];
    assert_eq!(about(&go), (Sample::EndSpace, counted.clone()));
    // The text 3: alloc_space.
    assert_eq!(about(&[&go[..], &small(14, 3)].concat()), (Sample::AllocSpace, counted.clone()));
    // A default that is none of the figures.
    assert_eq!(about(&[&go[..], &small(14, 2)].concat()), (Sample::EndSpace, counted));
}

#[test]
fn what_is_counted_beside_the_heap_is_passed_over_and_said() {
    let file = types(&["inuse_space", "bytes", "cpu", "nanoseconds"]);
    let stack = field(2, &field(2, &[5, 9]));
    let (profile, warnings) = heap_views::pprof::read(&[file, stack].concat()).unwrap();
    assert_eq!(Sample::ALL.map(|sample| profile.total(sample)), [0, 0, 0, 0, 5, 0]);
    assert_eq!(warnings[0].to_string(), "the profile also counts `cpu` in `nanoseconds`, which is not read here");
}
