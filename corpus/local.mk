# SPDX-License-Identifier: MIT
EXTRA_DIST += corpus/.trawlignore corpus/README.md corpus/expected.ndjson \
	corpus/feeds corpus/html corpus/markdown corpus/text
