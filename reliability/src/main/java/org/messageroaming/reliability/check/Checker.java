package org.messageroaming.reliability.check;

import java.time.Duration;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Load;
import org.messageroaming.reliability.load.Violations;

/** The verdict on a round: waits until everything owed has arrived, then checks every message. */
public final class Checker {
    /** What is not acknowledged, and what is of conversations whose members change, follows what was waited for. */
    private static final long SETTLE_MILLIS = 1500;

    private final Violations violations;
    private final Pages pages;

    public Checker(Services services, Tokens tokens, Calls calls, Violations violations) {
        this.violations = violations;
        this.pages = new Pages(services, tokens, calls);
    }

    /** Waits until what is owed has been delivered; what is not within the limit is found missing by {@link #check}. */
    public void awaitDeliveries(Load load, boolean losesWrites, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!DeliveryCheck.isComplete(load, losesWrites) && System.nanoTime() - end < 0) {
                Thread.sleep(500);
            }
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Checks a round whose clients have ended.
     *
     * @param losesWrites whether Redis went back to an older copy of its data: then devices may be told so instead of given something,
     *     and a recalled message's content may be back in an inbox
     */
    public void check(Load load, boolean losesWrites) {
        HistoryCheck history = new HistoryCheck(pages, violations);
        history.run(load);
        new InboxCheck(pages, history, violations, losesWrites).run(load);
        new DeliveryCheck(violations, losesWrites).run(load);
        new MembershipCheck(pages, violations).run(load.churn());
        DeviceCheck devices = new DeviceCheck(pages, violations);
        load.followers().forEach(devices::run);
    }
}
