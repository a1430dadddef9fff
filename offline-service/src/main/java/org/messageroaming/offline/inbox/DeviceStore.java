package org.messageroaming.offline.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.DeviceId;
import org.messageroaming.model.UserId;

/**
 * How far users' devices have come. Each step is atomic. A stage completes exceptionally, within the store's time limit, when the
 * store does not answer; repeating the step is safe.
 */
public interface DeviceStore {

    /**
     * Remembers a device's cursor unless it is behind the one that is remembered. One that the inbox cannot prove any more gives
     * way to any other, and never replaces one that it can.
     *
     * @return what is remembered now
     */
    CompletionStage<DeviceCursor> remember(UserId user, DeviceId device, InboxCursor cursor, Instant now);

    /** All devices by id ascending. */
    CompletionStage<List<DeviceCursor>> all(UserId user, Instant now);

    /** A device's cursor; empty when none is remembered. */
    CompletionStage<Optional<InboxCursor>> find(UserId user, DeviceId device);

    /** Forgets a device; whoever is not known stays so. */
    CompletionStage<Void> forget(UserId user, DeviceId device);
}
