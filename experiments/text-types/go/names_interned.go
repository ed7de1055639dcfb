package texttypes

// namesInterned makes a string of each different name. The conversion in an index of a map is no copy.
func namesInterned(int) func() uint64 {
	names := names()
	return func() uint64 { return interned(names) } // -m: func literal escapes to heap
}

//go:noinline
func interned(names [][]byte) uint64 {
	known := map[string]string{}
	kept := make([]string, 0, len(names)) // -m before 1.25: make([]string, 0, len(names)) escapes to heap
	// -m since 1.25: make([]string, 0, len(names)) does not escape
	for _, name := range names {
		text, isKnown := known[string(name)] // -m: string(name) does not escape
		if !isKnown {
			text = string(name) // -m: string(name) escapes to heap
			known[text] = text
		}
		kept = append(kept, text)
	}
	return sum(kept)
}
