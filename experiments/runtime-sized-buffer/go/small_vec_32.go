package runtimesizedbuffer

// smallVec32 has room for 32 bytes in its frame, and takes the heap for more: by hand, what the compiler does since 1.25.
//
//go:noinline
func smallVec32(size int) uint64 {
	var room [32]byte
	var buffer []byte
	if size <= len(room) {
		buffer = room[:size]
	} else {
		buffer = onHeap(size)
	}
	copy(buffer, input[:size])
	return checksum(buffer)
}

//go:noinline
func onHeap(size int) []byte {
	return make([]byte, size) // -m: make([]byte, size) escapes to heap
}
