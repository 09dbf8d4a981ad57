-- ask.lua: asks the addresses of the file ADDRESSES, from number START on.
-- SPDX-License-Identifier: MIT
--
-- Each thread takes every so many-th, so that no two ask the same.
local addresses = {}
for line in io.lines(os.getenv("ADDRESSES")) do
	addresses[#addresses + 1] = line
end
local at = tonumber(os.getenv("START"))
local threads = tonumber(os.getenv("THREADS"))
local count = 0

function setup(thread)
	thread:set("number", count)
	count = count + 1
end

function init()
	at = at + number
end

function request()
	local address = addresses[at % #addresses + 1]

	at = at + threads
	return wrk.format("GET", address)
end

function done(summary, latency)
	local errors = summary.errors
	io.write(string.format('\n{"requests":%d,"us":%d,"p50":%d,"p99":%d,' ..
		'"status":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
		summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99), errors.status, errors.connect,
		errors.read, errors.write, errors.timeout))
end
