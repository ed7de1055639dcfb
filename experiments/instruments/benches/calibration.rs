//! The functions of a calibration under criterion, whose own verdicts `cargo workbook measure --calibrate` judges.

harness::benches!(instruments::calibration::EXPERIMENT);
