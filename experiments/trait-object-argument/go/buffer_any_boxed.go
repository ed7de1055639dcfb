package traitobjectargument

// operations says what can be done with a value whose type the buffer does not know.
type operations interface{ weigh(item interface{}) uint64 }

type tokenOperations struct{}

func (tokenOperations) weigh(item interface{}) uint64 {
	t := item.(token)
	return (t.end - t.start) * t.word
}

// bufferAnyBoxed fills a slice of anything that is kept between calls.
func bufferAnyBoxed(items int) func() uint64 {
	tokens := make([]interface{}, 0, items) // -m: make([]interface {}, 0, items) escapes to heap
	// -m: moved to heap: tokens
	var operations operations = tokenOperations{} // -m: tokenOperations{} escapes to heap
	return func() uint64 {                        // -m: func literal escapes to heap
		tokens = tokens[:0]
		for start := uint64(0); start < uint64(items); start++ {
			tokens = append(tokens, token{start, start + 5, 1}) // -m: token{...} escapes to heap
			// -m since 1.25: append escapes to heap
		}
		sum := uint64(0)
		for _, item := range tokens {
			sum += operations.weigh(item)
		}
		return sum
	}
}
