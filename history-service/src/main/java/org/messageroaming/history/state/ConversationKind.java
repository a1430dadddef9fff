package org.messageroaming.history.state;

/** How many people a conversation is for. */
public enum ConversationKind {
    /** Exactly two members. */
    DIRECT,
    /** Any number of members up to the configured limit. */
    GROUP
}
