package runtimesizedbuffer

// fill copies into the caller's buffer, as many bytes as it holds.
//
//go:noinline
func fill(buffer []byte) uint64 {
	copy(buffer, input[:len(buffer)])
	return checksum(buffer)
}

// callerBuffer is a caller that made its buffer beforehand.
func callerBuffer(size int) func() uint64 {
	buffer := make([]byte, size)                 // -m: make([]byte, size) escapes to heap
	return func() uint64 { return fill(buffer) } // -m: func literal escapes to heap
}
