package spec

// examples are the examples of docstrings by function, as a doctest reads them; a Python test runs them.
var examples = map[string]string{
	"add": `>>> nd.add([1, 2], 0.5)
array([1.5, 2.5])
`,
	"arange": `>>> nd.arange(3)
array([0, 1, 2])
>>> nd.arange(1, 2, 0.25)
array([1.  , 1.25, 1.5 , 1.75])
`,
	"astype": `>>> nd.astype([1.7, -1.7], nd.int8)
array([ 1, -1], dtype=int8)
`,
	"broadcast_to": `>>> nd.broadcast_to([1, 2], (3, 2))
array([[1, 2],
       [1, 2],
       [1, 2]])
`,
	"cbrt": `>>> nd.cbrt([-8.0, 27.0])
array([-2.,  3.])
`,
	"clip": `>>> nd.clip([1, 5, 9], 2, 8)
array([2, 5, 8])
`,
	"concat": `>>> nd.concat([[1, 2], [3]])
array([1, 2, 3])
`,
	"cumulative_sum": `>>> nd.cumulative_sum([1, 2, 3], include_initial=True)
array([0, 1, 3, 6])
`,
	"divide": `>>> nd.divide([1, 2], 4)
array([0.25, 0.5 ])
`,
	"exp": `>>> nd.exp([0.0, 1.0])
array([1.        , 2.71828183])
>>> x = nd.asarray([0.0, 1.0])
>>> nd.exp(x, out=x) is x
True
`,
	"eye": `>>> nd.eye(2, 3, k=1)
array([[0., 1., 0.],
       [0., 0., 1.]])
`,
	"linspace": `>>> nd.linspace(0, 1, 5)
array([0.  , 0.25, 0.5 , 0.75, 1.  ])
`,
	"matmul": `>>> nd.matmul([[1, 2], [3, 4]], [1, 1])
array([3, 7])
`,
	"max": `>>> nd.max([[1, 5], [7, 3]], axis=0)
array([7, 5])
`,
	"mean": `>>> nd.mean([[1, 2], [3, 4]])
array(2.5)
>>> nd.mean([[1, 2], [3, 4]], axis=1, keepdims=True)
array([[1.5],
       [3.5]])
`,
	"meshgrid": `>>> nd.meshgrid([1, 2], [3, 4, 5], indexing="ij")[0]
array([[1, 1, 1],
       [2, 2, 2]])
`,
	"nonzero": `>>> nd.nonzero([0, 5, 0, 7])
(array([1, 3]),)
`,
	"reshape": `>>> nd.reshape(nd.arange(6), (2, -1))
array([[0, 1, 2],
       [3, 4, 5]])
`,
	"stack": `>>> nd.stack([[1, 2], [3, 4]], axis=1)
array([[1, 3],
       [2, 4]])
`,
	"sum": `>>> nd.sum([[1, 2], [3, 4]], axis=0)
array([4, 6])
`,
	"take": `>>> nd.take([10, 20, 30], [0, -1])
array([10, 30])
`,
	"var": `>>> nd.var([1.0, 2.0, 3.0], correction=1)
array(1.)
`,
	"where": `>>> nd.where([True, False], [1, 2], 0)
array([1, 0])
`,
}
