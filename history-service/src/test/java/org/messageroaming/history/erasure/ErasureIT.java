package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.history.fanout.Scrub;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Each test erases a user of its own, whose messages all carry a mark. */
class ErasureIT extends HistoryIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final UserId GATEWAY = new UserId("gateway");
    /** What names the user for as long as the stubs and the record of the erasure do. */
    static final Set<String> NAMING = Set.of("timeline", "change", "journal", "erasure", "erasure_open");

    private String name = "";
    private String ann = "";
    private String bob = "";
    private String mark = "";
    private UserId user = GATEWAY;

    @Autowired
    private CqlSession session;

    @Autowired
    private Eraser eraser;

    @Autowired
    private Erasures erasures;

    @BeforeEach
    void drawNames() {
        name = UUID.randomUUID().toString().substring(0, 8);
        ann = "ann-" + name;
        bob = "bob-" + name;
        mark = "planted-" + name;
        user = new UserId(ann);
    }

    @AfterEach
    void restore() {
        RecordedDeliveries.fails = steps -> false;
        RecordedDeliveries.eraseFails = () -> false;
    }

    private static String group(String name) {
        return "/v1/conversations/" + name;
    }

    private void create(String id, String... members) throws Exception {
        String list = "\"" + String.join("\",\"", members) + "\"";
        ok(201, call("PUT", group(id), service, "{\"kind\":\"GROUP\",\"members\":[" + list + "]}"));
    }

    private void send(String id, String sender, String key) throws Exception {
        ok(201, call("POST", group(id) + "/messages", TOKENS.user(sender), message(key, mark + " " + key)));
    }

    private void operate(String id, String actor, String fields) throws Exception {
        String token = actor.equals("gateway") ? service : TOKENS.user(actor);
        ok(201, call("POST", group(id) + "/operations", token, "{" + fields.replace('\'', '"') + "}"));
    }

    private List<JsonNode> messages(String id, String reader) throws Exception {
        String token = reader.equals("gateway") ? service : TOKENS.user(reader);
        return ok(200, call("GET", group(id) + "/messages", token, null)).path("messages").values().stream()
                .toList();
    }

    private JsonNode erasure() throws Exception {
        return ok(200, call("GET", "/v1/users/" + ann + "/erasure", service, null));
    }

    private JsonNode request() throws Exception {
        return ok(202, call("DELETE", "/v1/users/" + ann, service, null));
    }

    private void awaitDone() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(erasure().path("state").asString()).isEqualTo("DONE"));
    }

    /** A conversation of each kind in which something of a user may remain. */
    private void live() throws Exception {
        create(name + "-now", ann, bob);
        for (int i = 1; i <= 5; i++) {
            send(name + "-now", ann, "m" + i);
        }
        operate(name + "-now", ann, "'operationId':'e1','type':'EDIT','seq':1,'content':{'text':'" + mark + " e1'}");
        operate(name + "-now", "gateway", "'operationId':'e2','type':'EDIT','seq':2,'content':{'text':'" + mark + "'}");
        operate(name + "-now", ann, "'operationId':'r1','type':'RECALL','seq':3");
        operate(name + "-now", ann, "'operationId':'d1','type':'DELETE','seqs':[1,2]");
        operate(name + "-now", ann, "'operationId':'c1','type':'CLEAR','upToSeq':1");
        operate(name + "-now", ann, "'operationId':'r2','type':'READ','upToSeq':5");
        create(name + "-left", ann, bob);
        send(name + "-left", ann, "m1");
        ok(204, call("DELETE", group(name + "-left") + "/members/" + ann, service, null));
        create(name + "-alone", ann);
        send(name + "-alone", ann, "m1");
        create(name + "-imported", bob);
        String line = "{\"clientMessageId\":\"i1\",\"sender\":\"" + ann + "\",\"type\":\"t\",\"content\":{\"t\":\""
                + mark + "\"},\"sentAt\":\"2020-01-01T00:00:00.000Z\"}";
        ok(200, call("POST", group(name + "-imported") + "/import", service, line));
        ok(200, call("GET", "/v1/users/me/conversations?limit=1", TOKENS.user(bob), null));
    }

    private void assertNothingRemains() {
        Remains remains = new Remains(session);
        assertThat(remains.of(mark)).isEmpty();
        assertThat(remains.in(NAMING, ann))
                .as("READ and CLEAR are known by their ids until those expire")
                .allMatch(row -> row.startsWith("operation_retry") && row.matches(".*(READ|CLEAR).*"));
        assertThat(remains.of("\"audience\": \"" + ann)).isEmpty();
    }

    @Test
    void nothingOfTheUserIsLeftInAnyTable() throws Exception {
        live();
        assertThat(new Remains(session).of(mark)).as("it is there before").isNotEmpty();

        JsonNode begun = request();

        assertThat(begun.path("state").asString()).isEqualTo("RUNNING");
        assertThat(begun.path("userId").asString()).isEqualTo(ann);
        awaitDone();
        assertNothingRemains();
        JsonNode done = erasure();
        assertThat(done.path("conversationsDone").asLong()).isEqualTo(4);
        assertThat(done.path("conversationsLeft").asLong()).isZero();
        assertThat(done.path("finishedAt").asString()).endsWith("Z");
        assertThat(RecordedDeliveries.ERASED)
                .as("once more after a delivery that was under way")
                .filteredOn(user::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void othersSeeStubsAndAreToldAsOfARecall() throws Exception {
        live();
        ok(201, call("PUT", group(name + "-now") + "/members/late", service, null));
        request();
        awaitDone();

        assertThat(messages(name + "-now", bob)).hasSize(5).allSatisfy(message -> {
            assertThat(message.path("content").isNull()).isTrue();
            assertThat(message.path("recalledAt").asString()).endsWith("Z");
        });
        assertThat(messages(name + "-imported", "gateway")
                        .get(0)
                        .path("content")
                        .isNull())
                .isTrue();
        JsonNode changes = ok(200, call("GET", group(name + "-now") + "/changes", TOKENS.user(bob), null));
        assertThat(changes.path("changes").values().stream()
                        .filter(change -> change.path("type").asString().equals("RECALL")))
                .hasSize(5);
        assertThat(told(name + "-now")).contains(1L, 2L, 4L, 5L);
        assertThat(RecordedDeliveries.ALL)
                .filteredOn(delivery -> isErasure(delivery.told(), name + "-now"))
                .as("not the user itself, nor who came after them")
                .hasSize(4)
                .allSatisfy(delivery -> assertThat(delivery.recipients()).containsExactly(new UserId(bob)));
        assertThat(RecordedDeliveries.SCRUBS)
                .anySatisfy(scrub ->
                        assertThat(scrub.message().conversationId().value()).isEqualTo(name + "-left"));
        problem(
                409,
                "conflict",
                call(
                        "POST",
                        group(name + "-now") + "/operations",
                        service,
                        "{\"operationId\":\"e9\",\"type\":\"EDIT\",\"seq\":1,\"content\":{}}"));
        assertThat(ok(200, call("GET", group(name + "-now"), TOKENS.user(bob), null))
                        .path("memberCount")
                        .asInt())
                .isEqualTo(2);
    }

    private static boolean isErasure(Delivery.Told told, String id) {
        return told instanceof Delivery.Told.Done done
                && done.operation().conversationId().value().equals(id)
                && done.operation().operationId().value().startsWith("erasure.");
    }

    /** Which messages bob's inbox was told to take back. */
    private List<Long> told(String id) {
        return RecordedDeliveries.ALL.stream()
                .filter(delivery -> delivery.recipients().contains(new UserId(bob)))
                .map(Delivery::told)
                .filter(Delivery.Told.Done.class::isInstance)
                .map(told -> ((Delivery.Told.Done) told).operation())
                .filter(operation -> operation.conversationId().value().equals(id))
                .filter(Operation.Recall.class::isInstance)
                .map(operation -> ((Operation.Recall) operation).seq().value())
                .toList();
    }

    @Test
    void theUserIsAStrangerEverywhereAndWhoComesBackUnderItsNameBeginsAnew() throws Exception {
        live();
        request();
        awaitDone();
        for (String id : List.of("-now", "-left", "-alone")) {
            problem(404, "conversation-not-found", call("GET", group(name + id) + "/messages", TOKENS.user(ann), null));
        }
        assertThat(ok(200, call("GET", "/v1/users/me/conversations", TOKENS.user(ann), null))
                        .path("conversations"))
                .isEmpty();

        ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));

        assertThat(messages(name + "-now", ann)).as("of the life before").isEmpty();
        ok(201, call("POST", group(name + "-now") + "/messages", TOKENS.user(ann), message("m1", "another")));
        operate(name + "-now", ann, "'operationId':'d1','type':'DELETE','seqs':[6]");
        assertThat(messages(name + "-now", ann)).isEmpty();
        assertThat(messages(name + "-now", bob)).hasSize(6);
        assertThat(messages(name + "-now", bob)
                        .get(5)
                        .path("content")
                        .path("text")
                        .asString())
                .isEqualTo("another");
    }

    /** In each table that something was deleted from, under the same keys. */
    @Test
    void whatANewLifeUnderTheNameWritesStays() throws Exception {
        live();
        request();
        awaitDone();
        String now = group(name + "-now");
        ok(201, call("PUT", now + "/members/" + ann, service, "{}"));
        send(name + "-now", ann, "m1");
        operate(name + "-now", ann, "'operationId':'e1','type':'EDIT','seq':6,'content':{}");
        operate(name + "-now", ann, "'operationId':'d1','type':'DELETE','seqs':[6]");

        ok(200, call("POST", now + "/messages", TOKENS.user(ann), message("m1", mark + " m1")));
        String edit = "{\"operationId\":\"e1\",\"type\":\"EDIT\",\"seq\":6,\"content\":{}}";
        ok(200, call("POST", now + "/operations", TOKENS.user(ann), edit));
        assertThat(ok(200, call("GET", "/v1/users/me/conversations", TOKENS.user(ann), null))
                        .path("conversations"))
                .hasSize(1);
        assertThat(ok(200, call("GET", now + "/changes", TOKENS.user(ann), null))
                        .toString())
                .contains("\"d1\"");
        ok(204, call("DELETE", now + "/members/" + ann, service, null));
        assertThat(messages(name + "-now", ann)).as("which it hid from itself").isEmpty();
    }

    @Test
    void askingAgainChangesNothingAndAfterTheEndErasesWhatHasComeSince() throws Exception {
        live();
        RecordedDeliveries.fails = steps -> true;
        String first = request().path("requestedAt").asString();
        assertThat(request().path("requestedAt").asString()).isEqualTo(first);
        assertThat(erasure().path("state").asString())
                .as("inboxes cannot be reached")
                .isEqualTo("RUNNING");
        RecordedDeliveries.fails = steps -> false;
        awaitDone();
        assertNothingRemains();

        create(name + "-since", ann, bob);
        send(name + "-since", ann, "m1");
        assertThat(request().path("state").asString()).isEqualTo("RUNNING");
        awaitDone();
        assertNothingRemains();
    }

    /** What is owed to an inbox may be the user's content, or would begin the user's own inbox anew. */
    @Test
    void itWaitsUntilInboxesAreToldAndScrubbed() throws Exception {
        create(name + "-now", ann, bob);
        send(name + "-now", ann, "m1");
        RecordedDeliveries.fails = Scrub.class::equals;
        assertThat(erasedWithin(Integer.MAX_VALUE)).isFalse();
        RecordedDeliveries.fails = steps -> true;
        user = new UserId("cat-" + name);
        create(name + "-silent", user.value(), bob);
        send(name + "-silent", bob, "m1");
        assertThat(erasedWithin(Integer.MAX_VALUE)).as("who wrote nothing").isFalse();
        assertThat(RecordedDeliveries.ERASED).doesNotContain(new UserId(ann), user);
    }

    /** The lease lasts for longer than this test waits. */
    @Test
    void whatIsPutOffIsTakenUpAgain() throws Exception {
        live();
        AtomicInteger removals = new AtomicInteger();
        RecordedDeliveries.eraseFails = () -> removals.incrementAndGet() == 1;
        request();
        awaitDone();
        assertThat(removals).hasValue(3);
        assertNothingRemains();
    }

    /** As if it had slept for longer than its lease in one conversation: that one it has done, and did not count any more. */
    @Test
    void whoeverLostItsHoldStops() throws Exception {
        live();
        AtomicBoolean lost = new AtomicBoolean();
        RecordedDeliveries.fails = steps -> {
            if (!lost.get()) {
                String lose = "DELETE holder FROM erasure WHERE user_id = '" + ann + "' IF holder != null";
                lost.set(session.execute(lose).wasApplied());
            }
            return false;
        };
        request();
        awaitDone();
        assertThat(lost).isTrue();
        assertThat(erasure().path("conversationsDone").asLong()).isEqualTo(3);
        assertNothingRemains();
    }

    /** Notes of erasures that are over, were begun anew, or never were. */
    @Test
    void notesThatACrashLeftAreDropped() throws Exception {
        request();
        awaitDone();
        Erasure done = erasures.find(user).toCompletableFuture().join().orElseThrow();
        open(ann, done.job());
        open(ann, UUID.randomUUID());
        open(bob, UUID.randomUUID());
        Set<UserId> named = Set.of(user, new UserId(bob));
        await().atMost(SOON)
                .until(() -> erasures.open().toCompletableFuture().join().stream()
                        .map(Erasures.Open::user)
                        .noneMatch(named::contains));
    }

    /** What is edited is told anew. */
    @Test
    void anOldMessageThatWasEditedLatelyIsLookedForInInboxes() throws Exception {
        create(name + "-old", ann, bob);
        String line = "{\"clientMessageId\":\"i1\",\"sender\":\"" + ann + "\",\"type\":\"t\",\"content\":{},"
                + "\"sentAt\":\"2020-01-01T00:00:00.000Z\"}";
        ok(200, call("POST", group(name + "-old") + "/import", service, line));
        operate(name + "-old", ann, "'operationId':'e1','type':'EDIT','seq':1,'content':{'text':'" + mark + "'}");
        request();
        awaitDone();
        assertThat(told(name + "-old")).containsExactly(1L);
        assertThat(RecordedDeliveries.SCRUBS)
                .anySatisfy(scrub ->
                        assertThat(scrub.message().conversationId().value()).isEqualTo(name + "-old"));
    }

    @Test
    void nobodyIsErasedWhoWasNotAskedFor() throws Exception {
        assertThat(erasure().path("state").asString()).isEqualTo("NONE");
        live();
        send(name + "-now", bob, "b1");
        request();
        awaitDone();
        assertThat(messages(name + "-now", bob)
                        .get(5)
                        .path("content")
                        .path("text")
                        .asString())
                .as("bob's")
                .contains(mark);
    }

    @Test
    void whatTheUserJoinsWhileItsInboxGoesIsErasedToo() throws Exception {
        live();
        AtomicBoolean joined = new AtomicBoolean();
        eraser.erase(user, GATEWAY, conversations -> {
            if (RecordedDeliveries.ERASED.contains(user) && joined.compareAndSet(false, true)) {
                joinAnother();
            }
        });
        assertThat(joined).isTrue();
        assertNothingRemains();
    }

    @Test
    void whoComesBackToAConversationThatItIsErasedFromIsErasedOnceMore() throws Exception {
        create(name + "-now", ann, bob);
        send(name + "-now", ann, "m1");
        AtomicBoolean back = new AtomicBoolean();
        eraser.erase(user, GATEWAY, conversations -> {
            if (back.compareAndSet(false, true)) {
                comeBack();
            }
        });
        assertNothingRemains();
        problem(404, "conversation-not-found", call("GET", group(name + "-now"), TOKENS.user(ann), null));
    }

    /** Others write, so that entries gather several commands. A member whom no list names would never be erased. */
    @Test
    void whoComesBackInTheEntryThatErasesItIsErasedOnceMore() throws Exception {
        create(name + "-now", ann, bob);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int round = 0; round < 10; round++) {
                List<Callable<Boolean>> atOnce = new ArrayList<>(Collections.nCopies(4, this::writeAsBob));
                atOnce.add(() -> erasedWithin(Integer.MAX_VALUE));
                atOnce.add(this::comeBackOften);
                for (Future<Boolean> done : threads.invokeAll(atOnce)) {
                    assertThat(done.get()).isTrue();
                }
                assertThat(erasedWithin(Integer.MAX_VALUE)).isTrue();
                problem(404, "conversation-not-found", call("GET", group(name + "-now"), TOKENS.user(ann), null));
                ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean writeAsBob() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(name + "-now", bob, UUID.randomUUID().toString());
        }
        return true;
    }

    private boolean comeBackOften() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(call("PUT", group(name + "-now") + "/members/" + ann, service, "{}")
                            .statusCode())
                    .isIn(200, 201);
        }
        return true;
    }

    private void comeBack() {
        try {
            ok(201, call("PUT", group(name + "-now") + "/members/" + ann, service, "{}"));
            send(name + "-now", ann, "m2");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void joinAnother() {
        try {
            create(name + "-late", ann, bob);
            send(name + "-late", ann, "m1");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The instance dies after its n-th step, for every n there is; another one takes up what is left, and dies at its second. */
    @Test
    void wheneverAnInstanceDiesAnotherOneGoesOn() throws Exception {
        boolean died = true;
        int steps = 0;
        while (died) {
            steps++;
            drawNames();
            live();
            died = !erasedWithin(steps);
            erasedWithin(2);
            assertThat(erasedWithin(Integer.MAX_VALUE)).isTrue();
            assertNothingRemains();
        }
        assertThat(steps).isGreaterThan(20);
    }

    private boolean erasedWithin(int steps) {
        int[] left = {steps};
        try {
            eraser.erase(user, GATEWAY, conversations -> {
                if (--left[0] == 0) {
                    throw new StoreUnavailableException("The instance dies here", null);
                }
            });
            return true;
        } catch (StoreUnavailableException died) {
            return false;
        }
    }

    @Test
    void twoInstancesAtOnceAndAUserWhoGoesOnWritingChangeNothing() throws Exception {
        live();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<List<Integer>> writer = threads.submit(this::writeUntilForgotten);
            Future<Integer> one = threads.submit(() -> eraser.erase(user, GATEWAY, conversations -> {}));
            Future<Integer> other = threads.submit(() -> eraser.erase(user, GATEWAY, conversations -> {}));
            assertThat(one.get() + other.get()).isPositive();
            assertThat(writer.get())
                    .as("a member; asked as one and decided as none; unknown")
                    .isSubsetOf(201, 403, 404)
                    .isSortedAccordingTo(Comparator.naturalOrder());
        } finally {
            threads.shutdownNow();
        }
        assertNothingRemains();
    }

    /** The answers to one message after the other, up to the first that knows of no such member. */
    private List<Integer> writeUntilForgotten() throws Exception {
        List<Integer> answers = new ArrayList<>();
        while (!answers.contains(404)) {
            answers.add(call(
                            "POST",
                            group(name + "-now") + "/messages",
                            TOKENS.user(ann),
                            message("w" + answers.size(), mark + " w" + answers.size()))
                    .statusCode());
        }
        return answers;
    }

    /** The dead one answered the request, and had taken it up. */
    @Test
    void whatADeadInstanceHeldIsTakenUp() throws Exception {
        live();
        UUID dead = UUID.randomUUID();
        Erasure held = begun();
        assertThat(erasures.take(held, dead).toCompletableFuture().join()).isTrue();
        open(ann, held.job());
        Thread.sleep(1500);
        assertThat(erasure().path("state").asString()).as("it is held").isEqualTo("RUNNING");
        assertThat(new Remains(session).of(mark)).isNotEmpty();

        erasures.giveBack(held, dead).toCompletableFuture().join();

        awaitDone();
        assertNothingRemains();
    }

    /** As the store has it before the note that others look for is written. */
    private Erasure begun() {
        session.execute("UPDATE erasure SET job_id = uuid(), state = 'RUNNING', requested_at = toTimestamp(now()),"
                + " requested_by = 'gateway', conversations = 0 WHERE user_id = '" + ann + "' IF state = null");
        return erasures.find(user).toCompletableFuture().join().orElseThrow();
    }

    private void open(String id, UUID job) {
        session.execute(
                "INSERT INTO erasure_open (service, user_id, job_id) VALUES ('history', '" + id + "', " + job + ")");
    }

    @Test
    void aLargeConversationIsErasedPageByPage() throws Exception {
        create(name + "-large", ann, bob);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 650; i++) {
            String sender = i % 3 == 0 ? bob : ann;
            lines.append("{\"clientMessageId\":\"i")
                    .append(i)
                    .append("\",\"sender\":\"")
                    .append(sender)
                    .append("\",\"type\":\"t\",\"content\":{\"t\":\"")
                    .append(sender.equals(ann) ? mark : "other")
                    .append("\"},\"sentAt\":\"2020-01-01T00:00:00.000Z\"}\n");
        }
        ok(200, call("POST", group(name + "-large") + "/import", service, lines.toString()));
        request();
        awaitDone();
        assertNothingRemains();
        assertThat(lastPage())
                .hasSize(200)
                .anySatisfy(message ->
                        assertThat(message.path("content").path("t").asString()).isEqualTo("other"));
        assertThat(told(name + "-large")).as("too old to wait in an inbox").isEmpty();
    }

    private List<JsonNode> lastPage() throws Exception {
        String path = group(name + "-large") + "/messages?limit=200";
        return ok(200, call("GET", path, TOKENS.user(bob), null)).path("messages").values().stream()
                .toList();
    }
}
