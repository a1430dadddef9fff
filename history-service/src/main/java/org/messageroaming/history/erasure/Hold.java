package org.messageroaming.history.erasure;

import org.messageroaming.model.problem.StoreUnavailableException;

/** An instance's right to be at an erasure. Two at once do no harm; it only spares the work. */
@FunctionalInterface
interface Hold {

    /**
     * Between any two steps: says that this instance is still at it.
     *
     * @param conversations how many it has done
     * @throws StoreUnavailableException when it must stop: another instance is at it, this one stops, or the store does not answer
     */
    void renew(int conversations);
}
