package boxedreturn

//go:noinline
func spanByValue(line uint64) span {
	return span{line * 80, line*80 + 80}
}

// byValue gets the value itself.
//
//go:noinline
func byValue() uint64 {
	s := spanByValue(line)
	return s.start + s.end
}
