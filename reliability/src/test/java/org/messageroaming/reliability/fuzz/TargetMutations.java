package org.messageroaming.reliability.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** What can be wrong with a path and a query. */
final class TargetMutations {
    private final ApiOperation operation;
    private final ValidRequests valid;
    private final Hostile hostile;
    private final RandomGenerator random;

    TargetMutations(ApiOperation operation, ValidRequests valid, Hostile hostile, RandomGenerator random) {
        this.operation = operation;
        this.valid = valid;
        this.hostile = hostile;
        this.random = random;
    }

    /** Another value in place of a variable: malformed, or somebody else's. */
    void variable(Draft draft) {
        if (draft.variables.isEmpty()) {
            query(draft);
            return;
        }
        int index = draft.variables.get(random.nextInt(draft.variables.size()));
        World world = draft.world;
        if (random.nextInt(4) == 0) {
            List<String> others = List.of(
                    world.bob(), world.eve(), world.cid(), world.conversation(), world.pair(), "me", "nobody", "ME");
            draft.segments.set(index, hostile.pick(others));
        } else {
            draft.segments.set(index, hostile.inTarget());
            draft.wild = true;
        }
    }

    /** A parameter with a hostile value, an unknown one, a repeated one, a malformed one. */
    void query(Draft draft) {
        String name = operation.queryParameters().isEmpty() || random.nextInt(5) == 0
                ? hostile.pick(List.of("page", "LIMIT", "limit", "", "_method", "access_token", "format", "device"))
                : hostile.pick(operation.queryParameters());
        switch (random.nextInt(6)) {
            case 0 -> draft.query.add(name);
            case 1 -> draft.query.add(name + "=1&" + name + "=1");
            case 2 -> raw(draft, name + "=" + hostile.inTarget());
            case 3 -> raw(draft, hostile.inTarget());
            default -> {
                String value = random.nextBoolean() ? hostile.number() : hostile.text();
                draft.query.removeIf(given -> given.startsWith(name + "="));
                draft.query.add(name + "=" + Hostile.percentEncoded(value));
            }
        }
    }

    private static void raw(Draft draft, String text) {
        draft.query.add(text);
        draft.wild = true;
    }

    /** One more parameter that is known and valid; often an anchor too many. */
    void anchor(Draft draft) {
        if (!operation.queryParameters().isEmpty()) {
            String name = hostile.pick(operation.queryParameters());
            draft.query.add(name + "=" + Hostile.percentEncoded(valid.parameter(name, operation)));
        }
    }

    /** A cursor of somebody else or of another kind, cut, or with a bit turned; in the query, or the body of a device. */
    void cursor(Draft draft) {
        World.Cursors cursors = draft.world.cursors();
        String cursor = hostile.pick(
                List.of(cursors.inbox(), cursors.inbox(), cursors.otherInbox(), cursors.changes(), cursors.list()));
        String bent = switch (random.nextInt(5)) {
            case 0 -> cursor;
            case 1 -> cursor.substring(0, random.nextInt(cursor.length()));
            case 2 -> cursor + hostile.pick(List.of("A", "=", "==", "AAAA", cursor));
            case 3 -> "A".repeat(5000);
            default -> JsonBending.flipped(cursor, random);
        };
        String body = draft.body;
        if (body != null && operation.path().endsWith("/cursor")) {
            draft.body = body.replace(cursors.inbox(), bent.replaceAll("[\"\\\\\\p{Cntrl}]", "~"));
        } else if (operation.queryParameters().contains("cursor")) {
            draft.query.removeIf(given -> given.startsWith("cursor="));
            draft.query.add("cursor=" + Hostile.percentEncoded(bent));
        } else if (operation.queryParameters().contains("after")) {
            draft.query.removeIf(given -> given.startsWith("after="));
            draft.query.add("after=" + Hostile.percentEncoded(bent));
        }
    }

    /** Another shape of the path. */
    void path(Draft draft) {
        draft.wild = true;
        List<String> path = draft.segments;
        int index = random.nextInt(path.size());
        switch (random.nextInt(8)) {
            case 0 -> path.add("");
            case 1 -> path.add(hostile.inTarget());
            case 2 ->
                path.add(index, hostile.pick(List.of("", ".", "..", "..;", "%2e", "%2e%2e", ";", ";jsessionid=1")));
            case 3 -> path.set(0, hostile.pick(List.of("v0", "v2", "V1", "v1.0", "v1;a=b", "%76%31", "v1%20")));
            case 4 ->
                path.set(index, path.get(index) + hostile.pick(List.of(";a=b", ".json", "/", "//", "%20", "\t", "#x")));
            case 5 -> path.remove(path.size() - 1);
            case 6 -> path.set(0, "http://localhost/" + path.get(0));
            default -> path.set(index, path.get(index) + "x".repeat(9000));
        }
        if (path.isEmpty()) {
            path.add("");
        }
        // Its places have moved.
        draft.variables.clear();
    }
}
