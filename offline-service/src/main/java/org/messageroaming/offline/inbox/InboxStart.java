package org.messageroaming.offline.inbox;

/** Where a pull begins. */
public sealed interface InboxStart {

    /** With the oldest entry that is kept. */
    record Oldest() implements InboxStart {}

    /** After the newest entry: nothing but its cursor is wanted. */
    record Latest() implements InboxStart {}

    /** After the entry that a cursor names. */
    record After(InboxCursor cursor) implements InboxStart {}
}
