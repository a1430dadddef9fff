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
  begin(ARGV[1], counterLife)
elseif redis.call('PTTL', metaKey) < counterLife / 2 then
  redis.call('PEXPIRE', metaKey, counterLife)
end

local inbox = current(ARGV[2])
local verdict, from = '', inbox.floor
if mode == 'after' then
  local seq = tonumber(ARGV[7])
  local cursor = {inc = ARGV[6], seq = seq, check = ARGV[8], tip = tonumber(ARGV[9]), tipCheck = ARGV[10]}
  verdict = judge(inbox, cursor, ARGV[11])
  if verdict == '' then
    from = seq
  end
elseif mode == 'latest' then
  from = inbox.last
end

local last = inbox.last
local result = {verdict, inbox.inc, from, checkOf(inbox, from), last, inbox.lastCheck, 0}
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
