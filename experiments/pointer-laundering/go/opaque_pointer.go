package pointerlaundering

// opaque is a variable, so that the compiler does not know which function is called.
var opaque = func(pointer *uint64) *uint64 { return pointer }

// opaquePointer gives its pointer to a function that the compiler does not know, and gets it back.
//
//go:noinline
func opaquePointer() uint64 {
	number := uint64(41) // -m: moved to heap: number
	return *opaque(&number) + 1
}
