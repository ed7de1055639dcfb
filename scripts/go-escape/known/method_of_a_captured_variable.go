// Go 1.21 does not see that a variable which a function literal captures holds a value of one type, so that it prints no line about the call of
// its method. Go 1.24 does, and the model has it so for all releases. The other lines are equal.
// releases: 1.21
// model:    ./known.go:17:35: devirtualizing s.area to square
// also in: experiments/trait-object-argument/go/buffer_any_boxed.go

package generated

type shape interface{ area() int }

type square struct{}

func (square) area() int { return 1 }

func f() func() int {
	var s shape = square{}
	return func() int { return s.area() }
}
