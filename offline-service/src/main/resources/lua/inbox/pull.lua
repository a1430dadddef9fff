-- Reads on in one inbox, and checks the cursor's proof. Drops what is too old on the way; begins an inbox where there is none, so
-- that its loss is noticed later. O(log N + M) for M entries given.
-- Returns {verdict, incarnation, seq, check, tip, tipCheck, more, {entry, entry, …}, {entry, …}, …}: the verdict is '', 'RETENTION' or
-- 'RESET'; seq and check name the last entry given (or where the next pull goes on), tip the newest one; more is 1 or 0. An entry is
-- its check and then its JSON after the sequence, which the reader counts: the last one's is seq.
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
-- What is read beyond `size` is read for nothing, so not all that may be given is read at once. What is read is given as it is: making
-- a thousand strings anew would cost more than reading them.
local CHUNK = 128
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

local last = inbox.last
local result = {verdict, inbox.inc, 0, '', 0, inbox.lastCheck, 0}

-- How long {"seq":N, is, which stands before what is stored, and from which N on it is longer by one.
local function head(seq)
  local digits = #string.format('%.0f', seq)
  return 8 + digits, 10 ^ digits
end

-- Gives what comes after `from` as far as limit and size go. Returns the last sequence given and its member; nil when there is none.
local function give(from)
  local room, newest, to = size, nil, math.min(last, from + limit)
  -- Found out at the first entry: most pulls have none.
  local headSize, longerFrom = 0, from + 1
  while from < to do
    local count = math.min(CHUNK, to - from)
    local members = redis.call('ZRANGE', entriesKey, from + 1, '+inf', 'BYSCORE', 'LIMIT', 0, count)
    result[#result + 1] = members
    for i, member in ipairs(members) do
      if from + 1 == longerFrom then
        headSize, longerFrom = head(from + 1)
      end
      room = room - (headSize + #member - CHECK)
      if newest and room < 0 then
        members[i] = nil
        return from, newest
      end
      from, newest = from + 1, member
    end
    if #members < count then
      break
    end
  end
  return from, newest
end

local to, newest = give(from)
result[3] = string.format('%.0f', to)
result[4] = newest and string.sub(newest, 1, CHECK) or checkOf(inbox, from)
result[5] = string.format('%.0f', last)
result[7] = to < last and 1 or 0
return result
