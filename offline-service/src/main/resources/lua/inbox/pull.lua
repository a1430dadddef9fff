-- Reads on in one inbox, and checks the cursor's proof. Drops what is too old on the way; begins an inbox where there is none, so
-- that its loss is noticed later. Gives the first entries only, which are all in most pulls: each would become a string of Lua's, and
-- that takes longer than to find it. The service reads what follows as it stands, see PullPage. O(log N + M) for M entries given.
-- Returns {verdict, incarnation, seq, check, tip, tipCheck, room, largest, entry, entry, …}: the verdict is '', 'RETENTION' or 'RESET';
-- seq and check name the last entry given (or where the next pull goes on), tip the newest one. An entry is its check and then its
-- JSON after the sequence, which the reader counts: the last one's is seq. room is how many bytes more may be given, 0 when the
-- next entry has more; largest is as in meta.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1
-- ARGV 1 incarnation   for an inbox that begins now
--      2 cutoff        entries created before are dropped; RFC 3339 with milliseconds
--      3 counterLife   milliseconds until the inbox is forgotten when nothing happens to it
--      4 mode          'oldest', 'latest' or 'after'
--      5 limit         how many entries at most
--      6 size          how many bytes the entries given may have together; the first is given whatever it has
--      for 'after', from the cursor:
--      7 incarnation, 8 seq, 9 check, 10 tip, 11 tipCheck
--     12 lostVerdict   what it means when the incarnation is another: 'RETENTION' for a cursor so old that the inbox may have
--                      expired since, else 'RESET'
local FIRST = 32
local counterLife, mode, limit, size = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])

if redis.call('EXISTS', metaKey) == 0 then
  begin(ARGV[1], counterLife)
elseif redis.call('PTTL', metaKey) < counterLife / 2 then
  redis.call('PEXPIRE', metaKey, counterLife)
end

local inbox = current(ARGV[2])
local verdict, from = '', inbox.floor
if mode == 'after' then
  local seq = tonumber(ARGV[8])
  local cursor = {inc = ARGV[7], seq = seq, check = ARGV[9], tip = tonumber(ARGV[10]), tipCheck = ARGV[11]}
  verdict = judge(inbox, cursor, ARGV[12])
  if verdict == '' then
    from = seq
  end
elseif mode == 'latest' then
  from = inbox.last
end

-- How long {"seq":N, is, which stands before what is stored, and from which N on it is longer by one.
local function head(seq)
  local digits = #string.format('%.0f', seq)
  return 8 + digits, 10 ^ digits
end

-- What comes after `from` as far as limit and size go, behind `result`. Returns where it ends, that entry's check (nil when none is
-- given) and how much room is left.
local function give(result, from)
  local members = redis.call('ZRANGE', entriesKey, from + 1, '+inf', 'BYSCORE', 'LIMIT', 0, math.min(FIRST, limit))
  local headSize, longerFrom = head(from + 1)
  local room, check = size, nil
  for i, member in ipairs(members) do
    if from + 1 == longerFrom then
      headSize, longerFrom = head(from + 1)
    end
    local left = room - (headSize + #member - CHECK)
    if left < 0 and i > 1 then
      return from, check, 0
    end
    room, from, check = math.max(left, 0), from + 1, string.sub(member, 1, CHECK)
    result[#result + 1] = member
  end
  return from, check, room
end

local last = inbox.last
local result = {verdict, inbox.inc, '', '', string.format('%.0f', last), inbox.lastCheck, 0, inbox.largest}
local to, check, room = from, nil, size
if from < last then
  to, check, room = give(result, from)
end
result[3] = string.format('%.0f', to)
result[4] = check or checkOf(inbox, from)
result[7] = room
return result
