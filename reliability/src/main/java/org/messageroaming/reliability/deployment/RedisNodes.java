package org.messageroaming.reliability.deployment;

import java.util.Map;

/** A Redis of some shape; one server at a time is harmed, and {@link #heal} undoes it. */
public interface RedisNodes extends AutoCloseable {

    /** By which environment services find it. */
    Map<String, String> environment();

    /** {@code kill -9} of a server that is written to. */
    void kill();

    /** {@code SIGSTOP} of a server that is written to. */
    void pause();

    /** Ends the servers that are written to in an orderly way and starts them again. */
    void restart();

    /** Connections end in the middle of an answer. */
    void cut();

    /** What was killed is started, what was paused goes on. */
    void heal();

    @Override
    void close();
}
