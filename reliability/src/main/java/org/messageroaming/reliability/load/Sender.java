package org.messageroaming.reliability.load;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A user who writes, changes its mind, reads and tidies up, one thing after the other; and the record of it. */
final class Sender implements Runnable {
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    private final String user;
    private final List<World.Group> groups;
    private final World.Group hot;
    private final Client client;
    private final Floors floors;
    private final Violations violations;
    private final Random random;
    private final BooleanSupplier ended;
    private final BooleanSupplier racing;
    private final Pace pace;
    private final Asked asked;
    private int number;

    Sender(
            String user,
            World world,
            Client client,
            Floors floors,
            Violations violations,
            Random random,
            BooleanSupplier ended,
            BooleanSupplier racing,
            Pace pace) {
        this.user = user;
        this.asked = new Asked(user);
        this.groups = world.of(user);
        this.hot = world.hot();
        this.client = client;
        this.floors = floors;
        this.violations = violations;
        this.random = random;
        this.ended = ended;
        this.racing = racing;
        this.pace = pace;
    }

    /** What it asked for. Complete when the thread has ended. */
    Asked asked() {
        return asked;
    }

    @Override
    public void run() {
        while (!ended.getAsBoolean()) {
            pace.hold();
            World.Group group =
                    racing.getAsBoolean() || groups.isEmpty() ? hot : groups.get(random.nextInt(groups.size()));
            int what = random.nextInt(100);
            List<Fate> fates = asked.fates();
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
        asked.send(fate);
        Resolved resolved = client.resolve(
                "POST",
                "/v1/conversations/" + group.id() + "/messages",
                Map.of("clientMessageId", id, "type", "text", "content", Fate.content("text of " + id)),
                ofLeaver(group));
        fate.appended(resolved);
        if (resolved.state() == Fate.State.DONE) {
            floors.raise(group.id(), fate.seq());
        }
    }

    /** Who has been removed may write no more. */
    private static Set<Integer> ofLeaver(World.Group group) {
        return group.churns() ? Set.of(FORBIDDEN) : Set.of();
    }

    /** What was recalled, or may have been, cannot be edited. */
    private void edit(Fate fate) {
        String id = nextId();
        String text = "edit " + id;
        Map<String, Object> body =
                Map.of("operationId", id, "type", "EDIT", "seq", fate.seq(), "content", Fate.content(text));
        Set<Integer> refusals = new HashSet<>(ofLeaver(fate.group()));
        if (fate.mayBeScrubbed()) {
            refusals.add(CONFLICT);
        }
        fate.edited(id, text, operate(fate.group(), body, refusals));
    }

    /** Also who has been removed may take back what it said. */
    private void recall(Fate fate) {
        if (fate.append() == Fate.State.DONE && fate.recall() == Fate.State.NEVER) {
            String id = nextId();
            Map<String, Object> body = Map.of("operationId", id, "type", "RECALL", "seq", fate.seq());
            fate.recalled(id, operate(fate.group(), body, Set.of()));
        }
    }

    private void delete(World.Group group) {
        long floor = floors.of(group.id());
        if (floor > 0 && !group.churns()) {
            long seq = 1 + random.nextLong(floor);
            String id = nextId();
            Map<String, Object> body = Map.of("operationId", id, "type", "DELETE", "seqs", List.of(seq));
            asked.deleted(group, id, seq, operate(group, body, Set.of()));
        }
    }

    private void markRead(World.Group group) {
        long floor = floors.of(group.id());
        if (floor > 0 && !group.churns()) {
            String id = nextId();
            Map<String, Object> body = Map.of("operationId", id, "type", "READ", "upToSeq", floor);
            asked.markedRead(group, id, floor, operate(group, body, Set.of()));
        }
    }

    private Resolved operate(World.Group group, Map<String, Object> body, Set<Integer> refusals) {
        return client.resolve("POST", "/v1/conversations/" + group.id() + "/operations", body, refusals);
    }

    /** Whoever was shown n is shown n from then on, by whichever instance; save what it deleted itself. */
    private void look(World.Group group) {
        long floor = floors.of(group.id());
        while (asked.deletions().containsKey(group.id() + "#" + floor)) {
            floor--;
        }
        Calls.Answer page =
                client.once("GET", "/v1/conversations/" + group.id() + "/messages?limit=20", null, Set.of());
        if (page.isDone() && !group.churns()) {
            long last = page.body().path("lastVisibleSeq").asLong(0);
            violations.require(
                    last >= floor || floor == 0,
                    "H1",
                    group.id() + " went back: " + floor + " was shown, then " + user + " was shown " + last);
            checkDense(group, page.body().path("messages"), last);
            floors.raise(group.id(), last);
        }
    }

    /** The newest page is whole, save what this user deleted itself, up to the last that it says is there. */
    private void checkDense(World.Group group, JsonNode messages, long last) {
        long next = messages.path(0).path("seq").asLong(last + 1);
        for (JsonNode message : messages.values()) {
            long seq = message.path("seq").asLong();
            violations.require(seq >= next, "H1", group.id() + " is out of order at " + seq);
            checkHidden(group, next, seq);
            next = seq + 1;
        }
        checkHidden(group, next, last + 1);
    }

    private void checkHidden(World.Group group, long from, long to) {
        for (long seq = from; seq < to; seq++) {
            Fate.State deletion = asked.deletions().get(group.id() + "#" + seq);
            violations.require(
                    deletion == Fate.State.DONE || deletion == Fate.State.UNKNOWN,
                    "H1",
                    user + " is not shown " + group.id() + "#" + seq + ", which it is shown more than");
        }
    }
}
