module gondola

go 1.26
