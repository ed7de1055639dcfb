package mapsandsets

// getMutFirst has an address of each count in the map, which is looked up by a conversion that is no copy.
func getMutFirst(int) func() uint64 {
	paths := paths()
	return func() uint64 { return countsBehind(paths) } // -m: func literal escapes to heap
}

//go:noinline
func countsBehind(paths [][]byte) uint64 {
	counts := map[string]*uint64{}
	for _, path := range paths {
		count := counts[string(path)] // -m: string(path) does not escape
		if count == nil {
			count = new(uint64)          // -m: new(uint64) escapes to heap
			counts[string(path)] = count // -m: string(path) escapes to heap
		}
		*count++
	}
	sum := uint64(0)
	for _, count := range counts {
		sum += *count * *count
	}
	return sum
}
