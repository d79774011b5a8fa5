package nd

import (
	"testing"

	"gondola/dtype"
)

func TestSmoke(t *testing.T) {
	x := From([]float64{1, 2, 3, 4})
	y := Mean(Exp(x))
	t.Log(y.Item())
	m := Reshape(Arange(0, 12, 1), 3, 4)
	t.Log(Of[int64](Sum(m, Axis(0))).flat(), Of[int64](Sum(m, Axis(1))).flat(), Sum(m).Item())
	t.Log(Of[float64](Std(m, Axis(0))).flat(), Of[int64](m.Index(Slice(nil, nil, -1), []int{0, 2}).flatCopy()).flat())
	t.Log(Of[int64](CumulativeSum(m, Axis(0)).flatCopy()).flat())
	t.Log(Of[float64](Add(Transpose(m), []float64{1, 2, 3}).flatCopy()).flat())
	t.Log(Astype(Add(Astype(x, dtype.Float16), 1), dtype.Float64).Index(0).Item(), Add(Astype(x, dtype.Float16), 1).dtype)
	_, err := Try(func() *Array { return Add(m, []float64{1, 2, 3}) })
	t.Log(err)
	_, err = Try(func() *Array { return Negative(true) })
	t.Log(err)
	t.Log(Of[float64](MatMul(x, Reshape(From([]float64{1, 2, 3, 4, 5, 6, 7, 8}), 4, 2))).flat())
}

func (a *Array) flatCopy() *Array { return Copy(Ravel(a)) }

func BenchmarkAdd8(b *testing.B) {
	x := From([]float64{1, 2, 3, 4, 5, 6, 7, 8})
	b.ReportAllocs()
	for b.Loop() {
		Add(x, x)
	}
}
func BenchmarkExp1e5(b *testing.B) {
	x := Ones([]int{100000})
	out := Ones([]int{100000})
	for b.Loop() {
		Exp(x, Into(out))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e5, "ns/el")
}
func BenchmarkAdd1e7(b *testing.B) {
	x := Ones([]int{10000000})
	out := Ones([]int{10000000})
	for b.Loop() {
		Add(x, x, Into(out))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e7, "ns/el")
}
func BenchmarkMeanExp1e7(b *testing.B) {
	x := Ones([]int{10000000})
	for b.Loop() {
		Mean(Exp(x))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e7, "ns/el")
}

func BenchmarkSum8(b *testing.B) {
	x := From([]float64{1, 2, 3, 4, 5, 6, 7, 8})
	b.ReportAllocs()
	for b.Loop() {
		Sum(x)
	}
}
func BenchmarkAddBroadcast(b *testing.B) {
	x := Ones([]int{2, 4})
	y := Ones([]int{4})
	b.ReportAllocs()
	for b.Loop() {
		Add(x, y)
	}
}
