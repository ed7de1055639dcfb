package growingvec

// headerBoxed gets the address of a slice: the article's function whose slice leaves it.
//
//go:noinline
func headerBoxed(size int) uint64 {
	return sum(*addressOfNumbers(size))
}

//go:noinline
func addressOfNumbers(size int) *[]uint64 {
	numbers := make([]uint64, 0, 8) // -m: moved to heap: numbers
	// -m: make([]uint64, 0, 8) escapes to heap
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number)) // -m since 1.25: append escapes to heap
	}
	return &numbers
}
