package org.messageroaming.offline.inbox;

import java.time.Instant;
import org.messageroaming.model.DeviceId;

/**
 * How far a device has come, as far as it said.
 *
 * @param updatedAt when it said so
 * @param pending how many entries that are still kept come after the cursor; all of them when it is of no use any more
 */
public record DeviceCursor(DeviceId deviceId, InboxCursor cursor, Instant updatedAt, long pending) {}
