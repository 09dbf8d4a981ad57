# SPDX-License-Identifier: MIT
# libtrawl-core holds all of the library but its public door, so that unit
# tests reach hidden functions; libtrawl is the core with the door. Neither
# half says which libraries it needs: a program takes them shared (NEEDED), or
# as archives where there are such (QUICK_LIBS).
noinst_LTLIBRARIES += libtrawl-core.la libtrawl-door.la
libtrawl_core_la_SOURCES =
libtrawl_core_la_LDFLAGS = $(AM_LDFLAGS)
libtrawl_core_la_LIBADD =
libtrawl_door_la_SOURCES =
libtrawl_door_la_LDFLAGS = $(AM_LDFLAGS)

# Kernels are compiled once for each tier of processors: lib/base/kernels.h.
KERNELS_BUT_SSE41 =
KERNELS =
libtrawl_core_la_SOURCES += $(KERNELS) $(KERNELS_BUT_SSE41)
if TIER_SSE41
noinst_LTLIBRARIES += libtrawl-sse41.la
libtrawl_core_la_LIBADD += libtrawl-sse41.la
libtrawl_sse41_la_SOURCES = $(KERNELS)
libtrawl_sse41_la_CPPFLAGS = $(AM_CPPFLAGS) -DTW_TIER=1
libtrawl_sse41_la_CFLAGS = $(AM_CFLAGS) -msse4.1 -mpopcnt
libtrawl_sse41_la_LDFLAGS = $(AM_LDFLAGS)
endif
if TIER_AVX2
noinst_LTLIBRARIES += libtrawl-avx2.la
libtrawl_core_la_LIBADD += libtrawl-avx2.la
libtrawl_avx2_la_SOURCES = $(KERNELS) $(KERNELS_BUT_SSE41)
libtrawl_avx2_la_CPPFLAGS = $(AM_CPPFLAGS) -DTW_TIER=2
libtrawl_avx2_la_CFLAGS = $(AM_CFLAGS) -mavx2 -mpopcnt
libtrawl_avx2_la_LDFLAGS = $(AM_LDFLAGS)
endif

NEEDED = $(CORE_LIBS) $(PAGE_LIBS) $(STEMMER_LIBS) $(MATH_LIBS)

# Libtool's rules for a release: code changed: revision + 1; functions added,
# removed or changed: current + 1 and revision = 0; added: age + 1; removed or
# changed: age = 0.
TRAWL_CURRENT = 0
TRAWL_REVISION = 0
TRAWL_AGE = 0

lib_LTLIBRARIES += libtrawl.la
libtrawl_la_SOURCES =
libtrawl_la_LIBADD = libtrawl-door.la libtrawl-core.la $(NEEDED)
libtrawl_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined \
	-version-info $(TRAWL_CURRENT):$(TRAWL_REVISION):$(TRAWL_AGE) \
	-Wl,--version-script=$(top_srcdir)/lib/trawl.map
if !SANITIZERS
libtrawl_la_LDFLAGS += -Wl,-z,defs
endif
EXTRA_libtrawl_la_DEPENDENCIES = $(top_srcdir)/lib/trawl.map
EXTRA_DIST += lib/trawl.map
