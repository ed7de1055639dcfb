package patternmatcher

// prepareCallback makes the automaton and the text; each call hands every match to a closure and keeps none.
func prepareCallback(patterns int) func() uint64 {
	a, text := newAutomaton(dictionary(patterns)), text(patterns)
	return func() uint64 { return callback(a, text) }
}

// callback returns the sum of the weights of all matches.
//
//go:noinline
func callback(a *automaton, text []byte) uint64 {
	sum := uint64(0)
	a.forEachMatch(text, func(m match) { sum += weight(m) })
	return sum
}
