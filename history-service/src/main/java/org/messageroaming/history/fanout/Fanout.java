package org.messageroaming.history.fanout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.history.replica.Replicas;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.messageroaming.resilience.Shutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the fan-out of the shards that fall to this instance: live instances share them by {@link Rendezvous}. */
public final class Fanout {
    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
    private static final int ALONE_POLL_FACTOR = 8;
    private static final long DELIVERED_POLL_MILLIS = 10;

    private final UUID self;
    private final Replicas replicas;
    private final Instances instances;
    private final FanoutProperties properties;
    private final IntFunction<ShardFanout> starter;
    private final IntToLongFunction delivered;
    private final InboxDeliveries inboxes;
    private final ScheduledExecutorService executor;
    private final ScheduledExecutorService clockwork;
    private final DoubleSupplier jitter;
    private final Clock clock;
    private final List<Lane> lanes;
    /** The shards that wait for a turn; each at most once. */
    private final Queue<Integer> ready = new ConcurrentLinkedQueue<>();

    private volatile Set<UUID> live;
    private volatile boolean stopped;
    private int polls;

    /**
     * @param starter starts a shard's fan-out from its delivered mark
     * @param delivered reads a shard's delivered mark
     * @param executor runs deliveries
     * @param clockwork says that this instance lives, and looks for what others claimed
     * @param jitter from 0 inclusive to 1 exclusive
     */
    Fanout(
            UUID self,
            Replicas replicas,
            Instances instances,
            FanoutProperties properties,
            IntFunction<ShardFanout> starter,
            IntToLongFunction delivered,
            InboxDeliveries inboxes,
            ScheduledExecutorService executor,
            ScheduledExecutorService clockwork,
            DoubleSupplier jitter,
            Clock clock) {
        this.self = self;
        this.replicas = replicas;
        this.instances = instances;
        this.properties = properties;
        this.starter = starter;
        this.delivered = delivered;
        this.inboxes = inboxes;
        this.executor = executor;
        this.clockwork = clockwork;
        this.jitter = jitter;
        this.clock = clock;
        this.lanes = Stream.generate(Lane::new).limit(replicas.shards()).toList();
        this.live = Set.of(self);
    }

    /** Begins to share in, and to deliver. */
    void start() {
        repeat(this::beat, properties.heartbeat());
        repeat(this::poll, properties.poll());
    }

    private void repeat(Runnable work, Duration interval) {
        Future<?> unused =
                clockwork.scheduleWithFixedDelay(guarded(work), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Finishes what is being delivered, and no more, then hands the shards on to the other instances. No heartbeat follows. */
    void stop() {
        stopped = true;
        Shutdown.drain(clockwork, properties.requestTimeout());
        Shutdown.drain(executor, properties.requestTimeout());
        guarded(() -> mark().orTimeout(properties.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .join())
                .run();
        guarded(() -> instances.leave(self)).run();
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.debug("will be tried again", e);
            }
        };
    }

    private void beat() {
        if (!stopped) {
            live = instances.heartbeat(self);
        }
    }

    /** Alone, there is nobody to claim anything unseen, save a claim of unknown outcome now and then. */
    private void poll() {
        boolean due = live.size() > 1 || polls % ALONE_POLL_FACTOR == 0;
        polls++;
        CompletableFuture<Void> unused = mark();
        for (int shard = 0; shard < replicas.shards() && due; shard++) {
            if (isMine(shard)) {
                replicas.catchUp(shard);
                advanced(shard);
            } else {
                lanes.get(shard).giveUp();
            }
        }
    }

    /** Shards' marks follow what is delivered, for many deliveries at a time. What fails is done by the next one. */
    private CompletableFuture<Void> mark() {
        return CompletableFuture.allOf(lanes.stream()
                .map(Lane::worker)
                .filter(Objects::nonNull)
                .map(ShardFanout::mark)
                .toArray(CompletableFuture[]::new));
    }

    /** Whether a shard falls to this instance, as far as it knows. */
    boolean isMine(int shard) {
        return !stopped && Rendezvous.owner(live, shard).filter(self::equals).isPresent();
    }

    /** Told whenever a shard may have something to deliver; returns at once. */
    void advanced(int shard) {
        Lane lane = lanes.get(shard);
        if (isMine(shard) && lane.enter()) {
            if (lane.mayShare()) {
                ready.add(shard);
                executor.execute(this::runTogether);
            } else {
                executor.execute(() -> runAlone(shard));
            }
        }
    }

    /** Delivers what ready shards owe, as much of it as goes with one request. */
    private void runTogether() {
        SharedTurn shared = new SharedTurn(inboxes);
        boolean full = false;
        for (int left = ready.size(); left > 0 && !full && !stopped; left--) {
            Integer shard = ready.poll();
            Turn turn = shard == null ? null : next(shard);
            if (turn != null && !shared.add(turn)) {
                full = true;
                executor.execute(() -> deliver(new SharedTurn(inboxes, turn)));
            }
        }
        deliver(shared);
    }

    private void runAlone(int shard) {
        Turn turn = stopped ? null : next(shard);
        if (turn != null) {
            deliver(new SharedTurn(inboxes, turn));
        }
    }

    private void deliver(SharedTurn shared) {
        if (!stopped) {
            shared.send(this::succeeded, this::failed);
        }
    }

    private @Nullable Turn next(int shard) {
        Lane lane = lanes.get(shard);
        Turn turn;
        try {
            turn = lane.worker(() -> starter.apply(shard)).next(lane.entries());
        } catch (RuntimeException | Error e) {
            failed(shard, e);
            return null;
        }
        if (turn == null) {
            lane.succeeded();
            again(shard);
        }
        return turn;
    }

    private void succeeded(Turn turn) {
        Lane lane = lanes.get(turn.shard());
        boolean retiredMeanwhile = lane.worker() != turn.worker();
        if (retiredMeanwhile || !isMine(turn.shard())) {
            CompletableFuture<Void> unused = turn.worker().mark();
        }
        lane.succeeded();
        again(turn.shard());
    }

    private void failed(Turn turn, Throwable failure) {
        failed(turn.shard(), failure);
    }

    private void failed(int shard, Throwable failure) {
        if (failure instanceof StoreUnavailableException) {
            LOG.debug("delivery of shard {} failed and will be repeated", shard, failure);
        } else {
            LOG.error("delivery of shard {} failed and will be repeated", shard, failure);
        }
        Lane lane = lanes.get(shard);
        long delay = (long) (lane.failed(properties) * (0.5 + jitter.getAsDouble() / 2));
        Future<?> unused = executor.schedule(
                () -> {
                    lane.leave();
                    advanced(shard);
                },
                delay,
                TimeUnit.MILLISECONDS);
    }

    /** What arrived between the last look and this line would be forgotten until the next poll, so it looks once more. */
    private void again(int shard) {
        Lane lane = lanes.get(shard);
        lane.leave();
        ShardFanout worker = lane.worker();
        if (worker == null || worker.backlog() > 0) {
            advanced(shard);
        }
    }

    /**
     * Waits until everything up to a position is in the inboxes, whichever instance puts it there, and the mark is moved:
     * whoever starts anew starts behind it.
     *
     * @param limit how long to wait at most
     * @return false when the limit passed first
     * @throws StoreUnavailableException when the store does not answer, or the thread is interrupted
     */
    public boolean awaitDelivered(int shard, long position, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isDelivered(shard, position)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(DELIVERED_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException("The service is stopping", e);
            }
        }
        return true;
    }

    private boolean isDelivered(int shard, long position) {
        ShardFanout worker = lanes.get(shard).worker();
        return (worker != null && worker.isMarked(position))
                || (!isMine(shard) && delivered.applyAsLong(shard) >= position);
    }

    /** How many applied journal entries of this instance's shards wait to be delivered. */
    public long backlog() {
        return workers().mapToLong(ShardFanout::backlog).sum();
    }

    /** How long the oldest waiting message of this instance's shards has waited, in seconds; 0 when none waits. */
    public double backlogAge() {
        Instant now = clock.instant();
        return workers()
                .map(ShardFanout::oldestWaiting)
                .filter(Objects::nonNull)
                .mapToDouble(oldest -> Duration.between(oldest, now).toMillis() / 1000.0)
                .max()
                .orElse(0);
    }

    private Stream<ShardFanout> workers() {
        return lanes.stream().map(Lane::witness).filter(Objects::nonNull);
    }
}
