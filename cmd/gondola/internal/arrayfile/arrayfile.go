// Package arrayfile is arrays in files as the command line names them: a.npy, or data.npz:member.
package arrayfile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gondola/interop/npy"
	"gondola/nd"
)

// Source is an array in a file. Its header has been read, its elements have not.
type Source struct {
	Path   string
	Member string // of an archive; empty of a .npy file
	Header npy.Header
}

// String is the source as the command line names it.
func (s *Source) String() string {
	if s.Member == "" {
		return s.Path
	}
	return s.Path + ":" + s.Member
}

// Find reads the header of the array that name names: a .npy file, a member of a .npz archive, or an archive of one.
func Find(name string) (*Source, error) {
	path, member := split(name)
	if !isArchive(path) {
		return findFile(path)
	}
	archive, err := npy.OpenArchive(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	names := archive.Names()
	switch {
	case len(names) == 0:
		return nil, fmt.Errorf("%s: the archive has no arrays", path)
	case member == "" && len(names) == 1:
		member = names[0]
	case member == "":
		return nil, fmt.Errorf("%s: the archive has %d arrays, name one: %s:%s", path, len(names), path, names[0])
	case !slices.Contains(names, member):
		return nil, fmt.Errorf("%s: the archive has no array %q, it has %s", path, member, strings.Join(names, ", "))
	}
	h, err := archive.Header(member)
	if err != nil {
		return nil, err
	}
	return &Source{path, member, h}, nil
}

// findFile reads the header of a .npy file.
func findFile(path string) (*Source, error) {
	r, err := npy.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return &Source{Path: path, Header: r.Header()}, nil
}

// List is every array in a file: one of a .npy file, the members of an archive, or the one that name names.
func List(name string) ([]*Source, error) {
	if path, member := split(name); isArchive(path) && member == "" {
		return Members(path)
	}
	s, err := Find(name)
	if err != nil {
		return nil, err
	}
	return []*Source{s}, nil
}

// Members are the arrays of an archive.
func Members(path string) ([]*Source, error) {
	archive, err := npy.OpenArchive(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	var list []*Source
	for _, name := range archive.Names() {
		h, err := archive.Header(name)
		if err != nil {
			return nil, err
		}
		list = append(list, &Source{path, name, h})
	}
	return list, nil
}

// split takes the member off the name of an array. A file whose own name has a colon comes first.
func split(name string) (path, member string) {
	if i := strings.LastIndex(name, ".npz:"); i >= 0 {
		if _, err := os.Stat(name); err != nil {
			return name[:i+len(".npz")], strings.TrimSuffix(name[i+len(".npz:"):], ".npy")
		}
	}
	return name, ""
}

// isArchive says that a path is that of an archive.
func isArchive(path string) bool { return strings.EqualFold(filepath.Ext(path), ".npz") }

// Open is the array, read-only and mapped where that is possible.
func (s *Source) Open() (*nd.Array, error) {
	if s.Member == "" {
		return npy.Open(s.Path)
	}
	archive, err := npy.OpenArchive(s.Path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	return archive.Open(s.Member)
}

// Reader hands out the array in pieces.
type Reader struct {
	*npy.Reader
	archive *npy.Archive // nil of a .npy file
}

// Reader begins to read the array from its start.
func (s *Source) Reader() (*Reader, error) {
	if s.Member == "" {
		r, err := npy.OpenReader(s.Path)
		return &Reader{r, nil}, err
	}
	archive, err := npy.OpenArchive(s.Path)
	if err != nil {
		return nil, err
	}
	r, err := archive.Reader(s.Member)
	if err != nil {
		archive.Close()
		return nil, err
	}
	return &Reader{r, archive}, nil
}

// Close closes the file.
func (r *Reader) Close() error {
	err := r.Reader.Close()
	if r.archive != nil {
		return r.archive.Close()
	}
	return err
}
