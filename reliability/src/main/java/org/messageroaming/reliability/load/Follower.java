package org.messageroaming.reliability.load;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.messageroaming.client.Device;
import org.messageroaming.client.InMemoryStore;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.client.RoamingApi;
import org.messageroaming.client.UnavailableException;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Message;
import org.messageroaming.model.UserId;

/** A device that follows its user's conversations by the client's algorithm, now and then, and must show what history has. */
public final class Follower implements Runnable {
    private static final int PAUSE_MILLIS = 400;
    private static final int BEGIN_TRIES = 60;

    private final String user;
    private final List<ConversationId> conversations;
    private final Device device;
    private final BooleanSupplier ended;

    Follower(
            String user,
            List<ConversationId> conversations,
            String token,
            JdkTransport transport,
            URI offline,
            URI history,
            BooleanSupplier ended) {
        this.user = user;
        this.conversations = List.copyOf(conversations);
        this.device = new Device(
                new RoamingApi(transport, offline, history, () -> token), new InMemoryStore(), new UserId(user));
        this.ended = ended;
    }

    public String user() {
        return user;
    }

    public List<ConversationId> conversations() {
        return conversations;
    }

    /** Takes everything up before the faults begin. */
    void begin() {
        for (int i = 1; ; i++) {
            try {
                device.start();
                conversations.forEach(device::open);
                return;
            } catch (UnavailableException again) {
                if (i == BEGIN_TRIES) {
                    throw again;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            try {
                device.sync();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (UnavailableException again) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * What it shows of a conversation when it has pulled and scrolled back to the beginning.
     *
     * @throws UnavailableException when a service cannot be reached
     */
    public List<Message> everything(ConversationId conversation) {
        device.sync();
        boolean more = true;
        while (more) {
            more = device.scrollBack(conversation);
        }
        return device.view(conversation);
    }
}
