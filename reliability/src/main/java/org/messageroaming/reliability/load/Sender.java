package org.messageroaming.reliability.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A user who writes, changes its mind, reads and tidies up, one thing after the other; and the record of it. */
public final class Sender implements Runnable {
    private final String user;
    private final List<World.Group> groups;
    private final World.Group hot;
    private final Client client;
    private final Floors floors;
    private final Violations violations;
    private final Random random;
    private final BooleanSupplier ended;
    private final BooleanSupplier racing;
    private final List<Fate> fates = new ArrayList<>();
    private final Map<String, Long> read = new HashMap<>();
    private final Map<String, Fate.State> deletions = new HashMap<>();
    private final Map<String, Long> deletionIds = new HashMap<>();
    private int number;

    Sender(
            String user,
            World world,
            Client client,
            Floors floors,
            Violations violations,
            Random random,
            BooleanSupplier ended,
            BooleanSupplier racing) {
        this.user = user;
        this.groups = world.of(user);
        this.hot = world.hot();
        this.client = client;
        this.floors = floors;
        this.violations = violations;
        this.random = random;
        this.ended = ended;
        this.racing = racing;
    }

    public String user() {
        return user;
    }

    /** What it sent. Complete when the thread has ended. */
    public List<Fate> fates() {
        return fates;
    }

    /** What it deleted for itself: conversation#seq to what is known of it. */
    public Map<String, Fate.State> deletions() {
        return deletions;
    }

    /** The deletions that were acknowledged, by operation id, and when, of {@link System#nanoTime}. */
    public Map<String, Long> deletionIds() {
        return deletionIds;
    }

    /** How far it has read, as was acknowledged, by conversation. */
    public Map<String, Long> read() {
        return read;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            World.Group group =
                    racing.getAsBoolean() || groups.isEmpty() ? hot : groups.get(random.nextInt(groups.size()));
            int what = random.nextInt(100);
            Fate last = fates.isEmpty() ? null : fates.get(fates.size() - 1);
            if (last != null && last.append() == Fate.State.DONE && what < 14) {
                edit(last);
            } else if (what < 17 && !fates.isEmpty()) {
                recall(fates.get(random.nextInt(fates.size())));
            } else if (what < 19) {
                delete(group);
            } else if (what < 22) {
                markRead(group);
            } else if (what < 26) {
                look(group);
            } else {
                send(group);
            }
        }
    }

    private String nextId() {
        return user + "-" + number++;
    }

    private void send(World.Group group) {
        String id = nextId();
        Fate fate = new Fate(group, user, id, "text of " + id);
        fates.add(fate);
        Client.Resolved resolved = client.resolve(
                "POST",
                "/v1/conversations/" + group.id() + "/messages",
                Map.of("clientMessageId", id, "type", "text", "content", content(fate.text())));
        long seq = resolved.answer().body().path("seq").asLong(0);
        fate.appended(resolved.state(), resolved.state() == Fate.State.DONE ? seq : 0);
        if (resolved.state() == Fate.State.DONE) {
            floors.raise(group.id(), seq);
        }
    }

    /** Long enough to matter, and with its end marked. */
    static Map<String, Object> content(String text) {
        return Map.of("text", text, "n", IntStream.range(0, 10).boxed().toList());
    }

    private void edit(Fate fate) {
        String id = nextId();
        String text = "edit " + id;
        Map<String, Object> body =
                Map.of("operationId", id, "type", "EDIT", "seq", fate.seq(), "content", content(text));
        fate.edited(id, text, operate(fate.group(), body));
    }

    private void recall(Fate fate) {
        if (fate.append() == Fate.State.DONE && fate.recall() == Fate.State.NEVER) {
            String id = nextId();
            fate.recalled(id, operate(fate.group(), Map.of("operationId", id, "type", "RECALL", "seq", fate.seq())));
        }
    }

    private void delete(World.Group group) {
        long floor = floors.of(group.id());
        if (floor > 0 && !group.churns()) {
            long seq = 1 + random.nextLong(floor);
            String id = nextId();
            Fate.State state = operate(group, Map.of("operationId", id, "type", "DELETE", "seqs", List.of(seq)));
            if (state == Fate.State.DONE && !deletions.containsKey(group.id() + "#" + seq)) {
                deletionIds.put(id, System.nanoTime());
            }
            deletions.merge(group.id() + "#" + seq, state, (one, other) -> one == Fate.State.DONE ? one : other);
        }
    }

    private void markRead(World.Group group) {
        long floor = floors.of(group.id());
        if (floor > 0 && !group.churns()) {
            Map<String, Object> body = Map.of("operationId", nextId(), "type", "READ", "upToSeq", floor);
            if (operate(group, body) == Fate.State.DONE) {
                read.merge(group.id(), floor, Math::max);
            }
        }
    }

    private Fate.State operate(World.Group group, Map<String, Object> body) {
        return client.resolve("POST", "/v1/conversations/" + group.id() + "/operations", body)
                .state();
    }

    /** Whoever was shown n is shown n from then on, by whichever instance; save what it deleted itself. */
    private void look(World.Group group) {
        long floor = floors.of(group.id());
        while (deletions.containsKey(group.id() + "#" + floor)) {
            floor--;
        }
        Calls.Answer page = client.once("GET", "/v1/conversations/" + group.id() + "/messages?limit=20", null);
        if (page.isDone() && !group.churns()) {
            long last = page.body().path("lastVisibleSeq").asLong(0);
            violations.require(
                    last >= floor || floor == 0,
                    "H1",
                    group.id() + " went back: " + floor + " was shown, then " + user + " was shown " + last);
            long before = 0;
            for (var message : page.body().path("messages").values()) {
                long seq = message.path("seq").asLong();
                violations.require(seq > before, "H1", group.id() + " is out of order at " + seq);
                before = seq;
            }
            floors.raise(group.id(), last);
        }
    }
}
