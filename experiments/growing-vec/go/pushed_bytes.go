package growingvec

// pushedBytes appends the low bytes of the numbers.
//
//go:noinline
func pushedBytes(size int) uint64 {
	var bytes []byte
	for number := 0; number < size; number++ {
		bytes = append(bytes, byte(number))
	}
	return sumOfBytes(bytes)
}

//go:noinline
func sumOfBytes(bytes []byte) uint64 {
	total := uint64(0)
	for _, number := range bytes {
		total += uint64(number)
	}
	return total
}
