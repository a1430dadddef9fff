package org.messageroaming.reliability;

import java.time.Duration;
import java.util.List;
import org.messageroaming.reliability.fault.Fault;

/**
 * What one round is to be.
 *
 * @param faults strike at the same time, each in a thread of its own
 * @param repeat how many times they strike
 * @param users how many users, each with a sender and a device that pulls
 * @param groups how many conversations
 * @param calm how long everything runs before the faults, and again after them
 * @param outage how long an outage lasts
 * @param longOutage how long one lasts that is to build up a backlog
 * @param patience how long everything may take to work again, and what is owed to arrive, before that is a finding
 */
record RoundPlan(
        List<Fault> faults,
        int repeat,
        int users,
        int groups,
        Duration calm,
        Duration outage,
        Duration longOutage,
        Duration patience) {

    RoundPlan {
        faults = List.copyOf(faults);
    }

    /** A few seconds: for every build. */
    static RoundPlan brief(Fault... faults) {
        return new RoundPlan(
                List.of(faults),
                1,
                12,
                12,
                Duration.ofMillis(700),
                Duration.ofMillis(1500),
                Duration.ofSeconds(8),
                Duration.ofMinutes(2));
    }

    /** Two minutes or more, most of it load: for the long form. */
    static RoundPlan thorough(List<Fault> faults, Duration longOutage) {
        return new RoundPlan(
                faults, 1, 32, 40, Duration.ofSeconds(45), Duration.ofSeconds(3), longOutage, Duration.ofMinutes(3));
    }

    RoundPlan repeated(int times) {
        return new RoundPlan(faults, times, users, groups, calm, outage, longOutage, patience);
    }

    /** Of services that are known to be broken not much is expected. */
    RoundPlan impatient() {
        return new RoundPlan(faults, repeat, users, groups, calm, outage, longOutage, Duration.ofSeconds(10));
    }

    String text() {
        return faults.isEmpty() ? "none" : faults.size() == 1 ? faults.get(0).text() : "several at once";
    }
}
