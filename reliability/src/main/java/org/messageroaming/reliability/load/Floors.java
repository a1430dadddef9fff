package org.messageroaming.reliability.load;

import java.util.concurrent.ConcurrentHashMap;

/** For each conversation the greatest sequence that somebody was told of: nobody may be shown less from then on. */
final class Floors {
    private final ConcurrentHashMap<String, Long> floors = new ConcurrentHashMap<>();

    long of(String conversation) {
        return floors.getOrDefault(conversation, 0L);
    }

    void raise(String conversation, long seq) {
        floors.merge(conversation, seq, Math::max);
    }
}
