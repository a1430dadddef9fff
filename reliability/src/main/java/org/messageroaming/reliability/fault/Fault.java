package org.messageroaming.reliability.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.messageroaming.localstack.LocalStackException;
import org.messageroaming.reliability.deployment.Instance;
import org.messageroaming.reliability.deployment.RedisPair;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.deployment.Stores;

/** What can go wrong. Each strikes, lasts for a while, and is healed when {@link #strike} returns. */
public enum Fault {
    HISTORY_KILLED("history-service killed (`kill -9`)", target -> kill(target, target.anyHistory())),
    KILLED_AFTER_CLAIM("… between claim and application", target -> killAt(target, target.anyHistory(), "CLAIMED")),
    KILLED_AFTER_APPLYING("… between application and answer", target -> killAt(target, target.anyHistory(), "APPLIED")),
    KILLED_BEFORE_DELIVERY(
            "… between claim and fan-out", target -> killAt(target, target.anyHistory(), "BEFORE_DELIVERY")),
    KILLED_AFTER_DELIVERY(
            "… between inbox write and delivered mark", target -> killAt(target, target.anyHistory(), "DELIVERED")),
    KILLED_IN_DELETION("… while a segment is deleted", target -> killAt(target, target.anyHistory(), "SEGMENT_SEALED")),
    HISTORY_PAUSED("history-service stopped for a while (`SIGSTOP`)", target -> pause(target, target.anyHistory())),
    HISTORY_LINGERS("an entry claimed, applied seconds later, then `kill -9`", Fault::linger),
    OFFLINE_KILLED("offline-service killed (`kill -9`)", target -> kill(target, target.anyOffline())),
    OFFLINE_PAUSED("offline-service stopped for a while (`SIGSTOP`)", target -> pause(target, target.anyOffline())),
    KILLED_AFTER_INBOX_WRITE(
            "… between inbox write and answer", target -> killAt(target, target.anyOffline(), "INBOX_WRITTEN")),
    REDIS_KILLED("Redis killed (`kill -9`), restarted with its AOF", target -> {
        target.stores().redis().kill();
        Target.rest(target.length());
        target.stores().redis().heal();
        return true;
    }),
    REDIS_PAUSED("Redis stopped for a while (`SIGSTOP`)", target -> {
        target.stores().redis().pause();
        Target.rest(target.length().multipliedBy(2));
        target.stores().redis().heal();
        return true;
    }),
    REDIS_DOWN("Redis down for long", target -> {
        target.stores().redis().kill();
        Target.rest(target.longOutage());
        target.stores().redis().heal();
        return true;
    }),
    FAILOVER("Redis fails over to a replica that lags", target -> {
        RedisPair pair = (RedisPair) target.stores().redis();
        pair.letReplicaLag();
        Target.rest(Duration.ofMillis(300 + target.random().nextInt(1500)));
        pair.failOver();
        return true;
    }),
    CASSANDRA_KILLED("Cassandra node killed (`kill -9`)", target -> {
        target.stores().cassandra().kill();
        Target.rest(target.length());
        target.stores().cassandra().heal();
        return true;
    }),
    CASSANDRA_PAUSED("Cassandra node stopped for a while (`SIGSTOP`)", target -> {
        target.stores().cassandra().pause();
        Target.rest(target.length().multipliedBy(3));
        target.stores().cassandra().heal();
        return true;
    }),
    CASSANDRA_SLOW("Cassandra node slow", target -> {
        target.stores().cassandra().slow();
        Target.rest(target.length().multipliedBy(2));
        target.stores().cassandra().heal();
        return true;
    }),
    CONNECTIONS_CUT("connections cut in mid-answer", Fault::cut),
    WRONG_CLOCK("a back end's clock wrong", target -> {
        target.load().wrongClock();
        Target.rest(target.length());
        return true;
    }),
    RACE("all instances race on one conversation", target -> {
        target.load().race(true);
        Target.rest(target.length().multipliedBy(2));
        target.load().race(false);
        return true;
    }),
    ROLLING_RESTART("rolling restart of everything", Fault::restartAll);

    private static final Set<Fault> RESETTING = Set.of(REDIS_KILLED, REDIS_DOWN, FAILOVER, ROLLING_RESTART);
    private static final int CUTS = 10;
    private static final Duration LINGER = Duration.ofSeconds(4);
    private static final Duration DIES_WITHIN = Duration.ofSeconds(60);
    private static final Duration DYING = Duration.ofSeconds(5);

    private final String text;
    /** Lambdas without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Strike strike;

    Fault(String text, Strike strike) {
        this.text = text;
        this.strike = strike;
    }

    private interface Strike {
        /** Returns whether what is to be struck was there. */
        boolean on(Target target) throws InterruptedException;
    }

    /** What it is called in reports. */
    public String text() {
        return text;
    }

    /** The faults that stores of a kind can have. */
    public static List<Fault> of(Stores stores) {
        return Stream.of(values())
                .filter(fault -> fault != FAILOVER || stores.canFailOver())
                .toList();
    }

    /** Whether Redis may go back to an older copy of its data by it. */
    public boolean losesWrites() {
        return this == FAILOVER;
    }

    /** Whether a single Redis comes back by it as one that may have lost something, so that devices are told. */
    public boolean resetsInboxes() {
        return RESETTING.contains(this);
    }

    /** Strikes, and returns when it is healed: whether it happened as it is called. */
    public boolean strike(Target target) throws InterruptedException {
        return strike.on(target);
    }

    private static boolean kill(Target target, Instance victim) throws InterruptedException {
        boolean alive = victim.isAlive();
        victim.kill();
        Target.rest(target.length());
        victim.tryRevive();
        return alive;
    }

    private static boolean pause(Target target, Instance victim) throws InterruptedException {
        boolean alive = victim.isAlive();
        victim.pause();
        Target.rest(target.length().multipliedBy(2));
        victim.resume();
        return alive;
    }

    private static boolean killAt(Target target, Instance victim, String point) throws InterruptedException {
        boolean alive = victim.isAlive();
        arm(victim, point, "KILL", 1 + target.random().nextInt(5), Duration.ZERO);
        boolean passed = diesByItself(victim, DIES_WITHIN);
        Target.rest(target.length());
        victim.tryRevive();
        return alive && passed;
    }

    /** An instance that dies before it answers passed its point at once, or another fault has killed it. */
    private static void arm(Instance victim, String point, String action, int passes, Duration linger)
            throws InterruptedException {
        try {
            victim.arm(point, action, passes, linger);
        } catch (LocalStackException e) {
            if (!victim.awaitDeath(DYING)) {
                throw e;
            }
        }
    }

    /** When nothing passes the point the instance is killed where it is. */
    private static boolean diesByItself(Instance victim, Duration limit) throws InterruptedException {
        boolean gone = victim.awaitDeath(limit);
        boolean byItself = gone && victim.diedByItself();
        if (!gone) {
            victim.kill();
        }
        return byItself;
    }

    /** What it claimed is applied by others meanwhile, and changed; what it writes afterwards must not undo that. */
    private static boolean linger(Target target) throws InterruptedException {
        Instance victim = target.anyHistory();
        boolean alive = victim.isAlive();
        arm(victim, "CLAIMED", "LINGER_THEN_DIE", 1 + target.random().nextInt(3), LINGER);
        boolean passed = diesByItself(victim, LINGER.plus(DIES_WITHIN));
        victim.tryRevive();
        return alive && passed;
    }

    private static boolean cut(Target target) throws InterruptedException {
        Services services = target.services();
        long before = services.cuts();
        for (int i = 0; i < CUTS; i++) {
            services.all().forEach(instance -> instance.wire().cutInAnswers());
            services.betweenServices().cutInAnswers();
            target.stores().redis().cut();
            Target.rest(target.length().dividedBy(CUTS));
        }
        return services.cuts() > before;
    }

    private static boolean restartAll(Target target) {
        for (Instance instance : target.services().all()) {
            instance.stop();
            instance.tryRevive();
        }
        target.stores().redis().restart();
        target.stores().cassandra().restart();
        return true;
    }
}
