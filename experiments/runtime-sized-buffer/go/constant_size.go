package runtimesizedbuffer

// constantSize is a slice of a size that the compiler knows.
//
//go:noinline
func constantSize() uint64 {
	buffer := make([]byte, 8) // -m: make([]byte, 8) does not escape
	copy(buffer, input[:])
	return checksum(buffer)
}
