package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;
import org.messageroaming.offline.inbox.Recall;

/**
 * Inboxes in Redis, a single server or a cluster. The recipients of a request are pipelined over one connection, in order, so
 * that an inbox gets its entries in order.
 */
final class RedisInboxStore implements InboxStore {
    private final InboxConnection redis;
    private final AddScript add;
    private final PullScript pull;
    private final ScrubScript scrub;
    private final EraseScript erase;
    private final Proofs proofs;

    RedisInboxStore(InboxConnection redis, InboxProperties properties, Proofs proofs) {
        InboxKeys keys = new InboxKeys(properties.keyPrefix());
        this.add = new AddScript(keys, properties);
        this.pull = new PullScript(keys, properties);
        this.scrub = new ScrubScript(keys, Era.of(properties.lossless()));
        this.erase = new EraseScript(keys, Era.of(properties.lossless()));
        this.redis = redis;
        this.proofs = proofs;
    }

    @Override
    public CompletionStage<DeliveryCount> deliver(List<Delivery> deliveries, Instant now) {
        return redis.run(commands -> addAll(commands, deliveries, now));
    }

    /** One call an inbox, with all that it gets: should some calls fail, each inbox still has all of it or nothing, in order. */
    private CompletionStage<DeliveryCount> addAll(
            RedisClusterAsyncCommands<byte[], byte[]> commands, List<Delivery> deliveries, Instant now) {
        List<byte[]> common = add.common(proofs.incarnation(), now);
        Map<UserId, List<byte[]>> calls = new LinkedHashMap<>();
        long entries = 0;
        for (Delivery delivery : deliveries) {
            List<byte[]> entry = AddScript.of(delivery.entry(), proofs.check());
            for (UserId recipient : delivery.recipients()) {
                calls.computeIfAbsent(recipient, user -> new ArrayList<>(common))
                        .addAll(entry);
                entries++;
            }
        }
        long all = entries;
        List<CompletableFuture<Long>> added = new ArrayList<>();
        calls.forEach((recipient, arguments) ->
                added.add(add.run(commands, recipient, arguments).toCompletableFuture()));
        return sum(added).thenApply(accepted -> new DeliveryCount(accepted, all - accepted));
    }

    @Override
    public CompletionStage<InboxPage> pull(UserId user, InboxStart start, int limit, Instant now) {
        return redis.run(commands -> pull.run(commands, user, start, limit, proofs.incarnation(), now));
    }

    @Override
    public CompletionStage<Long> scrub(List<Recall> recalls) {
        return redis.run(commands -> {
            List<CompletableFuture<Long>> changed = new ArrayList<>();
            for (Recall recall : recalls) {
                byte[][] arguments = scrub.arguments(recall.message());
                recall.recipients()
                        .forEach(user -> changed.add(scrub.run(commands, user, arguments)
                                .thenApply(entries -> Math.min(entries, 1))
                                .toCompletableFuture()));
            }
            return sum(changed);
        });
    }

    @Override
    public CompletionStage<Void> erase(UserId user) {
        return redis.run(commands -> erase.run(commands, user)).thenAccept(removed -> {});
    }

    private static CompletionStage<Long> sum(List<CompletableFuture<Long>> counts) {
        return CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        counts.stream().mapToLong(CompletableFuture::join).sum());
    }
}
