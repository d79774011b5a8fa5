package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"gondola/cmd/gondola/internal/arrayfile"
	"gondola/dtype"
	"gondola/interop/npy"
	"gondola/nd"
)

var convertCommand = command{
	name:    "convert",
	summary: "write arrays in another format, dtype or order",
	help: `
    gondola convert INPUT OUTPUT [--dtype DTYPE] [--order C|F]

    gondola convert a.npy a.npz                      a .npy file into an archive
    gondola convert data.npz:load load.npy           a member of an archive into a .npy file
    gondola convert data.npz small.npz --dtype f4    every array of an archive as float32
    gondola convert a.npy a.npy --dtype '>f8'        in another byte order, replacing the file
    gondola convert a.npy fortran.npy --order F

The output is replaced when all of it is written; after an error or Ctrl-C the old file is still there.

    --dtype DTYPE   a name (float32, int, bool) or NumPy's code (f4, >i8); values are cast as by astype
    --order C|F     the order of the elements in the file; the input's by default
    --compress      deflate the members of an archive
`,
	run: runConvert,
}

// conversion is what the options of gondola convert ask for.
type conversion struct {
	*session
	dtype dtype.DType // the zero DType keeps that of the input
	order string      // "C", "F", or empty to keep that of the input
}

func runConvert(s *session) error {
	c := conversion{session: s}
	var name string
	var compress bool
	o := newOptions()
	o.StringVar(&name, "dtype", "", "")
	o.StringVar(&c.order, "order", "", "")
	o.BoolVar(&compress, "compress", false, "")
	args, err := o.parse(s.args)
	if err != nil {
		return err
	}
	if len(args) != 2 {
		return badUsage("convert takes an input and an output, not %d names", len(args))
	}
	if err := arrayfile.CheckOutput(args[1]); err != nil {
		return badUsage("%v", err)
	}
	if c.order = strings.ToUpper(c.order); c.order != "" && c.order != "C" && c.order != "F" {
		return badUsage("--order is C or F, not %q", c.order)
	}
	if name != "" {
		if c.dtype, err = dtype.Parse(name); err != nil {
			return badUsage("--dtype: %v", err)
		}
	}
	sources, err := arrayfile.List(args[0])
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(args[1]), ".npy") {
		if len(sources) != 1 {
			return badUsage("%s has %d arrays, a .npy file holds one: name it as %s:%s", args[0], len(sources), args[0], sources[0].Member)
		}
		if compress {
			return badUsage("--compress is for .npz archives")
		}
		return c.file(sources[0], args[1])
	}
	if compress {
		return c.archive(sources, args[1], npy.Deflated)
	}
	return c.archive(sources, args[1], npy.Stored)
}

// file converts one array into a .npy file, block by block.
func (c conversion) file(source *arrayfile.Source, path string) error {
	x, err := source.Open()
	if err != nil {
		return err
	}
	header := npy.Header{DType: c.result(x), Shape: x.Shape(), Fortran: c.fortran(source)}
	if err := c.castable(source, x); err != nil {
		return err
	}
	return arrayfile.Write(c.ctx, path, header, x, c.cast)
}

// archive converts arrays into the members of an archive.
func (c conversion) archive(sources []*arrayfile.Source, path string, compression npy.Compression) error {
	members := make([]npy.Member, len(sources))
	for i, source := range sources {
		x, err := source.Open()
		if err != nil {
			return err
		}
		if err := c.castable(source, x); err != nil {
			return err
		}
		name := source.Member
		if name == "" {
			name = "arr_0"
		}
		members[i] = npy.Member{Name: name, Array: c.ordered(c.cast(x), c.fortran(source))}
	}
	return arrayfile.Save(c.ctx, path, compression, members...)
}

// result is the dtype of the output.
func (c conversion) result(x *nd.Array) dtype.DType {
	if c.dtype.Valid() {
		return c.dtype
	}
	return x.DType()
}

// castable tries the cast on no elements, so that an impossible one is reported before anything is written.
func (c conversion) castable(source *arrayfile.Source, x *nd.Array) error {
	if _, err := nd.Try(func() *nd.Array { return c.cast(nd.Empty([]int{0}, nd.As(x.DType()))) }); err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	return nil
}

// cast is x in the dtype of the output.
func (c conversion) cast(x *nd.Array) *nd.Array {
	if d := c.result(x); !d.Equal(x.DType()) {
		return nd.Astype(x, d)
	}
	return x
}

// fortran says that the output is in F order.
func (c conversion) fortran(source *arrayfile.Source) bool {
	if c.order != "" {
		return c.order == "F"
	}
	return source.Header.Fortran
}

// ordered is x packed in C or F order, copied where it is not.
func (c conversion) ordered(x *nd.Array, fortran bool) *nd.Array {
	switch {
	case fortran && !x.IsF():
		axes := arrayfile.ReversedAxes(x.Rank())
		return nd.PermuteDims(nd.Copy(nd.PermuteDims(x, axes...)), axes...)
	case !fortran && !x.IsC():
		return nd.Copy(x)
	}
	return x
}
