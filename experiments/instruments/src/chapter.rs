//! The chapter *instruments*: the library measures itself.
