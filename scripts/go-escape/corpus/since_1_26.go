//go:build go1.26

package corpus

func newOfValue() *int { return new(7 + 1) }

func newOfValueStays() int {
	p := new(7)
	return *p
}

func newOfVariable(n int) *int { return new(n) }

func newOfPointer(p *int) **int { return new(p) }

func newOfString(s string) *string { return new(s + "x") }

func newOfLiteral() *point { return new(point{1, 2}) }
