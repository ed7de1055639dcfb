package mapsandsets

// entryOwned counts the requests of each path in one statement: the string is made for each of them, because the statement may insert it.
func entryOwned(int) func() uint64 {
	paths := paths()
	return func() uint64 { return counts(paths) } // -m: func literal escapes to heap
}

//go:noinline
func counts(paths [][]byte) uint64 {
	counts := map[string]uint64{}
	for _, path := range paths {
		counts[string(path)]++ // -m: string(path) escapes to heap
	}
	return squares(counts)
}

//go:noinline
func squares(counts map[string]uint64) uint64 {
	sum := uint64(0)
	for _, count := range counts {
		sum += count * count
	}
	return sum
}
