package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.messageroaming.model.UserId;
import org.messageroaming.offline.inbox.WakeUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sharded publish/subscribe, a channel a user. Which channels are wanted is kept here and not left to Lettuce: after a loss it
 * subscribes to all channels of a connection in one command, which a cluster refuses because they are of many slots. A
 * subscription that is made again is told like a delivery, once, since one may have been missed.
 */
final class RedisWakeUps implements WakeUps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWakeUps.class);

    private final InboxKeys keys;
    private final SubscriberConnection connection;
    private final ConcurrentHashMap<UserId, Subscription> wanted = new ConcurrentHashMap<>();
    private final SubscriptionRepair repair = new SubscriptionRepair(wanted, this::send);
    private final CopyOnWriteArrayList<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();

    /** @param timeout for how long at most a subscription waits for the connection */
    RedisWakeUps(Supplier<? extends AbstractRedisClient> clients, InboxKeys keys, Duration timeout) {
        this.keys = keys;
        this.connection = new SubscriberConnection(clients, timeout, new Notices(), this::loseAll);
    }

    private final class Notices extends RedisPubSubAdapter<byte[], byte[]> {
        @Override
        public void smessage(byte[] channel, byte[] message) {
            tell(InboxKeys.ofChannel(channel));
        }

        @Override
        public void ssubscribed(byte[] channel, long count) {
            UserId user = InboxKeys.ofChannel(channel);
            Subscription subscription = wanted.get(user);
            if (subscription == null) {
                // Lettuce has made again what could not be ended while there was no connection.
                end(user);
            } else if (subscription.make()) {
                tell(user);
            }
        }

        /** Also comes unasked for, when the channel's slot moves to another node. */
        @Override
        public void sunsubscribed(byte[] channel, long count) {
            Subscription subscription = wanted.get(InboxKeys.ofChannel(channel));
            if (subscription != null) {
                subscription.lose();
                repair.begin();
            }
        }
    }

    private void tell(UserId user) {
        listeners.forEach(listener -> listener.accept(user));
    }

    /** Whose channels were on the lost connection is not known here; a second subscription to a channel changes nothing. */
    private void loseAll() {
        wanted.values().forEach(Subscription::lose);
        repair.begin();
    }

    private CompletionStage<Void> send(UserId user) {
        return connection.commands().thenCompose(commands -> commands.ssubscribe(keys.channel(user)));
    }

    @Override
    public CompletionStage<Void> subscribe(UserId user) {
        wanted.put(user, new Subscription(System.nanoTime()));
        return send(user).whenComplete((made, error) -> {
            if (error != null) {
                repair.begin();
            }
        });
    }

    @Override
    public void unsubscribe(UserId user) {
        wanted.remove(user);
        end(user);
    }

    private void end(UserId user) {
        RedisPubSubAsyncCommands<byte[], byte[]> commands = connection.commandsNow();
        if (commands == null) {
            return;
        }
        try {
            RedisFuture<Void> unused = commands.sunsubscribe(keys.channel(user));
        } catch (RuntimeException e) {
            LOG.debug("nothing is subscribed without a connection", e);
        }
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        repair.close();
        connection.close();
    }
}
