// Package gondola is the root of the module: it holds no code, only the tests of the repository's own order.
//
// The packages to import are below it: gondola/nd for dense arrays, gondola/xp for the same functions over any container.
package gondola
