# SPDX-License-Identifier: MIT
dist_man_MANS += docs/man/trawl.1 docs/man/trawl.3 docs/man/trawl-index.5 \
	docs/man/trawl-log.5 docs/man/trawl-query.7 docs/man/trawl-fcgi.8
dist_doc_DATA += docs/ARCHITECTURE.md docs/FORMAT.md
# How a site comes to its search page.
deploydir = $(docdir)/deploy
dist_deploy_DATA = \
	docs/deploy/Caddyfile \
	docs/deploy/README.md \
	docs/deploy/apache.conf \
	docs/deploy/lighttpd.conf \
	docs/deploy/nginx.conf \
	docs/deploy/spawn-fcgi.sh \
	docs/deploy/trawl-fcgi.service \
	docs/deploy/trawl-fcgi.socket \
	docs/deploy/trawl-index.path \
	docs/deploy/trawl-index.service \
	docs/deploy/trawl-index.timer
