//go:build go1.24

package mapsandsets

// hashMapGrown inserts one entry after the other.
//
//go:noinline
func hashMapGrown(count int) uint64 {
	entries := map[uint64]uint64{}
	for i := 0; i < count; i++ {
		entries[key(i)] = uint64(i)
	}
	return total(entries)
}
