package mapsandsets

// hashMapCleared empties a map that is kept, and fills it again.
func hashMapCleared(count int) func() uint64 {
	entries := make(map[uint64]uint64, count)                // -m: make(map[uint64]uint64, count) escapes to heap
	return func() uint64 { return refilled(entries, count) } // -m: func literal escapes to heap
}

//go:noinline
func refilled(entries map[uint64]uint64, count int) uint64 {
	clear(entries)
	for i := 0; i < count; i++ {
		entries[key(i)] = uint64(i)
	}
	return total(entries)
}
