package goroutines

// spawned starts a goroutine, and receives its answer.
//
//go:noinline
func spawned() uint64 {
	answer := make(chan uint64, 1)
	go func() { answer <- price(item) }() // -m: func literal escapes to heap
	return <-answer
}
