package texttypes

import "strings"

// stringMade copies the part into a block of its own.
//
//go:noinline
func stringMade(length int) uint64 { return ends(cloned(letters[:length])) }

// cloned is not inlined: its result leaves the function, as that of a function which makes a text does.
//
//go:noinline
func cloned(text string) string {
	return strings.Clone(text) // -m before 1.23: make([]byte, len(strings.s)) escapes to heap
	// -m since 1.23: make([]byte, len(stringslite.s)) escapes to heap
}
