-- Reads on in one inbox, and checks the cursor's proof. Drops what is too old on the way; begins an inbox where there is none, so
-- that its loss is noticed later. O(log N + M) for M entries given.
-- Returns {verdict, incarnation, seq, check, tip, tipCheck, more, entry, entry, …}: the verdict is '', 'RETENTION' or 'RESET';
-- seq and check name the last entry given (or where the next pull goes on), tip the newest one; more is 1 or 0. An entry is its
-- JSON without the check.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1
-- ARGV 1 incarnation   for an inbox that begins now
--      2 cutoff        entries created before are dropped; RFC 3339 with milliseconds
--      3 counterLife   milliseconds until the inbox is forgotten when nothing happens to it
--      4 mode          'oldest', 'latest' or 'after'
--      5 limit         how many entries at most
--      for 'after', from the cursor:
--      6 incarnation, 7 seq, 8 check, 9 tip, 10 tipCheck
--     11 lostVerdict   what it means when the incarnation is another: 'RETENTION' for a cursor so old that the inbox may have
--                      expired since, else 'RESET'
local counterLife, mode, limit = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])

if redis.call('EXISTS', metaKey) == 0 then
  begin(ARGV[1])
end
if redis.call('PTTL', metaKey) < counterLife / 2 then
  redis.call('PEXPIRE', metaKey, counterLife)
end

local meta = redis.call('HMGET', metaKey, 'inc', 'seq', 'check', 'floor', 'floorCheck')
local last, lastCheck = tonumber(meta[2]), meta[3]
local floor, floorCheck = drop(last, lastCheck, tonumber(meta[4]), meta[5], nil, ARGV[2])

-- The check of an entry from floor to last; nil when there is none.
local function checkOf(seq)
  if seq == last then
    return lastCheck
  elseif seq == floor then
    return floorCheck
  end
  local member = redis.call('ZRANGE', entriesKey, seq, seq, 'BYSCORE')[1]
  return member and string.sub(member, 1, CHECK)
end

local function judge(seq, check, tip, tipCheck)
  if ARGV[6] ~= meta[1] then
    return ARGV[11]
  elseif seq > last or tip > last or (tip >= floor and checkOf(tip) ~= tipCheck) then
    return 'RESET'
  elseif seq < floor then
    return 'RETENTION'
  elseif checkOf(seq) ~= check then
    return 'RESET'
  end
  return ''
end

local verdict, from = '', floor
if mode == 'after' then
  local seq = tonumber(ARGV[7])
  verdict = judge(seq, ARGV[8], tonumber(ARGV[9]), ARGV[10])
  if verdict == '' then
    from = seq
  end
elseif mode == 'latest' then
  from = last
end

local result = {verdict, meta[1], from, checkOf(from), last, lastCheck, 0}
if from < last then
  local members = redis.call('ZRANGE', entriesKey, from + 1, '+inf', 'BYSCORE', 'LIMIT', 0, limit)
  for i, member in ipairs(members) do
    result[7 + i] = string.sub(member, CHECK + 1)
  end
  from = from + #members
  result[4] = #members > 0 and string.sub(members[#members], 1, CHECK) or result[4]
end
result[3] = string.format('%.0f', from)
result[5] = string.format('%.0f', last)
result[7] = from < last and 1 or 0
return result
