package streamreplace

import (
	"bytes"
	"io"
)

// readerBoxedReplace is the article's first step: a window over a *bytes.Buffer that is passed as an io.Reader.
//
//go:noinline
func readerBoxedReplace(data, find, repl []byte, output *bytes.Buffer) {
	input := bytes.NewBuffer(data) // -m: &bytes.Buffer{...} escapes to heap
	end := len(find) - 1
	window := make([]byte, len(find)) // -m: make([]byte, len(find)) escapes to heap
	if n, err := io.ReadFull(input, window[:end]); err != nil {
		output.Write(window[:n])
		return
	}
	for {
		if _, err := io.ReadFull(input, window[end:]); err != nil {
			output.Write(window[:end])
			return
		}
		if bytes.Equal(window, find) {
			output.Write(repl)
			if n, err := io.ReadFull(input, window[:end]); err != nil {
				output.Write(window[:n])
				return
			}
			continue
		}
		output.WriteByte(window[0])
		copy(window, window[1:])
	}
}

// readerBoxed makes the input and the output. Each call replaces in the whole input.
func readerBoxed(size int) func() uint64 {
	data := dense(size)
	output := emptyBuffer(size)
	return func() uint64 { // -m: func literal escapes to heap
		output.Reset()
		readerBoxedReplace(data, needle, replacement, output)
		return fingerprint(output.Bytes())
	}
}
