package org.messageroaming.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.MessageType;
import org.messageroaming.model.Sequence;
import org.messageroaming.model.UserId;

class OutboxTest {
    private static final ConversationId ID = new ConversationId("c");
    private static final MessageType TEXT = new MessageType("text");
    private static final Content HELLO = new Content("{\"text\":\"hello\"}");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final InMemoryStore store = new InMemoryStore();
    private final AtomicInteger ids = new AtomicInteger();
    private final Device device = new Device(
            new RoamingApi(this::answer, URI.create("http://o"), URI.create("http://h"), () -> "token"),
            store,
            new UserId("me"));
    private final Outbox outbox = new Outbox(device, () -> "id" + ids.incrementAndGet(), () -> 0.5, pauses::add);

    private Transport.Answer answer(String method, URI uri, String token, byte @Nullable [] body, Duration timeout)
            throws IOException {
        bodies.add(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8));
        Object next = answers.remove();
        if (next instanceof IOException broken) {
            throw broken;
        }
        return (Transport.Answer) next;
    }

    private static Transport.Answer json(int status, String text) {
        return new Transport.Answer(status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Transport.Answer message(int seq) {
        return json(
                201,
                "{\"conversationId\":\"c\",\"seq\":" + seq + ",\"sender\":\"me\",\"clientMessageId\":\"id1\","
                        + "\"type\":\"text\",\"content\":{\"text\":\"hello\"},\"sentAt\":\"2026-01-01T00:00:00.000Z\","
                        + "\"fromTheFuture\":true}");
    }

    @Test
    void whatIsNotAnsweredIsRepeatedUnderTheSameIdWithGrowingPauses() {
        answers.add(new IOException("cut off"));
        answers.add(json(503, ""));
        answers.add(json(429, ""));
        answers.add(message(1));
        outbox.send(ID, TEXT, HELLO);

        outbox.flush(LONG);

        assertThat(bodies).hasSize(4).allMatch(body -> body.equals(bodies.get(0)));
        assertThat(pauses).containsExactly(Duration.ofMillis(150), Duration.ofMillis(300), Duration.ofMillis(600));
        assertThat(store.outbox()).isEmpty();
        assertThat(device.view(ID)).hasSize(1);
        assertThat(device.readUpTo(ID)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedIsSetAsideAndTheRestGoesOn() {
        answers.add(json(409, "{\"code\":\"conflict\",\"detail\":\"recalled\"}"));
        answers.add(message(1));
        outbox.operate(ID, id -> new Instruction.Edit(id, Sequence.FIRST, HELLO));
        outbox.send(ID, TEXT, HELLO);

        outbox.flush(Duration.ZERO);

        assertThat(store.refused()).extracting(Outgoing.Refused::code).containsExactly("conflict");
        assertThat(device.view(ID)).hasSize(1);
    }

    @Test
    void withoutPatienceItStaysStoredForTheNextTime() {
        answers.add(new IOException("no line"));
        outbox.send(ID, TEXT, HELLO);
        assertThatThrownBy(() -> outbox.flush(Duration.ZERO)).isInstanceOf(UnavailableException.class);
        assertThat(store.outbox()).hasSize(1);
    }
}
