package org.messageroaming.reliability.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can be wrong with a body. */
final class BodyMutations {
    private static final int LARGEST = 1024 * 1024;
    private static final Framing[] FRAMINGS = Framing.values();

    private final JsonBending json;
    private final Hostile hostile;
    private final RandomGenerator random;

    BodyMutations(JsonBending json, Hostile hostile, RandomGenerator random) {
        this.json = json;
        this.hostile = hostile;
        this.random = random;
    }

    /** One place of its JSON, or of that of one of its lines. */
    void bend(Draft draft) {
        String body = draft.body;
        if (body != null) {
            String[] lines = body.split("\n", -1);
            int line = random.nextInt(lines.length);
            lines[line] = json.bend(lines[line]);
            draft.body = String.join("\n", lines);
        }
    }

    /** Its characters, whatever they mean. */
    void text(Draft draft) {
        String body = draft.body;
        if (body == null || body.isEmpty()) {
            return;
        }
        int at = random.nextInt(body.length());
        draft.body = switch (random.nextInt(7)) {
            case 0 -> body.substring(0, at);
            case 1 -> body + hostile.pick(List.of("x", "{}", "\u0000", "]", "}", "\n{}", Octets.raw(0xFF)));
            case 2 -> body.substring(0, at) + Octets.raw(random.nextInt(256)) + body.substring(at);
            case 3 ->
                body.substring(0, at)
                        + hostile.pick(List.of("\u0000", "\uFEFF", "\r\n", "\"", "\\", Octets.raw(0xED, 0xA0, 0x80)))
                        + body.substring(at);
            case 4 -> Octets.raw(0xEF, 0xBB, 0xBF) + body;
            case 5 -> body.substring(at) + body.substring(0, at);
            default -> body + body;
        };
    }

    /** Something else altogether, or far too much. */
    void whole(Draft draft) {
        String body = draft.body == null ? "" : draft.body;
        draft.body = switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> "";
            case 2 -> hostile.pick(List.of("null", "[]", "\"x\"", "1", "true", "{}", " ", "\n\n\n"));
            case 3 -> Hostile.nested("[", "10000");
            case 4 -> Hostile.nested("{\"a\":", "10000");
            case 5 -> "[".repeat(10_000);
            case 6 -> padded(body, LARGEST - 1 + random.nextInt(3));
            case 7 -> Octets.raw(body.getBytes(StandardCharsets.UTF_16));
            case 8 -> "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
            case 9 -> "a=b&clientMessageId=x&%zz=%";
            case 10 -> "{\"content\":\"" + "x".repeat(LARGEST - 200);
            default -> hostile.json();
        };
    }

    /** White space to exactly this many bytes. */
    private static String padded(String body, int bytes) {
        return body + " ".repeat(Math.max(0, bytes - Octets.of(body).length));
    }

    void framing(Draft draft) {
        draft.framing = FRAMINGS[random.nextInt(FRAMINGS.length)];
        if (draft.body == null) {
            draft.body = hostile.pick(List.of("", "x", "{}"));
        }
    }
}
