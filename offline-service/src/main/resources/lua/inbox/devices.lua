-- What is remembered of a user's devices. O(devices · log N).
-- Returns {device, value, pending, device, value, pending, …}, unordered; pending is how many kept entries come after it.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1, 5 devices: see remember.lua
-- ARGV 1 incarnation   for an inbox that begins now
--      2 cutoff        entries created before are dropped; RFC 3339 with milliseconds
--      3 counterLife   milliseconds until an inbox that begins now is forgotten when nothing happens to it
local all = redis.call('HGETALL', KEYS[5])
if #all == 0 then
  return {}
end
if redis.call('EXISTS', metaKey) == 0 then
  begin(ARGV[1], ARGV[3])
end
local inbox = current(ARGV[2])
local result = {}
for i = 1, #all, 2 do
  result[#result + 1] = all[i]
  result[#result + 1] = all[i + 1]
  result[#result + 1] = string.format('%.0f', pending(inbox, cursorOf(all[i + 1])))
end
return result
