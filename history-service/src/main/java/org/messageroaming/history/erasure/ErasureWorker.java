package org.messageroaming.history.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.messageroaming.history.replica.StoreCalls;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the erasures that nobody is at, those of instances that died among them. What fails is put off until the next look, by
 * whichever instance is first.
 */
final class ErasureWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWorker.class);
    /** The logger of what trusted back ends did. */
    private static final Logger AUDIT = LoggerFactory.getLogger("org.messageroaming.audit");
    /** An instance says that it is at it three times a lease. */
    private static final int RENEWALS = 3;

    private final UUID self;
    private final Erasures erasures;
    private final Eraser eraser;
    private final StoreCalls calls;
    private final ErasureProperties properties;
    private final ScheduledExecutorService clockwork;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Set<Erasures.Open> mine = ConcurrentHashMap.newKeySet();
    private volatile int open;
    private volatile boolean stopped;

    /**
     * @param self names this instance; drawn at start
     * @param clockwork looks for erasures
     * @param executor runs them
     */
    ErasureWorker(
            UUID self,
            Erasures erasures,
            Eraser eraser,
            StoreCalls calls,
            ErasureProperties properties,
            ScheduledExecutorService clockwork,
            ScheduledExecutorService executor,
            Clock clock) {
        this.self = self;
        this.erasures = erasures;
        this.eraser = eraser;
        this.calls = calls;
        this.properties = properties;
        this.clockwork = clockwork;
        this.executor = executor;
        this.clock = clock;
    }

    /** Begins to look for erasures. */
    void start() {
        Future<?> unused = clockwork.scheduleWithFixedDelay(
                this::look, 0, properties.poll().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at once. Returns before that is done. */
    void wake() {
        clockwork.execute(this::look);
    }

    /** Stops between two steps; other instances go on from there. */
    void stop() {
        stopped = true;
        Shutdown.drain(clockwork, properties.deliveryWait());
        Shutdown.drain(executor, properties.deliveryWait());
    }

    /** How many erasures were under way at the last look, in all instances. */
    int open() {
        return open;
    }

    private void look() {
        try {
            List<Erasures.Open> found = calls.await(erasures.open());
            open = found.size();
            found.stream().filter(mine::add).forEach(job -> executor.execute(() -> run(job)));
        } catch (RuntimeException e) {
            LOG.debug("will look for erasures again", e);
        }
    }

    private void run(Erasures.Open job) {
        try {
            Optional<Erasure> found = calls.await(erasures.find(job.user()));
            if (found.isEmpty() || found.get().state() == Erasure.State.DONE) {
                calls.await(erasures.close(job));
            } else if (!stopped && calls.await(erasures.take(found.get(), self))) {
                work(found.get(), job);
            }
        } catch (StoreUnavailableException e) {
            LOG.debug("an erasure is put off", e);
        } catch (RuntimeException e) {
            LOG.error("an erasure failed and will be repeated", e);
        } finally {
            mine.remove(job);
        }
    }

    private void work(Erasure erasure, Erasures.Open job) {
        try {
            LeaseHold hold = new LeaseHold(erasure);
            long done = erasure.conversations() + eraser.erase(erasure.user(), erasure.requestedBy(), hold);
            if (calls.await(erasures.finish(erasure, self, done, clock.instant().truncatedTo(ChronoUnit.MILLIS)))) {
                calls.await(erasures.close(job));
                AUDIT.info(
                        "erased={} service={} conversations={}",
                        erasure.user().value(),
                        erasure.requestedBy().value(),
                        done);
            }
        } catch (RuntimeException e) {
            giveBack(erasure);
            throw e;
        }
    }

    private void giveBack(Erasure erasure) {
        try {
            calls.await(erasures.giveBack(erasure, self));
        } catch (StoreUnavailableException e) {
            LOG.debug("the lease ends by itself", e);
        }
    }

    private final class LeaseHold implements Hold {
        private final Erasure erasure;
        private long renewedAt = System.nanoTime();
        private int told;

        LeaseHold(Erasure erasure) {
            this.erasure = erasure;
        }

        @Override
        public void renew(int conversations) {
            if (stopped) {
                throw new StoreUnavailableException("The service is stopping", null);
            }
            Duration since = Duration.ofNanos(System.nanoTime() - renewedAt);
            if (conversations == told && since.multipliedBy(RENEWALS).compareTo(properties.lease()) < 0) {
                return;
            }
            if (!calls.await(erasures.keep(erasure, self, erasure.conversations() + conversations))) {
                throw new StoreUnavailableException("Another instance is at this erasure", null);
            }
            renewedAt = System.nanoTime();
            told = conversations;
        }
    }
}
