package kernel

import "gondola/dtype"

// ops finds an operation by name.
var ops = map[string]*Op{}

func init() {
	for i := range Table {
		ops[Table[i].Name] = &Table[i]
		for j := range Table[i].Loops {
			l := &Table[i].Loops[j]
			l.portable = l.twins
		}
	}
	Use(selected)
}

// Lookup is the operation of that name, nil where there is none.
func Lookup(name string) *Op { return ops[name] }

// Find is the loop that serves operands of a type, nil where there is none.
func (op *Op) Find(from dtype.ID) *Loop {
	for i := range op.Loops {
		if op.Loops[i].From == from {
			return &op.Loops[i]
		}
	}
	return nil
}

// Use lays the SIMD twins of a variant over the portable loops. It runs at start; tests call it to
// force each variant in turn, while nothing else runs.
func Use(v Variant) {
	for i := range Table {
		for j := range Table[i].Loops {
			l := &Table[i].Loops[j]
			l.twins = l.portable
		}
	}
	clear(simdCasts[:])
	for _, row := range simdRows(v) {
		overlay(row)
	}
	selected = v
}

// overlay puts the twins of a row into every loop of the operation that runs on its types.
func overlay(row simdRow) {
	if row.Op == "astype" {
		simdCasts[row.In][row.Out] = row.Packed
		return
	}
	op := ops[row.Op]
	if op == nil {
		return
	}
	for i := range op.Loops {
		l := &op.Loops[i]
		if l.In != row.In || l.Out != row.Out {
			continue
		}
		if row.Packed != nil {
			l.Packed = row.Packed
		}
		if row.Reduce != nil {
			l.Reduce = row.Reduce
		}
		if row.ScalarA != nil {
			l.ScalarA = row.ScalarA
		}
		if row.ScalarB != nil {
			l.ScalarB = row.ScalarB
		}
		if row.NonTemporal != nil {
			l.NonTemporal = row.NonTemporal
		}
	}
}
