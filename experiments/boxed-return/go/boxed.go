package boxedreturn

//go:noinline
func spanBoxed(line uint64) *span {
	return &span{line * 80, line*80 + 80} // -m: &span{...} escapes to heap
}

// boxed gets the address of a value that outlives the function which made it.
//
//go:noinline
func boxed() uint64 {
	s := spanBoxed(line)
	return s.start + s.end
}
