package mapsandsets

// hashMapWithCapacity asks for room for all entries first.
//
//go:noinline
func hashMapWithCapacity(count int) uint64 {
	entries := make(map[uint64]uint64, count) // -m: make(map[uint64]uint64, count) does not escape
	for i := 0; i < count; i++ {
		entries[key(i)] = uint64(i)
	}
	return total(entries)
}
