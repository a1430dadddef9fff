-- Adds entries to one inbox, in order: numbers, stores, trims and expires in one step. All entries of a delivery for one inbox go in
-- one call, so that whatever fails their order holds.
-- Returns how many were added; the inbox had the others' ids before. Idempotent by fingerprint. O(log N) an entry, amortised: an
-- entry that is dropped was added once.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1, 5 wake: the channel of those who wait for this inbox
-- ARGV 1 incarnation   for an inbox that begins now
--      2 now           RFC 3339 with milliseconds
--      3 cutoff        entries created before are dropped
--      4 max           how many entries stay at most
--      5 remembered    how many ids fill one of the two sets
--      6 life          milliseconds until the entries expire when nothing is added
--      7 counterLife   milliseconds until the inbox is forgotten when nothing happens to it
--      for each entry:
--      + 1 fingerprint  of the entry id, a 63-bit decimal integer, so that the sets stay integer sets of 8 bytes an id
--      + 2 check        6 characters
--      + 3 created      RFC 3339 with milliseconds, or '' for now
--      + 4 members      the entry's JSON after createdAt, closing brace included
local FIRST, EACH = 8, 4
local now, cutoff = ARGV[2], ARGV[3]
local max, remembered, life, counterLife = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6], ARGV[7]

if redis.call('EXISTS', metaKey) == 0 then
  begin(ARGV[1], counterLife)
end
local meta = redis.call('HMGET', metaKey, 'seq', 'check', 'floor', 'floorCheck', 'at', 'gen', 'largest')
local seq, check, floor, floorCheck = tonumber(meta[1]), meta[2], tonumber(meta[3]), meta[4]
local at, gen, largest = meta[5], tonumber(meta[6]), tonumber(meta[7]) or MAX_MEMBER

-- What expired as a whole must be told from what is added now.
floor, floorCheck = drop(seq, check, floor, floorCheck, nil, cutoff)

local function isKnown(fingerprint)
  return redis.call('SISMEMBER', KEYS[3], fingerprint) == 1 or redis.call('SISMEMBER', KEYS[4], fingerprint) == 1
end

local function remember(fingerprint)
  local seenKey = KEYS[3 + gen]
  redis.call('SADD', seenKey, fingerprint)
  if redis.call('SCARD', seenKey) >= remembered then
    redis.call('DEL', KEYS[4 - gen])
    gen = 1 - gen
  end
end

-- Time never goes back along the sequence, and never ahead of this service's clock.
local function notBackNorAhead(created)
  if created == '' or created > now then
    created = now
  end
  return created < at and at or created
end

local added = 0
for i = FIRST, #ARGV, EACH do
  local fingerprint = ARGV[i]
  if not isKnown(fingerprint) then
    seq, check, at = seq + 1, ARGV[i + 1], notBackNorAhead(ARGV[i + 2])
    local member = check .. '"createdAt":"' .. at .. '",' .. ARGV[i + 3]
    redis.call('ZADD', entriesKey, seq, member)
    largest = math.max(largest, #member)
    remember(fingerprint)
    added = added + 1
  end
end
if added == 0 then
  return 0
end

redis.call('HSET', metaKey, 'seq', seq, 'check', check, 'at', at, 'gen', gen, 'largest', largest)
drop(seq, check, floor, floorCheck, max, cutoff)
redis.call('PEXPIRE', entriesKey, life)
redis.call('PEXPIRE', KEYS[3], counterLife)
redis.call('PEXPIRE', KEYS[4], counterLife)
redis.call('PEXPIRE', metaKey, counterLife)
redis.call('SPUBLISH', KEYS[5], '')
return added
