-- Adds one entry to one inbox: numbers, stores, trims and expires in one step.
-- Returns 1 when the entry was added, 0 when the inbox had its id before. Idempotent by fingerprint. O(log N) amortised: an entry
-- that is dropped was added once.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1, 5 wake: the channel of those who wait for this inbox
-- ARGV 1 incarnation   for an inbox that begins now
--      2 fingerprint   of the entry id, a 63-bit decimal integer, so that the sets stay integer sets of 8 bytes an id
--      3 check         6 characters
--      4 created       RFC 3339 with milliseconds, or '' for now
--      5 now           the same
--      6 cutoff        entries created before are dropped
--      7 max           how many entries stay at most
--      8 remembered    how many ids fill one of the two sets
--      9 life          milliseconds until the entries expire when nothing is added
--     10 counterLife   milliseconds until the inbox is forgotten when nothing happens to it
--     11 members       the entry's JSON after createdAt, closing brace included
local incarnation, fingerprint, check, created, now, cutoff = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local max, remembered, life, counterLife = tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9], ARGV[10]

if redis.call('EXISTS', metaKey) == 0 then
  begin(incarnation)
end
if redis.call('SISMEMBER', KEYS[3], fingerprint) == 1 or redis.call('SISMEMBER', KEYS[4], fingerprint) == 1 then
  return 0
end

local meta = redis.call('HMGET', metaKey, 'seq', 'check', 'floor', 'floorCheck', 'at', 'gen')
local seq, floor, at, gen = tonumber(meta[1]), tonumber(meta[3]), meta[5], tonumber(meta[6])

-- What expired as a whole must be told from what is added now.
local floorCheck
floor, floorCheck = drop(seq, meta[2], floor, meta[4], nil, cutoff)

-- Time never goes back along the sequence, and never ahead of this service's clock.
if created == '' or created > now then
  created = now
end
if created < at then
  created = at
end

seq = seq + 1
local member = check .. '{"seq":' .. string.format('%.0f', seq) .. ',"createdAt":"' .. created .. '",' .. ARGV[11]
redis.call('ZADD', entriesKey, seq, member)
redis.call('HSET', metaKey, 'seq', seq, 'check', check, 'at', created)

local seenKey = KEYS[3 + gen]
redis.call('SADD', seenKey, fingerprint)
if redis.call('SCARD', seenKey) >= remembered then
  redis.call('DEL', KEYS[4 - gen])
  redis.call('HSET', metaKey, 'gen', 1 - gen)
end

drop(seq, check, floor, floorCheck, max, cutoff)
redis.call('PEXPIRE', entriesKey, life)
redis.call('PEXPIRE', KEYS[3], counterLife)
redis.call('PEXPIRE', KEYS[4], counterLife)
redis.call('PEXPIRE', metaKey, counterLife)
redis.call('SPUBLISH', KEYS[5], '')
return 1
