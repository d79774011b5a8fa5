package expr

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenString
	tokenName
	tokenSign // an operator, a bracket, a comma, ...
)

// token is one word of the source.
type token struct {
	span
	kind  tokenKind
	text  string
	value any // of a number or string
}

// signs are the tokens of tokenSign, longer ones before their beginnings.
var signs = []string{
	"...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||",
	"+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", ",", ":", "=", ".", "!",
}

// lexer splits a source into tokens.
type lexer struct {
	source string
	at     int
}

// next is the next token.
func (l *lexer) next() (token, *Error) {
	l.at += len(l.source[l.at:]) - len(strings.TrimLeft(l.source[l.at:], " \t\r\n"))
	rest := l.source[l.at:]
	if rest == "" {
		return token{span: span{l.at, l.at}, text: "the end"}, nil
	}
	first, width := utf8.DecodeRuneInString(rest)
	switch {
	case isDigit(rest[0]) || rest[0] == '.' && len(rest) > 1 && isDigit(rest[1]):
		return l.number(rest)
	case first == '\'' || first == '"':
		return l.quoted(rest)
	case isLetter(first):
		return l.take(tokenName, wordLength(rest), nil), nil
	}
	for _, sign := range signs {
		if strings.HasPrefix(rest, sign) {
			return l.take(tokenSign, len(sign), nil), nil
		}
	}
	return token{}, l.fail(width, "unexpected character %q", first)
}

// take is a token of n bytes.
func (l *lexer) take(kind tokenKind, n int, value any) token {
	start := l.at
	l.at += n
	return token{span{start, l.at}, kind, l.source[start:l.at], value}
}

// fail is an error about the next n bytes.
func (l *lexer) fail(n int, format string, args ...any) *Error {
	return &Error{Source: l.source, Start: l.at, End: l.at + n, Text: fmt.Sprintf(format, args...), Usage: true}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

// wordLength is the number of bytes of letters and digits that s begins with.
func wordLength(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return isLetter(r) || unicode.IsDigit(r) }))
}

// quoted reads a string, which has no escapes.
func (l *lexer) quoted(rest string) (token, *Error) {
	n := strings.IndexByte(rest[1:], rest[0])
	if n < 0 {
		return token{}, l.fail(len(rest), "the string does not end")
	}
	return l.take(tokenString, n+2, rest[1:n+1]), nil
}

// number reads an int, a float, or with a j behind it a complex number.
func (l *lexer) number(rest string) (token, *Error) {
	n := numberLength(rest)
	text := rest[:n]
	if tail := wordLength(rest[n:]); tail > 0 {
		return token{}, l.fail(n+tail, "%q is not a number", rest[:n+tail])
	}
	value, ok := parseNumber(text)
	if !ok {
		return token{}, l.fail(n, "%q is not a number, or too large for one", text)
	}
	return l.take(tokenNumber, n, value), nil
}

// numberLength is the number of bytes of the number that s begins with.
func numberLength(s string) int {
	if prefixed := len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0; prefixed {
		n := 2
		for n < len(s) && (isDigit(s[n]) || s[n] == '_' || strings.IndexByte("abcdefABCDEF", s[n]) >= 0) {
			n++
		}
		return n
	}
	n := digits(s, 0)
	if n < len(s) && s[n] == '.' && !strings.HasPrefix(s[n:], "...") {
		n = digits(s, n+1)
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		from := n + 1
		if from < len(s) && (s[from] == '+' || s[from] == '-') {
			from++
		}
		if end := digits(s, from); end > from {
			n = end
		}
	}
	if n < len(s) && (s[n] == 'j' || s[n] == 'J') {
		n++
	}
	return n
}

// digits is the end of the digits of s, with underscores between them, that begin at from.
func digits(s string, from int) int {
	for from < len(s) && (isDigit(s[from]) || s[from] == '_') {
		from++
	}
	return from
}

// parseNumber is the value of a number as Python writes it: an int, a uint64 where it takes that, a
// float64 or a complex128. ok is false of what is not written so and of ints of more than 64 bits.
func parseNumber(text string) (value any, ok bool) {
	if strings.HasSuffix(text, "_") || strings.Contains(text, "__") {
		return nil, false
	}
	body, imaginary := strings.CutSuffix(strings.ToLower(text), "j")
	if !imaginary && (!strings.ContainsAny(body, ".e") || strings.HasPrefix(body, "0x")) {
		// Python refuses 010, which C reads as 8.
		if len(body) > 1 && body[0] == '0' && isDigit(body[1]) && strings.Trim(body, "0_") != "" {
			return nil, false
		}
		i, ok := new(big.Int).SetString(body, 0)
		if !ok {
			return nil, false
		}
		return fromBig(i)
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(body, "_", ""), 64)
	if err != nil && f == 0 {
		return nil, false
	}
	if imaginary {
		return complex(0, f), true
	}
	return f, true
}

// IsName says that an input can have this name.
func IsName(s string) bool {
	for i, r := range s {
		if !isLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	_, isRefused := refused[s]
	return s != "" && !isRefused
}

// Number reads a number with an optional sign, which is how an input can be given: 2.5, -1, 1e-3, 2j,
// True.
func Number(s string) (any, bool) {
	switch s {
	case "True":
		return true, true
	case "False":
		return false, true
	}
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 || body == "" || numberLength(body) != len(body) || !strings.ContainsAny(body, "0123456789") {
		return nil, false
	}
	value, ok := parseNumber(body)
	if !ok || s[0] != '-' {
		return value, ok
	}
	negative, err := numbers("-", operators()[operatorKey{"-", 1}], []any{value})
	return negative, err == nil
}
