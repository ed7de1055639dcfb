package runtimesizedbuffer

// zeroedVec copies into a fresh slice.
//
//go:noinline
func zeroedVec(size int) uint64 {
	buffer := make([]byte, size)
	// -m before 1.25: make([]byte, size) escapes to heap
	// -m since 1.25: make([]byte, size) does not escape
	copy(buffer, input[:size])
	return checksum(buffer)
}
