-- Remembers how far a device has come: only forward, where the inbox still knows the cursor that is remembered. Idempotent.
-- O(log N), and O(devices) once in a while.
-- Returns {what is remembered now, how many kept entries come after it}.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1, 5 devices: hash of device id to updatedAt~inc~seq~check~tip~tipCheck~issuedAt
-- ARGV 1 incarnation   for an inbox that begins now
--      2 cutoff        entries created before are dropped; RFC 3339 with milliseconds
--      3 device
--      4 value         in the form that the hash has
--      5 maxDevices    the least recently updated device goes when there are more
--      6 deviceCutoff  devices updated before are forgotten; RFC 3339 with milliseconds
--      7 life          milliseconds until all devices are forgotten when none is updated
--      8 counterLife   milliseconds until an inbox that begins now is forgotten when nothing happens to it
local device, value = ARGV[3], ARGV[4]

if redis.call('EXISTS', metaKey) == 0 then
  begin(ARGV[1], ARGV[8])
end
local inbox = current(ARGV[2])
local known = redis.call('HGET', KEYS[5], device)
local given = cursorOf(value)
local remembered = known and cursorOf(known)

local function replaces()
  if not remembered or judge(inbox, remembered, 'RESET') == 'RESET' then
    return true
  end
  -- Of two cursors of one place the one with the later tip can prove more.
  local ahead = given.seq > remembered.seq or given.seq == remembered.seq and given.tip >= remembered.tip
  return ahead and judge(inbox, given, 'RESET') ~= 'RESET'
end

if replaces() then
  redis.call('HSET', KEYS[5], device, value)
  remembered = given
else
  value = known
end

-- Who was not seen for long, and who is one too many.
local all, oldest, count = redis.call('HGETALL', KEYS[5]), nil, 0
for i = 1, #all, 2 do
  if all[i] ~= device and string.sub(all[i + 1], 1, #ARGV[6]) < ARGV[6] then
    redis.call('HDEL', KEYS[5], all[i])
  else
    count = count + 1
    if all[i] ~= device and (not oldest or all[i + 1] < oldest[2]) then
      oldest = {all[i], all[i + 1]}
    end
  end
end
if count > tonumber(ARGV[5]) then
  redis.call('HDEL', KEYS[5], oldest[1])
end
redis.call('PEXPIRE', KEYS[5], ARGV[7])
return {value, string.format('%.0f', pending(inbox, remembered))}
