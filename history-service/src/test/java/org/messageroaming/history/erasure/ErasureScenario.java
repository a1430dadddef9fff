package org.messageroaming.history.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.messageroaming.history.HistoryIT;
import org.messageroaming.history.fanout.Delivery;
import org.messageroaming.model.Operation;
import org.messageroaming.model.UserId;
import org.messageroaming.model.problem.StoreUnavailableException;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A user that is to be erased, of its own in each test, whose messages all carry a mark. */
abstract class ErasureScenario extends HistoryIT {
    static final Duration SOON = Duration.ofSeconds(60);
    static final UserId GATEWAY = new UserId("gateway");
    /** What names the user for as long as the stubs and the record of the erasure do. */
    static final Set<String> NAMING = Set.of("timeline", "change", "journal", "erasure", "erasure_open");

    String name = "";
    String ann = "";
    String bob = "";
    String mark = "";
    UserId user = GATEWAY;

    @Autowired
    CqlSession session;

    @Autowired
    Eraser eraser;

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

    static String group(String name) {
        return "/v1/conversations/" + name;
    }

    void create(String id, String... members) throws Exception {
        String list = "\"" + String.join("\",\"", members) + "\"";
        ok(201, call("PUT", group(id), service, "{\"kind\":\"GROUP\",\"members\":[" + list + "]}"));
    }

    void send(String id, String sender, String key) throws Exception {
        ok(201, call("POST", group(id) + "/messages", TOKENS.user(sender), message(key, mark + " " + key)));
    }

    void operate(String id, String actor, String fields) throws Exception {
        String token = actor.equals("gateway") ? service : TOKENS.user(actor);
        ok(201, call("POST", group(id) + "/operations", token, "{" + fields.replace('\'', '"') + "}"));
    }

    List<JsonNode> messages(String id, String reader) throws Exception {
        String token = reader.equals("gateway") ? service : TOKENS.user(reader);
        return ok(200, call("GET", group(id) + "/messages", token, null)).path("messages").values().stream()
                .toList();
    }

    JsonNode erasure() throws Exception {
        return ok(200, call("GET", "/v1/users/" + ann + "/erasure", service, null));
    }

    JsonNode request() throws Exception {
        return ok(202, call("DELETE", "/v1/users/" + ann, service, null));
    }

    void awaitDone() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(erasure().path("state").asString()).isEqualTo("DONE"));
    }

    /** A conversation of each kind in which something of a user may remain. */
    void live() throws Exception {
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

    void assertNothingRemains() {
        Remains remains = new Remains(session);
        assertThat(remains.of(mark)).isEmpty();
        assertThat(remains.in(NAMING, ann))
                .as("READ and CLEAR are known by their ids until those expire")
                .allMatch(row -> row.startsWith("operation_retry") && row.matches(".*(READ|CLEAR).*"));
        assertThat(remains.of("\"audience\": \"" + ann)).isEmpty();
    }

    /** Which messages bob's inbox was told to take back. */
    List<Long> told(String id) {
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

    boolean erasedWithin(int steps) {
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
}
