// Go 1.21 evaluates the operands of `go` and `defer` in the function around the statement, so that a literal among them is a place of that
// function. Since Go 1.22 it is a place of the function literal that the statement starts, and the model has it so for all releases.
// releases: 1.21
// compiler: ./known.go:10:12: []any{...} does not escape
// model:    ./known.go:10:12: []any{...} escapes to heap

package generated

func f(a []any, p *int) {
	go f([]any{p, 1}, p)
}
