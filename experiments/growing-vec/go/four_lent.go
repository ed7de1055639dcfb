package growingvec

// lookAt looks at where the header is and where the elements are, as far as they can be seen.
//
//go:noinline
func lookAt(numbers *[]uint64) int { return cap(*numbers) }

// fourLent is the article's program without its prints: the same four appends, and the slice's address is taken after each.
//
//go:noinline
func fourLent() uint64 {
	var numbers []uint64
	lookAt(&numbers)
	numbers = append(numbers, 1) // -m since 1.25: append does not escape
	lookAt(&numbers)
	numbers = append(numbers, 2) // -m since 1.25: append does not escape
	lookAt(&numbers)
	numbers = append(numbers, 3) // -m since 1.25: append does not escape
	lookAt(&numbers)
	numbers = append(numbers, 4) // -m since 1.25: append does not escape
	lookAt(&numbers)
	return sum(numbers)
}
