package runtimesizedbuffer

// pushGrowing appends a byte at a time to nothing.
//
//go:noinline
func pushGrowing(size int) uint64 {
	var buffer []byte
	for _, b := range input[:size] {
		buffer = append(buffer, b)
	}
	return checksum(buffer)
}
