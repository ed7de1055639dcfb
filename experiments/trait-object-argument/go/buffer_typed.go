package traitobjectargument

// token is a match found in a text.
type token struct{ start, end, word uint64 }

// bufferTyped fills a slice of values that is kept between calls.
func bufferTyped(items int) func() uint64 {
	tokens := make([]token, 0, items) // -m: make([]token, 0, items) escapes to heap
	// -m: moved to heap: tokens
	return func() uint64 { // -m: func literal escapes to heap
		tokens = tokens[:0]
		for start := uint64(0); start < uint64(items); start++ {
			tokens = append(tokens, token{start, start + 5, 1})
			// -m since 1.25: append escapes to heap
		}
		sum := uint64(0)
		for _, t := range tokens {
			sum += (t.end - t.start) * t.word
		}
		return sum
	}
}
