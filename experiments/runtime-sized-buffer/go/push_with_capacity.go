package runtimesizedbuffer

// pushWithCapacity appends a byte at a time to a slice that has the room.
//
//go:noinline
func pushWithCapacity(size int) uint64 {
	buffer := make([]byte, 0, size)
	// -m before 1.25: make([]byte, 0, size) escapes to heap
	// -m since 1.25: make([]byte, 0, size) does not escape
	for _, b := range input[:size] {
		buffer = append(buffer, b)
	}
	return checksum(buffer)
}
