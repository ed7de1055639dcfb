package growingvec

// fourPushed appends four numbers in a row. The slice's address is not taken.
//
//go:noinline
func fourPushed() uint64 {
	var numbers []uint64
	numbers = append(numbers, 1) // -m since 1.25: append does not escape
	numbers = append(numbers, 2) // -m since 1.25: append does not escape
	numbers = append(numbers, 3) // -m since 1.25: append does not escape
	numbers = append(numbers, 4) // -m since 1.25: append does not escape
	return sum(numbers)
}
