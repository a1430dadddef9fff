package org.messageroaming.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/** Makes worlds by the services' own APIs. */
final class Worlds {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_NAME = 10_000;

    private final Wire offline;
    private final Wire history;
    private final Tokens tokens;
    private int made = FIRST_NAME;

    Worlds(Wire offline, Wire history, Tokens tokens) {
        this.offline = offline;
        this.history = history;
        this.tokens = tokens;
    }

    /** A world at rest: whatever is owed to inboxes has arrived. */
    World create() {
        World world = new World("w" + made++, tokens, new World.Cursors("", "", "", ""));
        String talk = "/v1/conversations/" + world.conversation();
        put(talk, world.service(), conversation(world));
        put(
                "/v1/conversations/" + world.pair(),
                world.service(),
                "{'kind':'DIRECT','members':['" + world.ann() + "','" + world.bob() + "']}");
        String ann = world.tokens().user(world.ann());
        String bob = world.tokens().user(world.bob());
        for (int seq = 1; seq < World.MESSAGES; seq++) {
            append(talk, seq % 2 == 1 ? ann : bob, seq);
        }
        operate(talk, ann, "'type':'RECALL','operationId':'o1','seq':1");
        operate(talk, bob, "'type':'EDIT','operationId':'o2','seq':2,'content':{'text':'edited'}");
        operate(talk, ann, "'type':'READ','operationId':'o3','upToSeq':4");
        operate(talk, bob, "'type':'DELETE','operationId':'o4','seqs':[3]");
        call(history, "DELETE", talk + "/members/" + world.cid(), world.service(), null);
        append(talk, ann, World.MESSAGES);
        awaitLast(ann);
        awaitLast(bob);
        return new World(world.name(), world.tokens(), cursors(world, ann, bob));
    }

    private static String conversation(World world) {
        String leavers = IntStream.range(0, World.LEAVERS)
                .mapToObj(number -> ",'" + world.leaver(number) + "'")
                .collect(Collectors.joining());
        return "{'kind':'GROUP','members':['" + world.ann() + "','" + world.bob() + "','" + world.cid() + "'" + leavers
                + "]}";
    }

    private World.Cursors cursors(World world, String ann, String bob) {
        String inbox =
                get(offline, "/v1/users/me/inbox?limit=3", ann).path("cursor").asString();
        call(offline, "PUT", "/v1/users/me/devices/phone/cursor", ann, "{'cursor':'" + inbox + "'}");
        return new World.Cursors(
                inbox,
                get(offline, "/v1/users/me/inbox?limit=2", bob).path("cursor").asString(),
                get(history, "/v1/conversations/" + world.conversation() + "/changes?limit=1", ann)
                        .path("cursor")
                        .asString(),
                get(history, "/v1/users/me/conversations?limit=1", ann)
                        .path("nextCursor")
                        .asString());
    }

    /** Entries of one conversation arrive in order, so its last message is the last to wait for. */
    private void awaitLast(String token) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> get(offline, "/v1/users/me/inbox", token).path("entries").values().stream()
                        .anyMatch(entry -> entry.path("message").path("seq").asInt(0) == World.MESSAGES));
    }

    private void append(String talk, String token, int number) {
        call(
                history,
                "POST",
                talk + "/messages",
                token,
                "{'clientMessageId':'m" + number + "','type':'text','content':{'text':'hello'}}");
    }

    private void operate(String talk, String token, String fields) {
        call(history, "POST", talk + "/operations", token, "{" + fields + "}");
    }

    private void put(String target, String token, String body) {
        call(history, "PUT", target, token, body);
    }

    private static JsonNode get(Wire wire, String target, String token) {
        return WireJson.MAPPER.readTree(call(wire, "GET", target, token, null).body());
    }

    /** @param body with single quotes for double ones */
    private static Answer call(Wire wire, String method, String target, String token, @Nullable String body) {
        Answer answer = wire.send(Attack.of(method, target, token, body == null ? null : body.replace('\'', '"')));
        assertThat(answer.isSuccess()).as("%s %s: %s", method, target, answer).isTrue();
        return answer;
    }

    /** Whether the service says that it is ready. */
    boolean isReady(Wire wire) {
        Attack question = Attack.of("GET", "/actuator/health/readiness", tokens.user("reader"), null);
        return wire.send(question).status() == 200;
    }
}
