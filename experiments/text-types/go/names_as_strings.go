package texttypes

// namesAsStrings makes a string of each name.
func namesAsStrings(int) func() uint64 {
	names := names()
	return func() uint64 { return asStrings(names) } // -m: func literal escapes to heap
}

//go:noinline
func asStrings(names [][]byte) uint64 {
	kept := make([]string, 0, len(names)) // -m before 1.25: make([]string, 0, len(names)) escapes to heap
	// -m since 1.25: make([]string, 0, len(names)) does not escape
	for _, name := range names {
		kept = append(kept, string(name)) // -m: string(name) escapes to heap
	}
	return sum(kept)
}

func sum(names []string) uint64 {
	sum := uint64(0)
	for _, name := range names {
		sum += ends(name)
	}
	return sum
}
