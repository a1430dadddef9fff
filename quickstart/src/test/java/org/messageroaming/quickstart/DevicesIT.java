package org.messageroaming.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.client.Listener;
import org.messageroaming.client.RefusedException;
import org.messageroaming.localstack.ServiceProcess;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.Content;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.Instruction;
import org.messageroaming.model.Message;
import org.messageroaming.model.OperationId;
import org.messageroaming.model.Sequence;
import tools.jackson.databind.JsonNode;

/** What one device does, every device shows: each operation on the real services, two instances of history-service among them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Sequence ONE = Sequence.FIRST;
    private static final Sequence TWO = new Sequence(2);

    private final Tokens tokens = Tokens.random();
    private final JdkTransport transport = new JdkTransport();
    private final Api api = new Api();
    private Platform platform = TestPlatform.create(tokens, Map.of());
    private final List<URI> histories = new ArrayList<>();
    private URI offline = URI.create("http://none");
    private int groups;

    @BeforeAll
    void start() {
        ServiceProcess inboxes = platform.startOffline(0);
        offline = inboxes.uri();
        histories.add(platform.startHistory(0, inboxes).uri());
        histories.add(platform.startHistory(0, inboxes).uri());
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private Person person(String name) {
        return new Person(name, tokens, transport, offline, histories.get(0));
    }

    private ConversationId group(String... members) {
        ConversationId id = new ConversationId("devices-" + groups++);
        api.put(
                histories.get(0),
                "/v1/conversations/" + id,
                tokens.service("gateway"),
                Map.of("kind", "GROUP", "members", List.of(members)));
        return id;
    }

    private static List<String> texts(Person.Gadget gadget, ConversationId id) {
        return gadget.device().view(id).stream()
                .map(message -> String.valueOf(
                        message.content() == null ? null : message.content().json()))
                .toList();
    }

    private static void until(Person.Gadget gadget, ConversationId id, Predicate<List<String>> texts) {
        await().atMost(SOON).until(() -> {
            gadget.device().sync();
            return texts.test(texts(gadget, id));
        });
    }

    /** Two messages of ann's, on both of bea's devices. */
    private Person.Gadget[] begin(ConversationId id, Person ann, Person bea) {
        Person.Gadget[] gadgets = {ann.device(), bea.device(), bea.device()};
        for (Person.Gadget gadget : gadgets) {
            gadget.device().start();
        }
        gadgets[0].send(id, "one");
        gadgets[0].send(id, "two");
        until(gadgets[1], id, texts -> texts.size() == 2);
        until(gadgets[2], id, texts -> texts.size() == 2);
        return gadgets;
    }

    @Test
    void whatIsDeletedOnOneDeviceIsDeletedOnTheOtherAndNowhereElse() {
        ConversationId id = group("ann1", "bea1");
        Person.Gadget[] gadgets = begin(id, person("ann1"), person("bea1"));
        gadgets[1].operate(id, op -> new Instruction.Delete(op, List.of(ONE)));
        assertThat(texts(gadgets[1], id)).containsExactly("{\"text\":\"two\"}");
        until(gadgets[2], id, texts -> texts.equals(List.of("{\"text\":\"two\"}")));
        gadgets[0].device().sync();
        assertThat(texts(gadgets[0], id)).hasSize(2);
        Person.Gadget fresh = person("bea1").device();
        fresh.device().start();
        fresh.device().open(id);
        assertThat(texts(fresh, id)).containsExactly("{\"text\":\"two\"}");
        assertThat(fresh.device().conversations().get(0).unreadCount()).isEqualTo(1);
    }

    @Test
    void whatIsReadOrClearedOnOneDeviceIsSoOnTheOther() {
        ConversationId id = group("ann2", "bea2");
        Person.Gadget[] gadgets = begin(id, person("ann2"), person("bea2"));
        gadgets[1].operate(id, op -> new Instruction.Read(op, TWO));
        await().atMost(SOON).until(() -> {
            gadgets[2].device().sync();
            return gadgets[2].device().readUpTo(id) == 2;
        });
        gadgets[2].operate(id, op -> new Instruction.Clear(op, ONE));
        until(gadgets[1], id, texts -> texts.equals(List.of("{\"text\":\"two\"}")));
    }

    @Test
    void anEditAndARecallReachEveryDeviceThatWaits() throws Exception {
        ConversationId id = group("ann3", "bea3");
        Person.Gadget[] gadgets = begin(id, person("ann3"), person("bea3"));
        try (Listener listener = new Listener(gadgets[1].device(), () -> {}, time -> Thread.sleep(time.toMillis()))) {
            listener.start();
            gadgets[0].operate(id, op -> new Instruction.Edit(op, ONE, new Content("{\"text\":\"better\"}")));
            await().atMost(SOON).until(() -> texts(gadgets[1], id).contains("{\"text\":\"better\"}"));
            gadgets[0].operate(id, op -> new Instruction.Recall(op, TWO));
            await().atMost(SOON).until(() -> texts(gadgets[1], id).equals(List.of("{\"text\":\"better\"}", "null")));
        }
        until(gadgets[2], id, texts -> texts.equals(List.of("{\"text\":\"better\"}", "null")));
    }

    @Test
    void aRecallIsAnsweredWhenAThousandInboxesHoldTheContentNoLongerThoughSomeLeft() {
        List<String> members =
                IntStream.range(0, 1000).mapToObj(i -> "crowd" + i).toList();
        ConversationId id = group(members.toArray(String[]::new));
        Person.Gadget sender = person("crowd0").device();
        sender.send(id, "SECRET");
        sender.operate(id, op -> new Instruction.Edit(op, ONE, new Content("{\"text\":\"SECRET 2\"}")));
        String service = tokens.service("gateway");
        await().atMost(SOON).until(() -> inbox("crowd999").contains("SECRET 2"));
        for (int i = 900; i < 910; i++) {
            api.delete(histories.get(1), "/v1/conversations/" + id + "/members/crowd" + i, service);
        }

        sender.operate(id, op -> new Instruction.Recall(op, ONE));

        for (String member : members) {
            assertThat(inbox(member)).as(member).doesNotContain("SECRET").contains("recalledBy");
        }
        assertThat(sender.store().refused()).isEmpty();
    }

    private String inbox(String user) {
        return api.get(offline, "/v1/users/" + user + "/inbox", tokens.service("check"))
                .body()
                .toString();
    }

    @Test
    void twoOperationsOnOneMessageThroughTwoInstancesAtOnceHaveOneOutcome() throws Exception {
        int rounds = 40;
        ConversationId id = group("ann5", "bea5");
        Person ann = person("ann5");
        Person.Gadget reader = person("bea5").device();
        reader.device().start();
        Person.Gadget writer = ann.device();
        IntStream.range(0, rounds).forEach(i -> writer.send(id, "m" + i));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int i = 1; i <= rounds; i++) {
                Sequence seq = new Sequence(i);
                List<Future<Boolean>> all = new ArrayList<>();
                for (int who = 0; who < 3; who++) {
                    Person through = new Person("ann5", tokens, transport, offline, histories.get(who % 2));
                    OperationId op = new OperationId("o-" + i + "-" + who);
                    Instruction instruction = who == 2 && i % 2 == 0
                            ? new Instruction.Recall(op, seq)
                            : new Instruction.Edit(op, seq, new Content("{\"by\":" + who + "}"));
                    all.add(threads.submit(() -> applies(through, id, instruction)));
                }
                for (Future<Boolean> one : all) {
                    one.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        writer.operate(id, op -> new Instruction.Recall(op, ONE));
        reader.device().sync();
        Person.Gadget fresh = person("bea5").device();
        fresh.device().start();
        fresh.device().open(id);
        List<Message> outcome = fresh.everything(id);
        assertThat(reader.everything(id)).isEqualTo(outcome);
        Person other = new Person("bea5", tokens, transport, offline, histories.get(1));
        assertThat(other.api.newest(id, 100).messages()).isEqualTo(outcome);
        for (int i = 2; i <= rounds; i += 2) {
            assertThat(outcome.get(i - 1).content()).as("a recall is final").isNull();
        }
    }

    /** Returns whether it was in time: after a recall an edit is refused. */
    private static boolean applies(Person through, ConversationId id, Instruction instruction) {
        try {
            through.api.operate(id, instruction);
            return true;
        } catch (RefusedException e) {
            assertThat(e.code()).isEqualTo("conflict");
            return false;
        }
    }

    @Test
    void aDeviceThatLostItsCursorGoesOnFromTheOneTheServerRemembers() {
        ConversationId id = group("ann6", "bea6");
        begin(id, person("ann6"), person("bea6"));
        JsonNode mine =
                api.get(offline, "/v1/users/me/inbox", tokens.user("bea6")).body();
        String path = "/v1/users/me/devices/phone/cursor";
        Api.Answer put = api.put(
                offline,
                path,
                tokens.user("bea6"),
                Map.of("cursor", mine.path("cursor").asString()));
        assertThat(put.status()).isEqualTo(200);
        person("ann6").device().send(id, "three");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.get(offline, "/v1/users/me/inbox?device=phone", tokens.user("bea6"))
                                .body()
                                .path("entries"))
                        .hasSize(1));
    }
}
