//! A writer killed at any moment leaves a whole record, and no more litter than the next write removes.

use super::fixture::{File, record};
use crate::Record;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Set for the writer process: the file it rewrites for ever.
const WRITER: &str = "RECORD_TEST_WRITER";
const KILLS: u64 = 60;

fn write_for_ever(file: &Path) -> ! {
    let mut record = record();
    loop {
        // Another length each time, so that a mixture of two records could not pass for one.
        for length in 0..40 {
            record.body.question = "?".repeat(1000 * length);
            record.write(file).unwrap();
        }
    }
}

fn temporaries(directory: &Path) -> usize {
    let names = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name != "record.json").count()
}

#[test]
fn a_killed_writer_leaves_a_whole_record_and_no_lasting_litter() {
    if let Some(file) = std::env::var_os(WRITER) {
        write_for_ever(Path::new(&file));
    }
    let file = File::of_record();
    let mut with_leftover = 0;
    for kill in 0..KILLS {
        let before = std::fs::metadata(&file.path).unwrap().modified().unwrap();
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::killed_writer::a_killed_writer_leaves_a_whole_record_and_no_lasting_litter"])
            .env(WRITER, &file.path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // The writer is at work once the file is a new one; from there, a moment that differs from kill to kill.
        let begun = Instant::now();
        while std::fs::metadata(&file.path).unwrap().modified().unwrap() == before {
            assert!(begun.elapsed() < Duration::from_secs(60), "the writer does not write");
            std::thread::sleep(Duration::from_micros(100));
        }
        std::thread::sleep(Duration::from_micros(kill * 7919 % 15_000));
        writer.kill().unwrap();
        writer.wait().unwrap();
        // Reading checks the seal.
        Record::read(&file.path, "sample").unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        let litter = temporaries(file.directory());
        assert!(litter <= 1, "{litter} temporary files after kill {kill}");
        with_leftover += litter;
    }
    assert!(with_leftover > 0, "no kill came in the middle of a write: the test proves nothing");
    record().write(&file.path).unwrap();
    assert_eq!(temporaries(file.directory()), 0);
}

#[test]
fn a_leftover_of_a_dead_writer_goes_and_the_file_of_a_living_one_stays() {
    let file = File::of_record();
    let [dead, living, other] = [".record-dead", ".record-living", ".other"].map(|name| file.directory().join(name));
    for path in [&dead, &living, &other] {
        std::fs::write(path, "{").unwrap();
    }
    let lock = std::fs::File::open(&living).unwrap();
    lock.lock().unwrap();
    record().write(&file.path).unwrap();
    assert_eq!([&dead, &living, &other].map(|path| path.exists()), [false, true, true]);
}

#[test]
fn writers_at_the_same_time_do_not_disturb_each_other() {
    let file = File::of_record();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &file.path;
            scope.spawn(move || {
                let mut record = record();
                record.body.question = format!("{writer}").repeat(5000);
                for _ in 0..100 {
                    record.write(path).unwrap();
                }
            });
        }
        for _ in 0..400 {
            Record::read(&file.path, "sample").unwrap();
        }
    });
    assert_eq!(temporaries(file.directory()), 0);
}
