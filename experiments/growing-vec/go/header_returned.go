package growingvec

// headerReturned gets a slice by value: the header is copied, the elements must outlive the function that made them.
//
//go:noinline
func headerReturned(size int) uint64 {
	return sum(numbersBelow(size))
}

//go:noinline
func numbersBelow(size int) []uint64 {
	var numbers []uint64
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number)) // -m since 1.25: append escapes to heap
	}
	return numbers
}
