package org.messageroaming.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.reliability.check.Checker;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.fault.Fault;
import org.messageroaming.reliability.fault.Target;
import org.messageroaming.reliability.load.CallLog;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Load;
import org.messageroaming.reliability.load.Losses;
import org.messageroaming.reliability.load.Pulse;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.Watched;
import org.messageroaming.reliability.load.World;

/** Load, faults, healing, waiting, verdict: with users and conversations of its own. */
final class Round {
    private static final int LARGEST_GROUP = 4;
    /** For so long what was acknowledged may be on its way to an inbox, and to the devices that pull it, while all is well. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private final String name;
    private final RoundPlan plan;
    private final Services services;
    private final Stores stores;
    private final Tokens tokens;
    private final Random random;
    private final Violations violations = new Violations();
    private final AtomicInteger struck = new AtomicInteger();
    private final CallLog log;
    private final Calls calls;
    private volatile long strikesFrom = Long.MAX_VALUE;

    /**
     * @param name what its identifiers begin with
     * @param seed of everything that is drawn
     */
    Round(String name, RoundPlan plan, Services services, Stores stores, Tokens tokens, long seed) {
        this.name = name;
        this.plan = plan;
        this.services = services;
        this.stores = stores;
        this.tokens = tokens;
        this.random = new Random(seed);
        this.log = new CallLog(services.logs().resolve(name + "-calls.tsv"));
        this.calls = new Calls(violations, log);
    }

    /** What keeps the round itself from being played to its end is a violation as well. */
    RoundResult run() throws InterruptedException {
        World world = World.draw(name, plan.users(), plan.groups(), LARGEST_GROUP, random);
        Load load = new Load(world, services, tokens, calls, violations, random);
        Duration recovery = Duration.ZERO;
        try {
            recovery = play(load);
        } catch (RuntimeException e) {
            violations.add("HARNESS", "the round could not be played to its end: " + e);
        } finally {
            load.endWriting(plan.patience());
            load.endReading();
        }
        RoundResult result = result(load, recovery);
        keepLogOf(result);
        return result;
    }

    private Duration play(Load load) throws InterruptedException {
        Checker checker = new Checker(services, tokens, calls, violations);
        load.begin();
        Thread.sleep(plan.calm().toMillis());
        strikesFrom = System.nanoTime() - ON_ITS_WAY.toNanos();
        for (int i = 0; i < plan.repeat(); i++) {
            strike(load);
        }
        Duration recovery = new Pulse(name, services, tokens, calls, violations, plan.patience()).measure();
        Thread.sleep(plan.calm().toMillis());
        load.endWriting(plan.patience());
        Evidence evidence = evidence(load);
        checker.awaitDeliveries(evidence, plan.patience());
        load.endReading();
        checker.check(evidence, load.followers());
        return recovery;
    }

    private Evidence evidence(Load load) {
        boolean loses = plan.faults().stream().anyMatch(Fault::losesWrites);
        boolean resets = stores.canFailOver() && plan.faults().stream().anyMatch(Fault::resetsInboxes);
        return load.evidence(new Losses(resets, loses ? strikesFrom : Long.MAX_VALUE));
    }

    private void keepLogOf(RoundResult result) {
        if (result.violations().isEmpty()) {
            log.delete();
        } else {
            log.close();
            write(result.violations());
        }
    }

    private void write(List<Violations.Violation> found) {
        try {
            Files.write(
                    services.logs().resolve(name + "-findings.txt"),
                    found.stream().map(Violations.Violation::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several faults overlap: each has a thread, and begins a little after the one before. */
    private void strike(Load load) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Fault fault : plan.faults()) {
            Target target =
                    new Target(services, stores, load, new Random(random.nextLong()), plan.outage(), plan.longOutage());
            Thread thread = Watched.thread("fault-" + fault, () -> strike(fault, target), violations);
            thread.start();
            threads.add(thread);
            Thread.sleep(random.nextInt(1 + (int) plan.outage().toMillis() / 2));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        stores.heal();
        services.heal();
    }

    private void strike(Fault fault, Target target) {
        try {
            if (fault.strike(target)) {
                struck.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            violations.add("HARNESS", fault + " could not strike: " + e);
        }
    }

    private RoundResult result(Load load, Duration recovery) {
        List<Fate> fates = evidence(load).fates();
        return new RoundResult(
                plan.text(),
                struck.get(),
                fates.size(),
                fates.stream().filter(fate -> fate.append() == Fate.State.DONE).count(),
                load.received().stream().mapToLong(Received::gaps).sum(),
                recovery,
                calls.unavailable(),
                calls.slowestMillis(),
                violations.all());
    }
}
