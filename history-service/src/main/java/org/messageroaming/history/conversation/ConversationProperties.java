package org.messageroaming.history.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a conversation.
 *
 * @param maxMembers how many current members it may have; bounds a partition
 * @param maxIntervals how many separate stretches of visible history one user may collect by leaving and rejoining; bounds a row
 * @param departureMemory for how long after a leaving a recall still looks into the user's inbox; at least twice
 *     offline-service's {@code roaming.offline.inbox.max-age}
 * @param listMemory for how long one may go on paging through a conversation list
 * @param listParallelism how many conversations of a list are read at the same time, with their last messages
 */
@ConfigurationProperties("roaming.history.conversation")
public record ConversationProperties(
        @DefaultValue("5000") int maxMembers,
        @DefaultValue("500") int maxIntervals,
        @DefaultValue("15d") Duration departureMemory,
        @DefaultValue("1h") Duration listMemory,
        @DefaultValue("64") int listParallelism) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public ConversationProperties {
        if (maxMembers < 2 || maxMembers > 100_000) {
            throw new IllegalArgumentException("roaming.history.conversation.max-members must be from 2 to 100000");
        }
        if (maxIntervals < 1 || maxIntervals > 1000) {
            throw new IllegalArgumentException("roaming.history.conversation.max-intervals must be from 1 to 1000");
        }
        require(departureMemory, "departure-memory");
        require(listMemory, "list-memory");
        if (listParallelism < 1 || listParallelism > 64) {
            throw new IllegalArgumentException("roaming.history.conversation.list-parallelism must be from 1 to 64");
        }
    }

    private static void require(Duration duration, String property) {
        if (duration.toSeconds() < 1 || duration.toDays() > 3650) {
            throw new IllegalArgumentException(
                    "roaming.history.conversation." + property + " must be from 1s to 3650d");
        }
    }
}
