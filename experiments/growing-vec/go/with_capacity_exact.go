package growingvec

// withCapacityExact gives the capacity, which is known at run time.
//
//go:noinline
func withCapacityExact(size int) uint64 {
	numbers := make([]uint64, 0, size) // -m before 1.25: make([]uint64, 0, size) escapes to heap
	// -m since 1.25: make([]uint64, 0, size) does not escape
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number))
	}
	return sum(numbers)
}
