module goroutines

go 1.21

require variants v0.0.0

replace variants => ../../../scripts/go-variants
