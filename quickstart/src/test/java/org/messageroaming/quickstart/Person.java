package org.messageroaming.quickstart;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.messageroaming.client.Device;
import org.messageroaming.client.InMemoryStore;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.client.Outbox;
import org.messageroaming.client.RoamingApi;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.UserId;

/** A user with devices, each of them the client library on the real services. */
final class Person {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MessageType TEXT = new MessageType("text");

    final UserId id;
    final RoamingApi api;

    /** One of its devices, and what it sends with. */
    record Gadget(Device device, Outbox outbox, InMemoryStore store) {
        void send(ConversationId conversation, String text) {
            outbox.send(conversation, TEXT, new Content("{\"text\":\"" + text + "\"}"));
            outbox.flush(PATIENCE);
        }

        void operate(ConversationId conversation, Function<OperationId, Instruction> instruction) {
            outbox.operate(conversation, instruction);
            outbox.flush(PATIENCE);
        }

        /** What it shows of a conversation when it has scrolled back to the beginning. */
        List<Message> everything(ConversationId conversation) {
            boolean more = true;
            while (more) {
                more = device.scrollBack(conversation);
            }
            return device.view(conversation);
        }
    }

    Person(String name, Tokens tokens, JdkTransport transport, URI offline, URI history) {
        this.id = new UserId(name);
        String token = tokens.user(name);
        this.api = new RoamingApi(transport, offline, history, () -> token);
    }

    Gadget device() {
        InMemoryStore store = new InMemoryStore();
        Device device = new Device(api, store, id);
        Outbox outbox = new Outbox(
                device,
                () -> UUID.randomUUID().toString(),
                () -> ThreadLocalRandom.current().nextDouble(),
                time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
        return new Gadget(device, outbox, store);
    }
}
