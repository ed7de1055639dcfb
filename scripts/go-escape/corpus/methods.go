package corpus

func (n *node) self() *node { return n }

func (n *node) follow() *node { return n.next }

func (n *node) link(m *node) { n.next = m }

func (n *node) linkGlobal() { globalNode = n }

func (n node) copyNext() *node { return n.next }

func (n node) copyAddress() *int { return &n.value }

func (n *node) text() string { return n.name }

func (t *tree) insert(p *int) *tree {
	if t == nil {
		return &tree{data: p}
	}
	if *p < *t.data {
		t.left = t.left.insert(p)
	} else {
		t.right = t.right.insert(p)
	}
	return t
}

func (t *tree) find(n int) *tree {
	for t != nil && *t.data != n {
		t = t.left
	}
	return t
}

func (t *tree) walk(visit func(*int)) {
	if t == nil {
		return
	}
	t.left.walk(visit)
	visit(t.data)
	t.right.walk(visit)
}

func callSelf(n *node) *node { return n.self() }

func callSelfOnLocal() *node {
	n := node{value: 1}
	return n.self()
}

func callSelfOnLocalStays() int {
	n := node{value: 1}
	return n.self().value
}

func callLink(a, b *node) { a.link(b) }

func callLinkLocal() int {
	var a, b node
	a.link(&b)
	return a.value
}

func callLinkGlobal() {
	n := node{}
	n.linkGlobal()
}

func callOnValue(n node) *node { return n.copyNext() }

func callOnPointerForValue(n *node) *node { return n.copyNext() }

func callChained(n *node) *node { return n.self().follow().self() }

func callOnResult() int { return newNode(1).self().value }

func newNode(v int) *node { return &node{value: v} }

func callOnLiteral() int { return (&node{value: 3}).self().value }

func callOnElement(s []node) *node { return s[1].self() }

func callOnMapElement(m map[string]*node) *node { return m["a"].self() }

func methodValueReturned(n *node) func() *node { return n.self }

func methodValueStays(n *node) *node {
	f := n.self
	return f()
}

func methodValueOfValue(n node) func() *node { return n.copyNext }

func methodValueOfInterface(s shape) func() int { return s.area }

func methodValuePassed(n *node, t *tree) {
	t.walk(func(p *int) { n.value += *p })
}

func methodExpression(n *node) *node {
	f := (*node).self
	return f(n)
}

func methodExpressionOfValue(n node) *node { return node.copyNext(n) }

func methodExpressionCalled(n *node) *node { return (*node).self(n) }

func methodExpressionOfInterface(s shape) int { return shape.area(s) }

func promotedMethod(w *holder) *node { return w.self() }

func promotedThroughPointer(w *pointerHolder) *node { return w.self() }

func promotedOnLocal() int {
	var w holder
	return w.self().value
}

type holder struct {
	count int
	node
}

type pointerHolder struct {
	*node
	count int
}

type counter int

func (c *counter) add(n int) { *c += counter(n) }

func (c counter) read() int { return int(c) }

func countLocally() int {
	var c counter
	c.add(3)
	return c.read()
}

func countReturned() *counter {
	var c counter
	c.add(3)
	return &c
}

type stack []*int

func (s *stack) push(p *int) { *s = append(*s, p) }

func (s *stack) pop() *int {
	old := *s
	last := old[len(old)-1]
	*s = old[:len(old)-1]
	return last
}

func (s stack) top() *int { return s[len(s)-1] }

func useStack() int {
	var s stack
	x := 1
	s.push(&x)
	return *s.pop()
}

type handler func(*int) *int

func (h handler) handle(p *int) *int { return h(p) }

func useHandler(p *int) *int { return handler(returnParameter).handle(p) }

type builder struct {
	parts []string
	err   error
}

func (b *builder) add(s string) *builder {
	b.parts = append(b.parts, s)
	return b
}

func (b *builder) join() string {
	out := ""
	for _, p := range b.parts {
		out += p
	}
	return out
}

func fluent() string {
	b := &builder{}
	return b.add("a").add("b").join()
}

func fluentReturned() *builder { return (&builder{}).add("a") }

type list struct {
	head, tail *element
	length     int
}

type element struct {
	value any
	next  *element
}

func (l *list) append(value any) {
	e := &element{value: value}
	if l.tail == nil {
		l.head = e
	} else {
		l.tail.next = e
	}
	l.tail = e
	l.length++
}

func (l *list) each(f func(any)) {
	for e := l.head; e != nil; e = e.next {
		f(e.value)
	}
}

func useList(n int) int {
	var l list
	l.append(n)
	l.append("text")
	count := 0
	l.each(func(any) { count++ })
	return count
}

type matrix [2][2]float64

func (m matrix) multiply(o matrix) (out matrix) {
	for i := range m {
		for j := range o[0] {
			for k := range o {
				out[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return out
}

func (m *matrix) row(i int) *[2]float64 { return &m[i] }

func matrixRow() *[2]float64 {
	var m matrix
	return m.row(1)
}

func (*node) unnamedReceiver(p *int) *int { return p }

func (_ *node) blankReceiver(p *int) { globalPointer = p }
