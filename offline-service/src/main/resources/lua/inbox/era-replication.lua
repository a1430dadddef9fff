-- Stands before retention.lua. The line of history that this server's data belong to: Redis draws a new replication id when it
-- starts and when a replica is promoted, so as long as it is the same, nothing that was acknowledged has been lost. It is drawn anew
-- for the first replica, too, and some time after the last one has gone: false alarms. O(1).
local function era()
  return string.sub(string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)'), 1, 8)
end
