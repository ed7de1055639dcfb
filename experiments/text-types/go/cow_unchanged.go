package texttypes

import "strings"

// withoutTabs is the text with a space in the place of each tab: the same string where there is none.
//
//go:noinline
func withoutTabs(text string) string { return strings.ReplaceAll(text, "\t", " ") }

//go:noinline
func cowUnchanged(length int) uint64 { return ends(withoutTabs(letters[:length])) }
