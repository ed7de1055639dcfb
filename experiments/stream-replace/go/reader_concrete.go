package streamreplace

import "bytes"

// readerConcreteReplace is the article's second step: the buffer's own Read.
//
//go:noinline
func readerConcreteReplace(data, find, repl []byte, output *bytes.Buffer) {
	input := bytes.NewBuffer(data) // -m: &bytes.Buffer{...} does not escape
	end := len(find) - 1
	window := make([]byte, len(find)) // -m before 1.25: make([]byte, len(find)) escapes to heap
	if n, err := input.Read(window[:end]); err != nil || n < end {
		output.Write(window[:n])
		return
	}
	for {
		if _, err := input.Read(window[end:]); err != nil {
			output.Write(window[:end])
			return
		}
		if bytes.Equal(window, find) {
			output.Write(repl)
			if n, err := input.Read(window[:end]); err != nil || n < end {
				output.Write(window[:n])
				return
			}
			continue
		}
		output.WriteByte(window[0])
		copy(window, window[1:])
	}
}

// readerConcrete makes the input and the output. Each call replaces in the whole input.
func readerConcrete(size int) func() uint64 {
	data := dense(size)
	output := emptyBuffer(size)
	return func() uint64 { // -m: func literal escapes to heap
		output.Reset()
		readerConcreteReplace(data, needle, replacement, output)
		return fingerprint(output.Bytes())
	}
}
