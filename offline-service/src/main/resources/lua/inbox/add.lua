-- Adds entries to one inbox, in order: numbers, stores, trims and expires in one step. All entries of a delivery for one inbox go in
-- one call, so that whatever fails their order holds.
-- Returns how many were added; the inbox had the others' ids before. Idempotent by fingerprint. O(log N) an entry, amortised: an
-- entry that is dropped was added once. Commands take all entries at once, where they can: a call costs more than what it does.
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
-- How many values a command is given at once: unpack has a limit of some thousand.
local CHUNK = 1000
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
if floor == seq then
  largest = 0
end

local function callWithAll(command, key, values)
  for first = 1, #values, CHUNK do
    redis.call(command, key, unpack(values, first, math.min(first + CHUNK - 1, #values)))
  end
end

-- Which of the given entries are known, as a set of fingerprints.
local function known()
  local result = {}
  for first = FIRST, #ARGV, EACH * CHUNK do
    local asked = {}
    for i = first, math.min(first + EACH * (CHUNK - 1), #ARGV), EACH do
      asked[#asked + 1] = ARGV[i]
    end
    for generation = 0, 1 do
      for i, is in ipairs(redis.call('SMISMEMBER', KEYS[3 + generation], unpack(asked))) do
        if is == 1 then
          result[asked[i]] = true
        end
      end
    end
  end
  return result
end

-- Puts fingerprints into the set that is being filled, and goes over to the other one each time that it is full.
local function remember(fingerprints)
  local filled, some = redis.call('SCARD', KEYS[3 + gen]), {}
  for i, fingerprint in ipairs(fingerprints) do
    some[#some + 1] = fingerprint
    if filled + #some >= remembered or i == #fingerprints then
      callWithAll('SADD', KEYS[3 + gen], some)
      filled, some = filled + #some, {}
    end
    if filled >= remembered then
      redis.call('DEL', KEYS[4 - gen])
      gen, filled = 1 - gen, 0
    end
  end
end

-- Time never goes back along the sequence, and never ahead of this service's clock.
local function notBackNorAhead(created)
  if created == '' or created > now then
    created = now
  end
  return created < at and at or created
end

local isKnown, fingerprints, members = known(), {}, {}
for i = FIRST, #ARGV, EACH do
  local fingerprint = ARGV[i]
  if not isKnown[fingerprint] then
    seq, check, at = seq + 1, ARGV[i + 1], notBackNorAhead(ARGV[i + 2])
    local member = check .. '"createdAt":"' .. at .. '",' .. ARGV[i + 3]
    largest = math.max(largest, #member)
    isKnown[fingerprint] = true
    fingerprints[#fingerprints + 1] = fingerprint
    members[#members + 1] = seq
    members[#members + 1] = member
  end
end
local added = #fingerprints
if added == 0 then
  return 0
end

callWithAll('ZADD', entriesKey, members)
remember(fingerprints)
redis.call('HSET', metaKey, 'seq', seq, 'check', check, 'at', at, 'gen', gen, 'largest', largest)
drop(seq, check, floor, floorCheck, max, cutoff)
redis.call('PEXPIRE', entriesKey, life)
redis.call('PEXPIRE', KEYS[3], counterLife)
redis.call('PEXPIRE', KEYS[4], counterLife)
redis.call('PEXPIRE', metaKey, counterLife)
redis.call('SPUBLISH', KEYS[5], '')
return added
