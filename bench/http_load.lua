-- For wrk: asks the paths of a file one after another, each thread from a place of its own; prints JSON at the end.
local paths, place = {}, 0
local n_threads = 0

function setup(thread)
  thread:set("number", n_threads)
  n_threads = n_threads + 1
end

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  place = (tonumber(args[2]) + number * math.floor(#paths / 2)) % #paths
end

function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
