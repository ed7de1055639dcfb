package growingvec

// smallVec8 appends to a slice of an array in the frame: the idiom by which Go programs spell out what the type SmallVec does.
//
//go:noinline
func smallVec8(size int) uint64 {
	var room [8]uint64
	numbers := room[:0]
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number))
	}
	return sum(numbers)
}
