package texttypes

import "strings"

// stringPushedWithRoom asks the builder for room first. String hands its block out without a copy.
//
//go:noinline
func stringPushedWithRoom(length int) uint64 {
	var builder strings.Builder
	builder.Grow(length + 1)
	builder.WriteString(letters[:length])
	builder.WriteByte('!')
	return ends(builder.String())
}
