package boxedreturn

func spanByValueInlined(line uint64) span {
	return span{line * 80, line*80 + 80}
}

// byValueInlined gets the value itself, from a function that is inlined.
//
//go:noinline
func byValueInlined() uint64 {
	s := spanByValueInlined(line)
	return s.start + s.end
}
