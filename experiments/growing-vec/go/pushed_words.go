package growingvec

// pushedWords appends to a slice that starts without elements.
//
//go:noinline
func pushedWords(size int) uint64 {
	var numbers []uint64
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number)) // -m since 1.25: append does not escape
	}
	return sum(numbers)
}
