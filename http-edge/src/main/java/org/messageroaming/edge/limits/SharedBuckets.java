package org.messageroaming.edge.limits;

import java.util.concurrent.CompletionStage;

/** A bucket for each caller that all instances take from. */
interface SharedBuckets {

    /**
     * Takes from a caller's bucket, also what is not there any more: the requests have been served. Returns at once.
     *
     * @param caller its key among all callers
     * @param tokens how many, at least 1
     * @return what is left, below 0 when more was taken than there was; failed when that is not known
     */
    CompletionStage<Long> take(String caller, Rate rate, long tokens);
}
