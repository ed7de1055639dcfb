package texttypes

// stringCloned assigns: two strings share the block.
func stringCloned(length int) func() uint64 {
	kept := cloned(letters[:length])
	return func() uint64 { return assigned(kept) } // -m: func literal escapes to heap
}

//go:noinline
func assigned(kept string) uint64 {
	clone := kept
	return ends(clone)
}
