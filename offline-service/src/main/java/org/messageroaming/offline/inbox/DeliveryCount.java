package org.messageroaming.offline.inbox;

/**
 * What deliveries came to, counted per recipient.
 *
 * @param accepted entries that inboxes have now and did not have before
 * @param duplicates entries that inboxes had before
 */
public record DeliveryCount(long accepted, long duplicates) {}
