package growingvec

// capacityEight has room for eight in the frame; the ninth element moves them all to the heap.
//
//go:noinline
func capacityEight(size int) uint64 {
	numbers := make([]uint64, 0, 8) // -m: make([]uint64, 0, 8) does not escape
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number))
	}
	return sum(numbers)
}
