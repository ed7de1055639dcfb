package pointerlaundering

// slot is where a pointer can be found while it is published.
var slot *uint64

// publishedPointer publishes its pointer, and takes it back. Nothing else runs here, so the slot needs no lock.
//
//go:noinline
func publishedPointer() uint64 {
	number := uint64(41) // -m: moved to heap: number
	slot = &number
	taken := slot
	slot = nil
	return *taken + 1
}
