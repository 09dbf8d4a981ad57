# SPDX-License-Identifier: MIT
# What measures trawl: neither installed nor built unless asked for.
EXTRA_PROGRAMS = bench/generate bench/latency
bench_generate_SOURCES = bench/generate.c
bench_generate_LDADD =
bench_latency_SOURCES = bench/latency.c
bench_latency_CPPFLAGS = -D_GNU_SOURCE -I$(top_srcdir)/include
bench_latency_LDADD = libtrawl.la
CLEANFILES += $(EXTRA_PROGRAMS)

.PHONY: bench
bench: $(EXTRA_PROGRAMS)
