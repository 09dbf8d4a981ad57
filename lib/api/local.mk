# SPDX-License-Identifier: MIT
libtrawl_la_SOURCES += \
	lib/api/article.c \
	lib/api/handles.h \
	lib/api/index.c \
	lib/api/options.c \
	lib/api/query.c \
	lib/api/reader.c \
	lib/api/search.c \
	lib/api/status.c \
	lib/api/writer.c
