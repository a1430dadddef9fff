package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.Delivery;
import org.messageroaming.offline.inbox.DeliveryCount;
import org.messageroaming.offline.inbox.InboxPage;
import org.messageroaming.offline.inbox.InboxProperties;
import org.messageroaming.offline.inbox.InboxStart;
import org.messageroaming.offline.inbox.InboxStore;

/**
 * Inboxes in Redis, a single server or a cluster. The recipients of a request are pipelined over one connection, in order, so
 * that an inbox gets its entries in order.
 */
final class RedisInboxStore implements InboxStore {
    private static final int INCARNATION_BYTES = 9;
    private static final int CHECK_BITS = 36;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Supplier<RedisClusterAsyncCommands<byte[], byte[]>> redis;
    private final AddScript add;
    private final PullScript pull;
    private final SecureRandom random;

    RedisInboxStore(
            Supplier<RedisClusterAsyncCommands<byte[], byte[]>> redis,
            InboxProperties properties,
            SecureRandom random) {
        InboxKeys keys = new InboxKeys(properties.keyPrefix());
        this.redis = redis;
        this.add = new AddScript(keys, properties);
        this.pull = new PullScript(keys, properties);
        this.random = random;
    }

    @Override
    public CompletionStage<DeliveryCount> deliver(List<Delivery> deliveries, Instant now) {
        return known(() -> addAll(deliveries, now));
    }

    private CompletionStage<DeliveryCount> addAll(List<Delivery> deliveries, Instant now) {
        RedisClusterAsyncCommands<byte[], byte[]> commands = redis.get();
        List<CompletableFuture<Long>> added = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            byte[][] arguments = add.arguments(delivery.entry(), incarnation(), check(), now);
            for (UserId recipient : delivery.recipients()) {
                added.add(add.run(commands, recipient, arguments).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(added.toArray(CompletableFuture[]::new)).thenApply(done -> {
            long accepted = added.stream().mapToLong(CompletableFuture::join).sum();
            return new DeliveryCount(accepted, added.size() - accepted);
        });
    }

    @Override
    public CompletionStage<InboxPage> pull(UserId user, InboxStart start, int limit, Instant now) {
        return known(() -> pull.run(redis.get(), user, start, limit, incarnation(), now));
    }

    /**
     * Runs a step, and once more when Redis did not know the scripts (it was restarted or failed over). All of the step is run
     * again, so that its order holds; what took effect already is recognised.
     */
    private <T> CompletionStage<T> known(Supplier<CompletionStage<T>> step) {
        return step.get()
                .handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedStage(value);
                    }
                    return isUnknownScript(error)
                            ? load().thenCompose(loaded -> step.get())
                            : CompletableFuture.<T>failedStage(error);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<String> load() {
        RedisClusterAsyncCommands<byte[], byte[]> commands = redis.get();
        return add.script().load(commands).thenCombine(pull.script().load(commands), (one, other) -> other);
    }

    private static boolean isUnknownScript(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }

    private String incarnation() {
        byte[] bytes = new byte[INCARNATION_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String check() {
        long bits = random.nextLong();
        StringBuilder check = new StringBuilder();
        for (int shift = 0; shift < CHECK_BITS; shift += 6) {
            check.append(ALPHABET.charAt((int) (bits >>> shift) & 63));
        }
        return check.toString();
    }
}
