-- Removes one inbox: its entries, its counters, the ids that it has seen, and what is remembered of the user's devices. Whoever waits
-- for it is woken, pulls, and is told that it began anew. Idempotent. O(entries + ids).
-- Returns how many keys were removed.
--
-- KEYS 1 entries, 2 meta, 3 seen:0, 4 seen:1, 5 devices, 6 wake: the channel of those who wait for this inbox
local removed = redis.call('DEL', entriesKey, metaKey, KEYS[3], KEYS[4], KEYS[5])
redis.call('SPUBLISH', KEYS[6], '')
return removed
