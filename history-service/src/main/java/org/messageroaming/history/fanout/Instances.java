package org.messageroaming.history.fanout;

import java.util.Set;
import java.util.UUID;

/** Which instances of this service are alive. A wrong answer costs work done twice, nothing else. */
public interface Instances {

    /** Says that {@code self} lives, and returns the instances that said so lately, {@code self} included. */
    Set<UUID> heartbeat(UUID self);

    /** Says that {@code self} is about to stop. */
    void leave(UUID self);
}
