package runtimesizedbuffer

// refill copies into the caller's slice, in place of what it held, and returns it, grown where it was too small.
//
//go:noinline
func refill(buffer []byte, size int) []byte {
	return append(buffer[:0], input[:size]...) // -m since 1.25: append escapes to heap
}

// reusedVec is a caller that keeps one slice; the first call makes it grow.
func reusedVec(size int) func() uint64 {
	var buffer []byte      // -m: moved to heap: buffer
	return func() uint64 { // -m: func literal escapes to heap
		buffer = refill(buffer, size)
		return checksum(buffer)
	}
}
