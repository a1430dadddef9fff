package org.messageroaming.history.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a conversation.
 *
 * @param maxMembers how many current members it may have; bounds a partition
 * @param maxIntervals how many separate stretches of visible history one user may collect by leaving and rejoining; bounds a row
 */
@ConfigurationProperties("roaming.history.conversation")
public record ConversationProperties(
        @DefaultValue("5000") int maxMembers,
        @DefaultValue("500") int maxIntervals) {

    /** @throws IllegalArgumentException when a value is out of its range; the message names the property */
    public ConversationProperties {
        if (maxMembers < 2 || maxMembers > 100_000) {
            throw new IllegalArgumentException("roaming.history.conversation.max-members must be from 2 to 100000");
        }
        if (maxIntervals < 1 || maxIntervals > 1000) {
            throw new IllegalArgumentException("roaming.history.conversation.max-intervals must be from 1 to 1000");
        }
    }
}
