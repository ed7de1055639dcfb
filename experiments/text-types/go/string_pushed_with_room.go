package texttypes

import "strings"

// stringPushedWithRoom asks the builder for room first. String hands its block out without a copy.
//
//go:noinline
func stringPushedWithRoom(length int) uint64 {
	var builder strings.Builder
	builder.Grow(length + 1)
	builder.WriteString(letters[:length]) // -m: "strings: illegal use of non-zero Builder copied by value" escapes to heap
	// -m since 1.25: append escapes to heap
	builder.WriteByte('!') // -m: "strings: illegal use of non-zero Builder copied by value" escapes to heap
	// -m since 1.25: append escapes to heap
	return ends(builder.String())
}
