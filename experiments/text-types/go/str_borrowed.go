package texttypes

// strBorrowed takes a part of a text: an address and a length, which point into the block of the whole, and keep all of it.
//
//go:noinline
func strBorrowed(length int) uint64 { return ends(letters[:length]) }
