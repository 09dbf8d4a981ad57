# SPDX-License-Identifier: MIT
dist_man_MANS += docs/man/trawl.1 docs/man/trawl.3 docs/man/trawl-index.5 \
	docs/man/trawl-query.7 docs/man/trawl-fcgi.8
dist_doc_DATA += docs/ARCHITECTURE.md docs/FORMAT.md
