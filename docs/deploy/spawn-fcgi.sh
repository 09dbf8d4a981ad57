#!/bin/sh
# SPDX-License-Identifier: MIT
# spawn-fcgi.sh: starts the search page where there is no systemd, as root.
#
# The web server's user may ask, and the program runs as a user of its own,
# in the group that may read the index.
exec /usr/bin/spawn-fcgi -s /run/trawl-fcgi.sock -M 0600 -U www-data \
	-u trawl-web -g trawl -P /run/trawl-fcgi.pid -- \
	/usr/local/libexec/trawl-fcgi --index /var/lib/trawl/articles.trawl
