//! What does the text of a map say of an address, and which texts are refused?

use where_values_live::regions::{Map, MapError, Region};

/// The map of a program with two sleeping threads, each with a small Vec, and a Vec of 1 MiB; recorded on Linux 6.18 with glibc 2.36.
const TWO_THREADS: &str = include_str!("../maps/two_threads.txt");

/// Lines with what other systems and programs have: written after the manual page proc_pid_maps(5).
const OTHERS: &str = "\
00400000-00452000 r-xp 00000000 08:02 173521      /usr/bin/a program\n\
00651000-00652000 r--p 00051000 08:02 173521      /usr/bin/a program\n\
00652000-00655000 rw-p 00052000 08:02 173521      /usr/bin/a program\n\
00e03000-00e24000 rw-p 00000000 00:00 0           [heap]\n\
\n\
35b1800000-35b1820000 r--s 00000000 08:02 135522  /var/data.bin (deleted)\n\
35b1a20000-35b1a21000 rw-s 00000000 00:05 1376    /SYSV00000000 (deleted)\n\
35b1a21000-35b1a22000 rwxp 00000000 00:00 0 \n\
f2c6ff8c000-7f2c7078c000 rw-p 00000000 00:00 0    [stack:986]\n\
7f2c80000000-7f2c80001000 rw-p 00000000 00:00 0   [anon:a name]\n\
7fffb2c0d000-7fffb2c2e000 rw-p 00000000 00:00 0   [stack]\n\
7fffb2d48000-7fffb2d49000 r-xp 00000000 00:00 0   [vdso]\n";

fn check(text: &str, address: u64, expected: Region) {
    let map = Map::parse(text).expect("a map");
    assert_eq!(map.region_of(address), expected, "{address:x}: {:?}", map.mapping_of(address));
}

#[test]
fn what_has_a_name_is_told_apart() {
    for (address, expected) in [
        (0x5621_91e3_3000, Region::ReadOnly),
        (0x5621_91e4_8fff, Region::ReadOnly),
        (0x5621_91e4_9000, Region::Code),
        (0x5621_91e8_b010, Region::ReadOnly),
        (0x5621_91e8_f000, Region::Data),
        (0x5621_c6b7_9000, Region::Heap),
        (0x7f1c_04e5_6fff, Region::Data),
        (0x7f1c_04e9_6000, Region::Code),
        (0x7f1c_04e9_0000, Region::Mapped),
        (0x7ffc_cfda_3fff, Region::Stack),
        (0xffff_ffff_ff60_0000, Region::Code),
    ] {
        check(TWO_THREADS, address, expected);
    }
}

#[test]
fn the_stacks_arenas_and_large_blocks_of_other_threads_are_mapped_and_no_more_is_said() {
    for address in [0x7f1c_04a7_d000, 0x7f1c_04c7_e000, 0x7f1b_f800_0000, 0x7f1c_0000_1000, 0x7f1c_0477_c010] {
        check(TWO_THREADS, address, Region::Mapped);
    }
}

#[test]
fn unnamed_memory_behind_the_statics_is_unknown() {
    check(TWO_THREADS, 0x5621_91e9_0000, Region::Unknown);
    check(TWO_THREADS, 0x7f1c_04e5_7000, Region::Unknown);
}

#[test]
fn an_address_in_no_mapping_is_unknown() {
    for address in [0, 0x5621_91e9_1000, 0x7f1c_04e8_4000, 0x7ffc_cfda_4000, u64::MAX] {
        check(TWO_THREADS, address, Region::Unknown);
    }
    check("", 0x1000, Region::Unknown);
}

#[test]
fn names_with_spaces_deleted_files_and_old_kernels_are_read() {
    for (address, expected) in [
        (0x40_0000, Region::Code),
        (0x65_1000, Region::ReadOnly),
        (0x65_2000, Region::Data),
        (0x35_b180_0000, Region::Mapped),
        (0x35_b1a2_0000, Region::Mapped),
        (0x35_b1a2_1000, Region::Code),
        (0x7f2c_7000_0000, Region::Stack),
        (0x7f2c_8000_0000, Region::Mapped),
        (0x7fff_b2c0_d000, Region::Stack),
    ] {
        check(OTHERS, address, expected);
    }
    assert_eq!(Map::parse(OTHERS).unwrap().mapping_of(0x40_0000).unwrap().name, "/usr/bin/a program");
}

#[test]
fn a_file_that_is_only_read_is_not_taken_for_a_program() {
    // The same path with an executable part is a program; without one it is a file that somebody mapped.
    let file = "1000-2000 r--p 00000000 fe:00 7 /data/table\n";
    check(file, 0x1000, Region::Mapped);
    check(&format!("{file}2000-3000 r-xp 00001000 fe:00 7 /data/table\n"), 0x1000, Region::ReadOnly);
}

#[test]
fn what_is_no_map_is_refused_with_the_line() {
    let refused = |text: &str| Map::parse(text).unwrap_err();
    let good = "1000-2000 rw-p 00000000 00:00 0\n";
    for column in ["access", "offset", "device", "inode"] {
        let words = ["1000-2000", "rw-p", "0", "00:00"];
        let count = ["access", "offset", "device", "inode"].iter().position(|other| *other == column).unwrap() + 1;
        let text = words[..count].join(" ");
        assert_eq!(refused(&text), MapError::Missing { line: 1, text: text.clone(), column });
    }
    for range in
        ["1000", "1000-", "-2000", "2000-1000", "1000-1000", "+1000-2000", "10000000000000000-20000000000000000"]
    {
        let text = format!("\n{range} rw-p 00000000 00:00 0\n");
        assert_eq!(refused(&text), MapError::Range { line: 2, range: range.to_owned() });
    }
    for access in ["rw-", "rwxpp", "wr-p", "rw-q", "...."] {
        let text = format!("{good}3000-4000 {access} 00000000 00:00 0\n");
        assert_eq!(refused(&text), MapError::Access { line: 2, access: access.to_owned() });
    }
    assert_eq!(refused(&format!("{good}{good}")), MapError::Order { line: 2 });
    assert_eq!(
        refused("hello").to_string(),
        "line 1 of the map has no access; a line is `START-END ACCESS OFFSET DEVICE INODE NAME`: \"hello\""
    );
}

/// Every prefix of a map, and every one with a character replaced, is read or refused, and never panics.
#[test]
fn no_damage_to_a_map_makes_reading_it_panic() {
    let text: String = TWO_THREADS.lines().take(6).map(|line| format!("{line}\n")).collect();
    let mut read = 0;
    for (index, _) in text.char_indices() {
        for damage in ["", " ", "\n", "-", "é", "g", "f", "["] {
            let damaged = format!("{}{damage}{}", &text[..index], &text[index + 1..]);
            if let Ok(map) = Map::parse(&damaged) {
                map.region_of(0x5621_91e9_0000);
                read += 1;
            }
        }
        if let Ok(map) = Map::parse(&text[..index]) {
            map.region_of(0x5621_91e9_0000);
        }
    }
    assert!(read > 0 && Map::parse(&text).is_ok());
}

#[test]
fn the_map_of_this_process_has_its_own_code() {
    let map = Map::of_this_process().unwrap();
    let code = the_map_of_this_process_has_its_own_code as fn() as *const u8;
    let expected = if cfg!(target_os = "linux") { Region::Code } else { Region::Unknown };
    assert_eq!(map.region_of(code.addr() as u64), expected);
}
