package texttypes

// namesInterned makes a string of each different name. The conversion in an index of a map is no copy.
func namesInterned(int) func() uint64 {
	names := names()
	return func() uint64 { return interned(names) }
}

//go:noinline
func interned(names [][]byte) uint64 {
	known := map[string]string{}
	kept := make([]string, 0, len(names))
	for _, name := range names {
		text, isKnown := known[string(name)]
		if !isKnown {
			text = string(name)
			known[text] = text
		}
		kept = append(kept, text)
	}
	return sum(kept)
}
