//go:build go1.24

package mapsandsets

// hashSetGrown has a map whose values have no size.
//
//go:noinline
func hashSetGrown(count int) uint64 {
	keys := map[uint64]struct{}{}
	for i := 0; i < count; i++ {
		keys[key(i)] = struct{}{}
	}
	return uint64(len(keys))
}
