-- Stands before the scripts of this folder: what they have in common.
--
-- Keys of one inbox, all with the hash tag {user}:
--   entries  sorted set: score = sequence, member = 6 characters of check, then the entry's JSON after its sequence:
--            "createdAt":"…",…}. The check is drawn anew for every attempt to deliver.
--   meta     hash: inc       incarnation, drawn when the inbox began
--                  seq       the newest sequence ever given; 0 at first
--                  check     the newest entry's check; '' at first
--                  floor     the greatest sequence that was dropped; 0 at first
--                  floorCheck  that entry's check; '' at first
--                  at        the newest entry's createdAt, RFC 3339 with milliseconds: text order is time order
--                  gen       which of the two sets of seen ids is being filled: 0 or 1
--                  largest   how many bytes the largest member had that was added since the inbox was last empty; 0 at first. Where it is
--                            missing: MAX_MEMBER
--   seen:0, seen:1  sets of 63-bit fingerprints of entry ids
local CHECK = 6
local MAX_MEMBER = 1024 * 1024
local entriesKey, metaKey = KEYS[1], KEYS[2]

-- Begins an inbox where there is none, for `life` milliseconds. What is left of a lost one is dropped, since its numbers would be reused.
local function begin(incarnation, life)
  redis.call('DEL', entriesKey, KEYS[3], KEYS[4])
  redis.call('HSET', metaKey, 'inc', incarnation, 'seq', 0, 'check', '', 'floor', 0, 'floorCheck', '', 'at', '', 'gen', 0,
    'largest', 0)
  redis.call('PEXPIRE', metaKey, life)
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

-- The inbox as it is once what is too old was dropped: {inc, last, lastCheck, floor, floorCheck, largest}. With the era in its
-- incarnation an inbox is another one after a failover: what was lost then, and was never pulled, no check of an entry could tell of.
local function current(cutoff)
  local meta = redis.call('HMGET', metaKey, 'inc', 'seq', 'check', 'floor', 'floorCheck', 'largest')
  local last = tonumber(meta[2])
  local floor, floorCheck = drop(last, meta[3], tonumber(meta[4]), meta[5], nil, cutoff)
  return {
    inc = meta[1] .. era(), last = last, lastCheck = meta[3], floor = floor, floorCheck = floorCheck,
    largest = tonumber(meta[6]) or MAX_MEMBER
  }
end

-- The check of an entry from floor to last; nil when there is none.
local function checkOf(inbox, seq)
  if seq == inbox.last then
    return inbox.lastCheck
  elseif seq == inbox.floor then
    return inbox.floorCheck
  end
  local member = redis.call('ZRANGE', entriesKey, seq, seq, 'BYSCORE')[1]
  return member and string.sub(member, 1, CHECK)
end

-- What an inbox says to a cursor {inc, seq, check, tip, tipCheck}: '', 'RETENTION' or 'RESET'; `lost` when the inbox is another.
local function judge(inbox, cursor, lost)
  if cursor.inc ~= inbox.inc then
    return lost
  elseif cursor.seq > inbox.last or cursor.tip > inbox.last then
    return 'RESET'
  elseif cursor.tip >= inbox.floor and checkOf(inbox, cursor.tip) ~= cursor.tipCheck then
    return 'RESET'
  elseif cursor.seq < inbox.floor then
    return 'RETENTION'
  elseif checkOf(inbox, cursor.seq) ~= cursor.check then
    return 'RESET'
  end
  return ''
end

-- The cursor in a remembered device's value, updatedAt~inc~seq~check~tip~tipCheck~issuedAt.
local function cursorOf(value)
  local parts = {}
  for part in string.gmatch(value .. '~', '([^~]*)~') do
    parts[#parts + 1] = part
  end
  return {inc = parts[2], seq = tonumber(parts[3]), check = parts[4], tip = tonumber(parts[5]), tipCheck = parts[6]}
end

-- How many kept entries come after a cursor; all of them when the cursor is of no use.
local function pending(inbox, cursor)
  return inbox.last - (judge(inbox, cursor, 'RESET') == '' and cursor.seq or inbox.floor)
end
