-- ask.lua: asks the addresses of the file ADDRESSES, from a place at random.
-- SPDX-License-Identifier: MIT
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do
	addresses[#addresses + 1] = line
end
math.randomseed(os.time())
local at = math.random(#addresses)

function request()
	at = at % #addresses + 1
	return wrk.format("GET", addresses[at])
end

function done(summary, latency)
	local errors = summary.errors
	io.write(string.format('\n{"requests":%d,"us":%d,"p50":%d,"p99":%d,' ..
		'"status":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
		summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99), errors.status, errors.connect,
		errors.read, errors.write, errors.timeout))
end
