package texttypes

import "strings"

// stringMade copies the part into a block of its own.
//
//go:noinline
func stringMade(length int) uint64 { return ends(strings.Clone(letters[:length])) }
