package org.messageroaming.quickstart;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.messageroaming.client.Device;
import org.messageroaming.client.InMemoryStore;
import org.messageroaming.client.JdkTransport;
import org.messageroaming.client.RoamingApi;
import org.messageroaming.localstack.Tokens;
import org.messageroaming.model.ConversationId;
import org.messageroaming.model.UserId;
import tools.jackson.databind.JsonNode;

/**
 * A short story through the REST API, told call by call: a group, a device away and back, a late joiner, scrolling back; then what one
 * device does, seen on the others.
 */
final class Scenario {
    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Api api;
    private final URI offline;
    private final URI history;
    private final Tokens tokens;
    private final Consumer<String> out;
    private final String group;

    /** @param name distinguishes one telling from another on the same data */
    Scenario(URI offline, URI history, Tokens tokens, String name, Consumer<String> out) {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), offline, history, tokens, name, out);
    }

    /** Told by a given client. */
    Scenario(HttpClient client, URI offline, URI history, Tokens tokens, String name, Consumer<String> out) {
        this.client = client;
        this.api = new Api(client);
        this.offline = offline;
        this.history = history;
        this.tokens = tokens;
        this.group = "/v1/conversations/hiking-" + name;
        this.out = out;
    }

    /** @throws IllegalStateException when an answer is not as the story says */
    void play() {
        String gateway = tokens.service("gateway");
        String alice = tokens.user("alice");
        String bob = tokens.user("bob");
        String carol = tokens.user("carol");

        chapter("The gateway creates a group of alice and bob");
        show(
                201,
                "PUT",
                group,
                api.put(history, group, gateway, Map.of("kind", "GROUP", "members", List.of("alice", "bob"))));

        chapter("Bob's phone notes where its inbox ends, then goes away");
        String inbox = "/v1/users/me/inbox";
        JsonNode latest = show(200, "GET", inbox + "?after=latest", api.get(offline, inbox + "?after=latest", bob));
        String cursor = latest.path("cursor").asString();

        chapter("Alice writes three messages; the second is sent twice, as on a bad line, and exists once");
        append(201, alice, "a-1", "Saturday, 8:30 at the station? 🥾");
        append(201, alice, "a-2", "带上雨衣 — take a rain coat");
        append(200, alice, "a-2", "带上雨衣 — take a rain coat");
        append(201, alice, "a-3", "And the map!");

        chapter("Bob's phone is back and pulls what it missed");
        JsonNode missed = pullUntil(bob, inbox + "?after=" + cursor, 3);
        require("a-1,a-2,a-3".equals(ids(missed)), "three messages in order");

        chapter("Carol joins; she sees what is written from now on");
        show(201, "PUT", group + "/members/carol", api.put(history, group + "/members/carol", gateway, null));
        append(201, bob, "b-1", "Welcome, Carol!");
        JsonNode carols = show(200, "GET", group + "/messages", api.get(history, group + "/messages", carol));
        require(carols.path("messages").size() == 1, "one message for carol");

        chapter("A new device of alice scrolls back, two messages a page, to the beginning");
        String older = group + "/messages?limit=2";
        JsonNode page = show(200, "GET", older, api.get(history, older, alice));
        while (page.path("hasOlder").asBoolean()) {
            String before = older + "&before="
                    + page.path("messages").path(0).path("seq").asLong();
            page = show(200, "GET", before, api.get(history, before, alice));
        }
        require(page.path("messages").path(0).path("seq").asLong() == 1, "the first message at the end");
        operations(alice, bob);
    }

    private void operations(String alice, String bob) {
        chapter("Bob's phone and tablet, each with the client library, follow the group");
        ConversationId id = new ConversationId(group.substring(group.lastIndexOf('/') + 1));
        Device phone = device("bob", bob);
        Device tablet = device("bob", bob);
        tell("phone", phone, id);

        chapter("Bob deletes the first message on the phone; the tablet no longer shows it");
        operate(bob, Map.of("operationId", "bob-1", "type", "DELETE", "seqs", List.of(1)));
        until(
                () -> tablet.view(id).size() == phone.view(id).size()
                        && tablet.view(id).size() == 3,
                phone,
                tablet);
        tell("tablet", tablet, id);

        chapter("Alice recalls her second message: once that is answered its content is gone everywhere");
        operate(alice, Map.of("operationId", "alice-1", "type", "RECALL", "seq", 2));
        tablet.sync();
        tell("tablet", tablet, id);
        require(tablet.view(id).get(0).content() == null, "no content once recalled");

        chapter("Bob's new phone starts from the list of conversations");
        String list = "/v1/users/me/conversations?limit=1";
        show(200, "GET", list, api.get(history, list, bob));
        Device fresh = device("bob", bob);
        tell("new phone", fresh, id);
        require(fresh.view(id).equals(tablet.view(id)), "the same on every device");
    }

    private void operate(String token, Map<String, Object> instruction) {
        show(201, "POST", group + "/operations", api.post(history, group + "/operations", token, instruction));
    }

    private Device device(String user, String token) {
        RoamingApi calls = new RoamingApi(new JdkTransport(client), offline, history, () -> token);
        Device device = new Device(calls, new InMemoryStore(), new UserId(user));
        device.start();
        device.open(new ConversationId(group.substring(group.lastIndexOf('/') + 1)));
        return device;
    }

    private void tell(String name, Device device, ConversationId id) {
        out.accept("   " + name + " shows:");
        device.view(id)
                .forEach(message -> out.accept("       " + message.seq() + " " + message.sender() + ": "
                        + (message.content() == null
                                ? "(recalled)"
                                : message.content().json())));
    }

    private static void until(BooleanSupplier condition, Device... devices) {
        Instant end = Instant.now().plus(DELIVERY_LIMIT);
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            pause();
            for (Device device : devices) {
                device.sync();
            }
        }
        require(condition.getAsBoolean(), "that the devices agree");
    }

    private void append(int status, String token, String id, String text) {
        Map<String, Object> message = Map.of("clientMessageId", id, "type", "text", "content", Map.of("text", text));
        show(status, "POST", group + "/messages", api.post(history, group + "/messages", token, message));
    }

    private JsonNode pullUntil(String token, String path, int entries) {
        Instant end = Instant.now().plus(DELIVERY_LIMIT);
        Api.Answer answer = api.get(offline, path, token);
        while (answer.body().path("entries").size() < entries && Instant.now().isBefore(end)) {
            pause();
            answer = api.get(offline, path, token);
        }
        return show(200, "GET", path, answer);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String ids(JsonNode pulled) {
        return String.join(
                ",",
                pulled.path("entries").values().stream()
                        .map(entry ->
                                entry.path("message").path("clientMessageId").asString())
                        .toList());
    }

    private void chapter(String title) {
        out.accept("");
        out.accept("── " + title);
    }

    private JsonNode show(int expected, String method, String path, Api.Answer answer) {
        out.accept("   " + method + " " + shortened(path));
        out.accept("   " + answer.status() + " " + pretty(answer.body()));
        require(answer.status() == expected, "status " + expected);
        return answer.body();
    }

    private static String shortened(String path) {
        return path.length() > 100 ? path.substring(0, 97) + "…" : path;
    }

    /** A line a field, and within a list a line an item. */
    private static String pretty(JsonNode body) {
        List<String> lines = new ArrayList<>();
        body.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray() && !value.isEmpty()) {
                lines.add(field.getKey() + ":");
                value.values().forEach(item -> lines.add("    " + item));
            } else {
                lines.add(field.getKey() + ": " + value);
            }
        });
        return String.join("\n       ", lines);
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new IllegalStateException("The scenario expected " + expectation);
        }
    }
}
