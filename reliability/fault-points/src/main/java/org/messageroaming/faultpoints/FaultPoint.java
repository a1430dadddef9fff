package org.messageroaming.faultpoints;

/** Where a service can be made to die or to linger: between two steps of which only one is done. */
public enum FaultPoint {
    /** history-service: an entry is claimed, and not applied. */
    CLAIMED,
    /** history-service: an entry is applied, and nobody is answered. */
    APPLIED,
    /** history-service: the fan-out is about to deliver. */
    BEFORE_DELIVERY,
    /** history-service: something is delivered, and the delivered mark is not moved. */
    DELIVERED,
    /** history-service: a segment of the journal is sealed, and its entries are not deleted. */
    SEGMENT_SEALED,
    /** offline-service: entries are in the inboxes, and the deliverer is not answered. */
    INBOX_WRITTEN
}
