package patternmatcher

// operations is what can be done with items whose type the buffer does not know.
type operations interface {
	assign(slots []interface{}, index int, item interface{})
	weigh(item interface{}) uint64
}

// fixedBuffer has room for so many items of any type. Its reset leaves them where they are, until they are overwritten.
type fixedBuffer struct {
	slots      []interface{}
	length     int
	operations operations
}

func (b *fixedBuffer) push(item interface{}) {
	if b.length == len(b.slots) {
		panic("the buffer is full")
	}
	b.operations.assign(b.slots, b.length, item)
	b.length++
}

func (b *fixedBuffer) reset() { b.length = 0 }

// matchOperations knows that the items are matches.
type matchOperations struct{}

func (matchOperations) assign(slots []interface{}, index int, item interface{}) { slots[index] = item }

func (matchOperations) weigh(item interface{}) uint64 { return weight(item.(match)) }

// prepareBoxedAny makes the automaton, the text and a buffer with room for its matches; each call fills it and reads it back.
func prepareBoxedAny(patterns int) func() uint64 {
	a, text := newAutomaton(dictionary(patterns)), text(patterns)
	capacity := 0
	a.forEachMatch(text, func(match) { capacity++ })
	buffer := &fixedBuffer{make([]interface{}, capacity), 0, matchOperations{}}
	return func() uint64 { return boxedAny(a, text, buffer) }
}

// boxedAny puts every match into an interface, and so on the heap.
//
//go:noinline
func boxedAny(a *automaton, text []byte, buffer *fixedBuffer) uint64 {
	buffer.reset()
	a.forEachMatch(text, func(m match) { buffer.push(m) })
	sum := uint64(0)
	for _, item := range buffer.slots[:buffer.length] {
		sum += buffer.operations.weigh(item)
	}
	return sum
}
