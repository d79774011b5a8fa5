package expr

import "slices"

// Rewrite is the tree with parts replaced: where f gives a node it stands for the part, where f gives
// nil the part is kept and its own parts are asked. Trees share what is not replaced.
func Rewrite(n Node, f func(Node) (Node, error)) (Node, error) {
	if n == nil {
		return nil, nil
	}
	if replaced, err := f(n); replaced != nil || err != nil {
		return replaced, err
	}
	var failed error
	sub := func(n Node) Node {
		replaced, err := Rewrite(n, f)
		if failed == nil {
			failed = err
		}
		return replaced
	}
	all := func(nodes []Node) []Node {
		nodes = slices.Clone(nodes)
		for i := range nodes {
			nodes[i] = sub(nodes[i])
		}
		return nodes
	}
	switch n := n.(type) {
	case *Call:
		c := *n
		c.Args, c.Keywords = all(n.Args), slices.Clone(n.Keywords)
		for i := range c.Keywords {
			c.Keywords[i].Value = sub(c.Keywords[i].Value)
		}
		return &c, failed
	case *Index:
		return &Index{n.span, sub(n.X), all(n.Items)}, failed
	case *Slice:
		return &Slice{n.span, sub(n.Start), sub(n.Stop), sub(n.Step)}, failed
	case *Sequence:
		return &Sequence{n.span, all(n.Items), n.Tuple}, failed
	}
	return n, nil
}

// Walk calls f with a node and all nodes below it.
func Walk(n Node, f func(Node)) {
	// Rewrite with no replacement visits every node.
	_, _ = Rewrite(n, func(n Node) (Node, error) { f(n); return nil, nil })
}
