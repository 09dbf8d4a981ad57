# SPDX-License-Identifier: MIT
libtrawl_la_SOURCES += lib/api/version.c
