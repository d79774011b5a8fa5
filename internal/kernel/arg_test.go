package kernel

import (
	"math/rand/v2"
	"testing"
	"unsafe"

	"gondola/dtype"
)

// TestSearch holds the searches of every variant against the first extreme element, NaN being one, at lengths about a
// block, with many equal elements and the extreme ones anywhere.
func TestSearch(t *testing.T) {
	defer Use(selected)
	for _, v := range Supported() {
		Use(v)
		t.Run(string(v), func(t *testing.T) {
			searches[int8](t)
			searches[uint16](t)
			searches[int32](t)
			searches[uint32](t)
			searches[int64](t)
			searches[float32](t)
			searches[float64](t)
		})
	}
}

func searches[T interface {
	ordered
	dtype.Element
}](t *testing.T) {
	id := dtype.For[T]().ID()
	random := rand.New(rand.NewPCG(17, uint64(id)))
	var zero T
	for _, n := range []int{1, 2, 7, 100, searchBlock - 1, searchBlock, searchBlock + 1, 3*searchBlock + 5} {
		for turn := range 20 {
			x := make([]T, n)
			for i := range x {
				x[i] = T(random.IntN(100) - 20*turn%3)
			}
			if turn%4 == 0 && isFloat[T]() {
				x[random.IntN(n)] = zero / zero
			}
			least, greatest := 0, 0
			for i, v := range x {
				if x[least] == x[least] && (v < x[least] || v != v) {
					least = i
				}
				if x[greatest] == x[greatest] && (v > x[greatest] || v != v) {
					greatest = i
				}
			}
			if got := ArgMin(id)(n, unsafe.Pointer(&x[0])); got != least {
				t.Errorf("%v: least of %d at %d, want %d", id, n, got, least)
			}
			if got := ArgMax(id)(n, unsafe.Pointer(&x[0])); got != greatest {
				t.Errorf("%v: greatest of %d at %d, want %d", id, n, got, greatest)
			}
		}
	}
}
