package growingvec

// opaque hides its operand from the compiler.
//
//go:noinline
func opaque(number uint64) uint64 { return number }

// capacityEightRead pushes two numbers and adds them up in place.
//
//go:noinline
func capacityEightRead() uint64 {
	numbers := make([]uint64, 0, 8) // -m: make([]uint64, 0, 8) does not escape
	numbers = append(numbers, opaque(3))
	numbers = append(numbers, opaque(4))
	return numbers[0] + numbers[1]
}
