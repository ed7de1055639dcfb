package streamreplace

import "bytes"

// readerArrayReplace is the article's third step: the length is a constant, right for needles of five bytes only.
//
//go:noinline
func readerArrayReplace(data, find, repl []byte, output *bytes.Buffer) {
	input := bytes.NewBuffer(data) // -m: &bytes.Buffer{...} does not escape
	end := len(find) - 1
	window := make([]byte, 5) // -m: make([]byte, 5) does not escape
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

// readerArray makes the input and the output. Each call replaces in the whole input.
func readerArray(size int) func() uint64 {
	data := dense(size)
	output := emptyBuffer(size)
	return func() uint64 { // -m: func literal escapes to heap
		output.Reset()
		readerArrayReplace(data, needle, replacement, output)
		return fingerprint(output.Bytes())
	}
}
