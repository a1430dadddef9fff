package org.messageroaming.reliability.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.messageroaming.model.json.WireJson;
import org.messageroaming.reliability.load.Asked;
import org.messageroaming.reliability.load.Calls;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Losses;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.Resolved;
import org.messageroaming.reliability.load.Tenures;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A made-up round, sound unless a test spoils it: what services would have stored, and what clients were told. Each step takes 10 ns. */
final class Scene implements Pages {
    static final String ANN = "ann";
    static final String BEN = "ben";
    static final String CAT = "cat";
    static final World.Group STAY = new World.Group("stay", List.of(ANN, BEN, CAT), false);
    static final World.Group CHURN = new World.Group("churn", List.of(ANN, BEN, CAT), true);
    static final World.Group CLOCK = new World.Group("clock", List.of(ANN), false);

    final Violations violations = new Violations();
    private final Map<String, List<ObjectNode>> stored = new HashMap<>();
    private final Map<String, List<ObjectNode>> inboxes = new HashMap<>();
    final Map<String, Set<String>> hidden = new HashMap<>();
    final Map<String, Long> readUpTo = new HashMap<>();
    final Set<String> members = new HashSet<>(CHURN.members());
    Losses losses = Losses.NONE;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final Map<String, Received> received = new LinkedHashMap<>();
    private final Asked gateway = new Asked("gateway");
    private final Tenures tenures = new Tenures();
    private long now = 1000;
    private int number;

    Scene() {
        for (String user : List.of(ANN, BEN, CAT)) {
            asked.put(user, new Asked(user));
            received.put(user, new Received(user, violations));
        }
    }

    private Resolved resolved(Fate.State state, Map<String, ?> body) {
        now += 10;
        int status = state == Fate.State.DONE ? 201 : state == Fate.State.REFUSED ? 403 : 0;
        Calls.Answer answer = new Calls.Answer(status, WireJson.MAPPER.valueToTree(body));
        return new Resolved(state, answer, now - 8, now, state == Fate.State.UNKNOWN);
    }

    /** Sends a message that is stored, acknowledged, and given to every member but those. */
    Fate send(String user, World.Group group, String... notGivenTo) {
        return send(user, group, Fate.State.DONE, notGivenTo);
    }

    /** The same, with an acknowledgement or without. */
    Fate send(String user, World.Group group, Fate.State state, String... notGivenTo) {
        Fate fate = new Fate(group, user, "m" + number++, "hello " + number);
        (group.equals(CLOCK) ? gateway : asked(user)).send(fate);
        ObjectNode message = WireJson.MAPPER.createObjectNode();
        List<ObjectNode> all = stored.computeIfAbsent(group.id(), id -> new ArrayList<>());
        message.put("conversationId", group.id())
                .put("seq", all.size() + 1)
                .put("sender", user)
                .put("clientMessageId", fate.clientMessageId())
                .put("sentAt", String.format("2026-01-01T00:00:00.%03dZ", all.size()));
        message.set("content", fate.content());
        all.add(message);
        List<String> present = group.equals(CHURN) ? List.copyOf(members) : group.members();
        group.members().stream()
                .filter(member -> !present.contains(member))
                .forEach(member -> hide(member, group, all.size()));
        present.stream()
                .filter(member -> !List.of(notGivenTo).contains(member))
                .forEach(member -> give(member, "message", message.deepCopy()));
        fate.appended(resolved(state, Map.of("seq", all.size())));
        return fate;
    }

    /** Asks to send, and gets no other answer than that; nothing is stored. */
    Fate ask(String user, World.Group group, Fate.State state) {
        Fate fate = new Fate(group, user, "m" + number++, "hello " + number);
        asked(user).send(fate);
        fate.appended(resolved(state, Map.of()));
        return fate;
    }

    void hide(String user, World.Group group, long seq) {
        hidden.computeIfAbsent(user, key -> new HashSet<>()).add(group.id() + "#" + seq);
    }

    Asked asked(String user) {
        return Objects.requireNonNull(asked.get(user));
    }

    Received received(String user) {
        return Objects.requireNonNull(received.get(user));
    }

    /** Edits a message, and tells its conversation but those. */
    ObjectNode edit(Fate fate, String... notTold) {
        String id = "e" + number++;
        fate.edited(id, "edit " + id, resolved(Fate.State.DONE, Map.of()));
        JsonNode content = fate.edits().get(fate.edits().size() - 1).content();
        message(fate).set("content", content);
        ObjectNode operation = operation("EDIT", id, fate);
        operation.set("content", content.deepCopy());
        tell(fate.group(), operation, notTold);
        return operation;
    }

    /** Recalls a message everywhere, and tells its conversation but those. */
    void recall(Fate fate, String... notTold) {
        String id = "r" + number++;
        fate.recalled(id, resolved(Fate.State.DONE, Map.of()));
        message(fate).remove("content");
        inboxes.values().stream()
                .flatMap(List::stream)
                .map(entry -> entry.path("message"))
                .filter(message -> message.path("clientMessageId").asString("").equals(fate.clientMessageId()))
                .forEach(message -> ((ObjectNode) message).putNull("content"));
        tell(fate.group(), operation("RECALL", id, fate), notTold);
    }

    private static ObjectNode operation(String type, String id, Fate fate) {
        return WireJson.MAPPER
                .createObjectNode()
                .put("type", type)
                .put("operationId", id)
                .put("conversationId", fate.group().id())
                .put("actor", fate.sender())
                .put("seq", fate.seq());
    }

    private void tell(World.Group group, ObjectNode operation, String... notTold) {
        List<String> present = group.equals(CHURN) ? List.copyOf(members) : group.members();
        present.stream()
                .filter(member -> !List.of(notTold).contains(member))
                .forEach(member -> give(member, "operation", operation.deepCopy()));
    }

    ObjectNode message(Fate fate) {
        return history(fate.group()).get((int) fate.seq() - 1);
    }

    /** A message as an inbox gives it. */
    ObjectNode asSent(Fate fate) {
        ObjectNode sent = message(fate).deepCopy();
        sent.set("content", fate.content());
        return sent;
    }

    List<ObjectNode> history(World.Group group) {
        return stored.computeIfAbsent(group.id(), id -> new ArrayList<>());
    }

    /** Deletes a message for one user, and tells it. */
    void delete(String user, Fate fate) {
        String id = "d" + number++;
        asked(user).deleted(fate.group(), id, fate.seq(), resolved(Fate.State.DONE, Map.of()));
        hide(user, fate.group(), fate.seq());
        ObjectNode operation = operation("DELETE", id, fate).put("actor", user);
        operation.remove("seq");
        operation.putArray("seqs").add(fate.seq());
        give(user, "operation", operation);
    }

    /** Moves a user's read marker. */
    void read(String user, Fate fate) {
        String id = "s" + number++;
        asked(user).markedRead(fate.group(), id, fate.seq(), resolved(Fate.State.DONE, Map.of()));
        readUpTo.put(user, fate.seq());
    }

    /** Lets a member go, or come back; in doubt when the answer does not come. */
    void move(String user, boolean joins, Fate.State state) {
        tenures.add(CHURN, user, joins, resolved(state, Map.of()));
        if (state == Fate.State.DONE && joins) {
            members.add(user);
        } else if (state == Fate.State.DONE) {
            members.remove(user);
        }
    }

    /** What an inbox keeps. */
    List<ObjectNode> kept(String user) {
        return inboxes.computeIfAbsent(user, key -> new ArrayList<>());
    }

    /** Puts something into an inbox, and gives it to the device. */
    void give(String user, String kind, ObjectNode what) {
        List<ObjectNode> inbox = kept(user);
        ObjectNode entry =
                WireJson.MAPPER.createObjectNode().put("seq", inbox.size() + 1).put("entryId", "entry" + number++);
        entry.set(kind, what);
        inbox.add(entry);
        ObjectNode page = WireJson.MAPPER.createObjectNode().put("cursor", "c").putNull("gap");
        page.putArray("entries").add(entry.deepCopy());
        received(user).take(page, now);
    }

    /** Tells a device that its inbox is another one, or has dropped what it kept longest. */
    void tellGap(String user, String gap) {
        ObjectNode page = WireJson.MAPPER.createObjectNode().put("cursor", "c").put("gap", gap);
        page.putArray("entries");
        received(user).take(page, now);
    }

    /** What is acknowledged from now on Redis may lose. */
    void losesFromNowOn() {
        losses = new Losses(true, now);
    }

    /** The invariants that the checker finds broken. */
    List<String> verdict() {
        Evidence evidence = new Evidence(
                List.of(STAY, CHURN, CLOCK),
                Stream.concat(asked.values().stream(), Stream.of(gateway)).toList(),
                List.copyOf(received.values()),
                tenures,
                losses);
        new Checker(this, violations).check(evidence, List.of());
        return violations.all().stream()
                .map(Violations.Violation::invariant)
                .distinct()
                .toList();
    }

    @Override
    public List<JsonNode> conversation(String id, String user) {
        Predicate<ObjectNode> isShown = message -> !hidden.getOrDefault(user, Set.of())
                .contains(id + "#" + message.path("seq").asLong());
        return stored.getOrDefault(id, List.of()).stream()
                .filter(isShown)
                .map(JsonNode.class::cast)
                .toList();
    }

    @Override
    public List<JsonNode> inbox(String user) {
        return List.copyOf(inboxes.getOrDefault(user, List.of()));
    }

    @Override
    public List<JsonNode> list(String user) {
        return List.of(WireJson.MAPPER
                .createObjectNode()
                .put("conversationId", STAY.id())
                .put("readUpToSeq", readUpTo.getOrDefault(user, 0L)));
    }

    @Override
    public List<JsonNode> members(String conversation) {
        return members.stream()
                .map(member -> (JsonNode) WireJson.MAPPER.createObjectNode().put("userId", member))
                .toList();
    }
}
