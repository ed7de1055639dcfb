//! Eight tests of work that asks for nothing.

use super::assert_nothing;
use super::work::{turns, work};

macro_rules! tests {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            turns();
            assert_nothing(work);
        }
    )*};
}

tests! {
    the_first_asks_for_nothing
    the_second_asks_for_nothing
    the_third_asks_for_nothing
    the_fourth_asks_for_nothing
    the_fifth_asks_for_nothing
    the_sixth_asks_for_nothing
    the_seventh_asks_for_nothing
    the_eighth_asks_for_nothing
}
