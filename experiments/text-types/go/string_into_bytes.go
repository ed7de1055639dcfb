package texttypes

// stringIntoBytes makes bytes of a string, changes one twice, and makes a string of them: a copy each way.
//
//go:noinline
func stringIntoBytes(length int) uint64 {
	bytes := []byte(letters[:length]) // -m: ([]byte)(letters[:length]) does not escape
	first := bytes[0]
	bytes[0] = '!'
	bytes[0] = first
	return ends(string(bytes)) // -m: string(bytes) does not escape
}
