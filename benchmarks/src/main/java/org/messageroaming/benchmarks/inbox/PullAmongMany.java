package org.messageroaming.benchmarks.inbox;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.messageroaming.benchmarks.Benchmark;
import org.messageroaming.benchmarks.Contest;
import org.messageroaming.benchmarks.Target;
import org.messageroaming.benchmarks.load.InFlight;
import org.messageroaming.benchmarks.load.LoadPlan;
import org.messageroaming.benchmarks.load.LoadPlan.Pace;
import org.messageroaming.benchmarks.stack.Stack;
import org.messageroaming.localstack.RedisServer;
import org.messageroaming.localstack.ServiceProcess;

/** Whether a pull costs more because others are stored. */
final class PullAmongMany implements Benchmark {
    private static final int FEW = 1000;
    private static final int MANY = 1_000_000;
    private static final int PER_SECOND = 500;

    @Override
    public String id() {
        return "P10 pull";
    }

    @Override
    public String work() {
        return "one pull, 1,000,000 users stored";
    }

    @Override
    public String limit() {
        return "one pull, 1,000 users stored";
    }

    @Override
    public String unit() {
        return "ms (p50)";
    }

    @Override
    public Target target() {
        return Target.atMost(1.2);
    }

    /** Each on a Redis and a service of its own. A thousand users pull in both; the others are only stored. */
    @Override
    public Contest prepare(Stack stack) throws Exception {
        LoadPlan amongFew = users(stack, "p10f", FEW);
        LoadPlan amongMany = users(stack, "p10m", stack.scaled(MANY));
        return Contest.alternating(
                slice -> stack.load().medianMillis(amongMany, slice),
                slice -> stack.load().medianMillis(amongFew, slice));
    }

    private static LoadPlan users(Stack stack, String name, int stored) throws Exception {
        RedisServer redis = stack.startRedis();
        ServiceProcess offline = stack.startOffline(redis);
        List<String> asking = Inboxes.users(name + "-", FEW);
        if (stored > FEW) {
            storeOthers(stack, redis, name + "-other-", stored - FEW);
        }
        LoadPlan pull = PullNothingNew.pull(stack, offline.uri(), name, asking, new Pace.Rate(PER_SECOND));
        stack.load().warmUp(pull);
        return pull;
    }

    /** An entry each, by the service's own script. */
    private static void storeOthers(Stack stack, RedisServer redis, String prefix, int count) throws Exception {
        RedisAsyncCommands<byte[], byte[]> commands = stack.connect(redis).async();
        RawAdd add = new RawAdd(commands, stack.offlineClasses(), List.of());
        AtomicInteger next = new AtomicInteger();
        InFlight.times(256, count, place -> add.addTo(prefix + next.getAndIncrement(), DeliverToMany.members()));
    }
}
