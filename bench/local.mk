# SPDX-License-Identifier: MIT
# What measures trawl: neither installed nor built unless asked for.
EXTRA_PROGRAMS = bench/generate
bench_generate_SOURCES = bench/generate.c
bench_generate_LDADD =
CLEANFILES += $(EXTRA_PROGRAMS)

.PHONY: bench
bench: $(EXTRA_PROGRAMS)
