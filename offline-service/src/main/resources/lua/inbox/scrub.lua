-- Takes a recalled message's content out of one inbox: the entry of the message, and those of its edits, stay in their place with
-- their sequence, check and id, so that every cursor stays valid. Idempotent. Looks from the newest entry back, and stops at the
-- message itself, since its edits come after it: O(log N + entries since the message).
-- Returns how many entries were changed.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1
-- ARGV 1 message      how an entry of the message goes on from its kind, up to the sequence: "kind":"MESSAGE","message":{…
--      2 edit         the same for an edit of it
--      3 replacement  the message's JSON without its content
local CHUNK = 64
local message, edit, replacement = ARGV[1], ARGV[2], ARGV[3]

-- Nothing before the kind is free text, so the first place where it stands is the place.
local function goesOnWith(member, kindAt, text)
  return string.sub(member, kindAt, kindAt + #text - 1) == text
end

-- The content is an edit's last field. A field before it may hold a content of its own, so the first cut that leaves JSON is the
-- cut: within such a field braces would be missing. Only what stands before the edit's content is parsed.
local function withoutContent(member, kindAt)
  local contentAt = string.find(member, ',"content":', kindAt, true)
  while contentAt do
    local new = string.sub(member, 1, contentAt) .. '"content":null}}'
    if pcall(cjson.decode, '{' .. string.sub(new, CHECK + 1)) then
      return new
    end
    contentAt = string.find(member, ',"content":', contentAt + 1, true)
  end
  return member
end

local function scrubbed(member)
  local kindAt = string.find(member, '"kind":', 1, true)
  if not kindAt then
    return member, false
  elseif goesOnWith(member, kindAt, message) then
    return string.sub(member, 1, kindAt - 1) .. '"kind":"MESSAGE","message":' .. replacement .. '}', true
  elseif goesOnWith(member, kindAt, edit) then
    return withoutContent(member, kindAt), false
  end
  return member, false
end

local changed = 0
for to = -1, -redis.call('ZCARD', entriesKey), -CHUNK do
  local members = redis.call('ZRANGE', entriesKey, to - CHUNK + 1, to, 'WITHSCORES')
  for i = #members - 1, 1, -2 do
    local new, found = scrubbed(members[i])
    if new ~= members[i] then
      -- In this order: a set whose only member goes is gone, and its expiry with it.
      redis.call('ZADD', entriesKey, members[i + 1], new)
      redis.call('ZREM', entriesKey, members[i])
      changed = changed + 1
    end
    if found then
      return changed
    end
  end
end
return changed
