-- Stands before the scripts of this folder: what adding and pulling have in common.
--
-- Keys of one inbox, all with the hash tag {user}:
--   entries  sorted set: score = sequence, member = 6 characters of check, then the entry's JSON, which begins
--            {"seq":N,"createdAt":"…". The check is drawn anew for every attempt to deliver.
--   meta     hash: inc       incarnation, drawn when the inbox began
--                  seq       the newest sequence ever given; 0 at first
--                  check     the newest entry's check; '' at first
--                  floor     the greatest sequence that was dropped; 0 at first
--                  floorCheck  that entry's check; '' at first
--                  at        the newest entry's createdAt, RFC 3339 with milliseconds: text order is time order
--                  gen       which of the two sets of seen ids is being filled: 0 or 1
--   seen:0, seen:1  sets of 63-bit fingerprints of entry ids
local CHECK = 6
local entriesKey, metaKey = KEYS[1], KEYS[2]

-- Begins an inbox where there is none. What is left of a lost one is dropped, since its numbers would be reused.
local function begin(incarnation)
  redis.call('DEL', entriesKey, KEYS[3], KEYS[4])
  redis.call('HSET', metaKey, 'inc', incarnation, 'seq', 0, 'check', '', 'floor', 0, 'floorCheck', '', 'at', '', 'gen', 0)
end

local function createdAt(member)
  return string.match(member, '"createdAt":"([^"]+)"')
end

-- Drops the oldest entries: what is beyond `max` (nil: no such limit) and what was created before `cutoff`. O(log N + dropped).
-- Returns floor and floorCheck as they are then.
local function drop(seq, lastCheck, floor, floorCheck, max, cutoff)
  local before = floor
  if max and seq - floor > max then
    local count = seq - floor - max
    local last = redis.call('ZRANGE', entriesKey, count - 1, count - 1)[1]
    redis.call('ZREMRANGEBYRANK', entriesKey, 0, count - 1)
    floor = floor + count
    floorCheck = last and string.sub(last, 1, CHECK) or ''
  end
  while floor < seq do
    local oldest = redis.call('ZRANGE', entriesKey, 0, 0)[1]
    if not oldest then
      -- The entries expired as a whole.
      floor, floorCheck = seq, lastCheck
    elseif createdAt(oldest) < cutoff then
      redis.call('ZREMRANGEBYRANK', entriesKey, 0, 0)
      floor, floorCheck = floor + 1, string.sub(oldest, 1, CHECK)
    else
      break
    end
  end
  if floor ~= before then
    redis.call('HSET', metaKey, 'floor', floor, 'floorCheck', floorCheck)
  end
  return floor, floorCheck
end
