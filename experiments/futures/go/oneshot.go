package goroutines

// oneshot sends a price through a channel with room for it, and receives it.
//
//go:noinline
func oneshot() uint64 {
	answer := make(chan uint64, 1)
	answer <- price(item)
	return <-answer
}
