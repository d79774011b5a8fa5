package npy

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"gondola/nd"
)

// suffix is that of the files in an archive, which the names of members lack.
const suffix = ".npy"

// Archive is an open .npz file: arrays by name. Its methods may be called from any goroutine.
type Archive struct {
	file    *os.File
	path    string
	names   []string
	members map[string]*zip.File
}

// OpenArchive opens a .npz file and reads its list of members. Close it in the end.
func OpenArchive(path string) (*Archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, located("OpenArchive", path, err)
	}
	a := &Archive{file: file, path: path, members: map[string]*zip.File{}}
	if err := a.list(); err != nil {
		file.Close()
		return nil, located("OpenArchive", path, err)
	}
	return a, nil
}

// list reads the directory of the zip file, which is at its end.
func (a *Archive) list() error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	directory, err := zip.NewReader(a.file, info.Size())
	if err != nil {
		return fmt.Errorf("this is no .npz archive: %w", err)
	}
	for _, member := range directory.File {
		name, isArray := strings.CutSuffix(member.Name, suffix)
		if !isArray {
			continue
		}
		if a.members[name] != nil {
			return fmt.Errorf("the archive has two members %q", name)
		}
		a.members[name] = member
		a.names = append(a.names, name)
	}
	return nil
}

// Close closes the file. Arrays that were loaded or opened stay.
func (a *Archive) Close() error { return located("Close", a.path, a.file.Close()) }

// Names are the arrays of the archive, in its order, without the .npy that NumPy adds.
func (a *Archive) Names() []string { return slices.Clone(a.names) }

// where is the path of a member for messages.
func (a *Archive) where(name string) string { return a.path + ":" + name }

// content is a member's bytes from its start.
func (a *Archive) content(name string) (io.ReadCloser, *source, error) {
	member := a.members[strings.TrimSuffix(name, suffix)]
	if member == nil {
		return nil, nil, fmt.Errorf("the archive has no such array: it has %s: %w", quoted(a.names), fs.ErrNotExist)
	}
	if encrypted := member.Flags&1 != 0; encrypted {
		return nil, nil, errors.New("the member is encrypted")
	}
	content, err := member.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("%w (compression method %d)", err, member.Method)
	}
	return content, &source{r: content, end: -1}, nil
}

// quoted lists names for a message, the first of many.
func quoted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	text := fmt.Sprintf("%q", names[:min(len(names), 10)])
	text = strings.Join(strings.Fields(strings.Trim(text, "[]")), ", ")
	if len(names) > 10 {
		text += ", …"
	}
	return text
}

// Header is what a member says of its array.
func (a *Archive) Header(name string) (Header, error) {
	content, s, err := a.content(name)
	if err != nil {
		return Header{}, located("Header", a.where(name), err)
	}
	defer content.Close()
	h, err := s.header()
	return h, located("Header", a.where(name), err)
}

// Load is the array of a member, its checksum verified. Its memory is its own.
func (a *Archive) Load(name string) (*nd.Array, error) {
	content, s, err := a.content(name)
	if err != nil {
		return nil, located("Load", a.where(name), err)
	}
	defer content.Close()
	x, err := readArray(s)
	if err == nil {
		err = s.finish()
	}
	if err != nil {
		return nil, located("Load", a.where(name), err)
	}
	return x, nil
}

// finish reads the end of a member, which is where its checksum is compared.
func (s *source) finish() error {
	switch n, err := s.fill(make([]byte, 1)); {
	case n > 0:
		return malformed(s.offset-1, "the member goes on behind its array")
	case err != io.ErrUnexpectedEOF:
		return err
	}
	return nil
}

// Open is the array of a member, read-only and, where it is stored without compression, mapped like the
// file of Open. The checksum of what is mapped is not verified.
func (a *Archive) Open(name string) (*nd.Array, error) {
	x, err := a.open(name)
	return x, located("Open", a.where(name), err)
}

func (a *Archive) open(name string) (*nd.Array, error) {
	content, s, err := a.content(name)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	h, err := s.header()
	if err != nil {
		return nil, err
	}
	member := a.members[strings.TrimSuffix(name, suffix)]
	if begin, err := member.DataOffset(); err == nil && member.Method == zip.Store {
		info, err := a.file.Stat()
		if err != nil {
			return nil, err
		}
		// What the directory says of the member is compared with what the file has.
		s.end = info.Size() - begin
		if s.end < 0 || member.UncompressedSize64 < uint64(s.end) {
			s.end = int64(member.UncompressedSize64)
		}
		return s.mappedArray(h, a.file, begin+s.offset)
	}
	return s.mappedArray(h, nil, 0)
}

// Reader hands out the array of a member in pieces. Close it in the end, before the archive.
func (a *Archive) Reader(name string) (*Reader, error) {
	content, s, err := a.content(name)
	if err != nil {
		return nil, located("Reader", a.where(name), err)
	}
	r, err := newReader(s, a.where(name), content)
	if err != nil {
		content.Close()
	}
	return r, located("Reader", a.where(name), err)
}

// Compression is how the members of an archive are stored.
type Compression uint16

const (
	Stored   = Compression(zip.Store)   // as they are, like NumPy's savez: they can be mapped
	Deflated = Compression(zip.Deflate) // like NumPy's savez_compressed
)

// Member is one array of an archive.
type Member struct {
	Name  string // without .npy
	Array *nd.Array
}

// WriteArchive writes arrays to a .npz file, whose former content stays until the new one is complete.
func WriteArchive(path string, compression Compression, members ...Member) error {
	file, err := replace(path)
	if err != nil {
		return located("WriteArchive", path, err)
	}
	defer file.abort()
	if err := writeMembers(file, compression, members); err != nil {
		return located("WriteArchive", path, err)
	}
	return located("WriteArchive", path, file.commit())
}

func writeMembers(w io.Writer, compression Compression, members []Member) error {
	archive := zip.NewWriter(w)
	seen := map[string]bool{}
	for _, m := range members {
		if seen[m.Name] {
			return fmt.Errorf("two arrays are called %q", m.Name)
		}
		seen[m.Name] = true
		content, err := archive.CreateHeader(&zip.FileHeader{Name: m.Name + suffix, Method: uint16(compression)})
		if err != nil {
			return err
		}
		if err := guarded(func() error { return writeArray(content, m.Array) }); err != nil {
			return fmt.Errorf("array %q: %w", m.Name, err)
		}
	}
	return archive.Close()
}
