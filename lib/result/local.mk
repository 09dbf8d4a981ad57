# SPDX-License-Identifier: MIT
libtrawl_core_la_SOURCES +=

UNIT_TESTS +=
