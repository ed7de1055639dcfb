package boxedreturn

func spanBoxedInlined(line uint64) *span {
	s := new(span) // -m: new(span) escapes to heap
	s.start, s.end = line*80, line*80+80
	return s
}

// boxedInlined gets the address of a value that, after inlining, is made here and does not leave: new does not mean the heap.
//
//go:noinline
func boxedInlined() uint64 {
	s := spanBoxedInlined(line) // -m: new(span) does not escape
	return s.start + s.end
}
