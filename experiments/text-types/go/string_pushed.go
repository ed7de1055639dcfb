package texttypes

// stringPushed appends by +, which makes another string.
//
//go:noinline
func stringPushed(length int) uint64 { return ends(letters[:length] + "!") }
