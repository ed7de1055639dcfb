package streamreplace

import "bytes"

// strReplaceAll is the standard library's replacement in memory, into a slice of its own.
//
//go:noinline
func strReplaceAll(data, find, repl []byte) []byte {
	return bytes.ReplaceAll(data, find, repl)
}

// strReplace makes the input. Each call replaces in the whole input.
func strReplace(size int) func() uint64 {
	data := dense(size)
	return func() uint64 { // -m: func literal escapes to heap
		return fingerprint(strReplaceAll(data, needle, replacement))
	}
}
