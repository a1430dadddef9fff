package org.messageroaming.reliability.check;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Follower;
import org.messageroaming.reliability.load.Violations;

/** The verdict on a round: waits until everything owed has arrived, then checks every message. */
public final class Checker {
    private static final long LOOK_MILLIS = 200;
    /** What comes twice, or should not come at all, gets the time to come. */
    private static final long SETTLE_MILLIS = 500;

    private final Violations violations;
    private final Pages pages;

    public Checker(Services services, Tokens tokens, Calls calls, Violations violations) {
        this(new RestPages(services, tokens, calls), violations);
    }

    Checker(Pages pages, Violations violations) {
        this.violations = violations;
        this.pages = pages;
    }

    /** Waits until what is owed has been delivered; what is not within the limit is found missing by {@link #check}. */
    public void awaitDeliveries(Evidence evidence, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        await(() -> DeliveryCheck.isComplete(evidence), end);
        HistoryCheck history = new HistoryCheck(evidence, pages, new Violations());
        history.run();
        Entitled entitled = new Entitled(evidence, pages);
        await(() -> isComplete(evidence, history, entitled), end);
        Thread.sleep(SETTLE_MILLIS);
    }

    private static void await(BooleanSupplier complete, long end) throws InterruptedException {
        while (!complete.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Also what was not acknowledged and is there, and what is of conversations whose members change. */
    private static boolean isComplete(Evidence evidence, HistoryCheck history, Entitled entitled) {
        return evidence.received().stream()
                .allMatch(received -> evidence.groups().stream()
                        .filter(group -> group.members().contains(received.user()))
                        .allMatch(group -> history.messages(group.id()).stream()
                                .mapToLong(message -> message.path("seq").asLong())
                                .allMatch(seq -> received.hasMessage(group.id(), seq)
                                        || !entitled.isOwed(group, received.user(), seq)
                                        || entitled.isExcused(group, received, seq))));
    }

    /** Checks a round whose clients have ended. */
    public void check(Evidence evidence, List<Follower> followers) {
        HistoryCheck history = new HistoryCheck(evidence, pages, violations);
        history.run();
        new InboxCheck(evidence, pages, history, violations).run();
        new DeliveryCheck(evidence, violations).run();
        new OperationCheck(evidence, violations).run();
        evidence.received()
                .forEach(received -> violations.require(
                        received.resets() == 0 || evidence.losses().resets(),
                        "I3",
                        received.user() + " was told that its inbox is another one, which it is not"));
        new MembershipCheck(evidence, pages, violations).run();
        DeviceCheck devices = new DeviceCheck(pages, violations);
        followers.forEach(devices::run);
    }
}
