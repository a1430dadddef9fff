package org.messageroaming.reliability.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.messageroaming.model.json.WireJson;
import tools.jackson.databind.JsonNode;

/** What was asked of one message, and what was answered. Written by its sender alone, read by the checker when that has ended. */
public final class Fate {
    private static final List<Integer> MORE = IntStream.range(0, 10).boxed().toList();
    private static final Resolved UNDER_WAY = new Resolved(
            State.UNKNOWN,
            new Calls.Answer(0, WireJson.MAPPER.createObjectNode()),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            true);

    private final World.Group group;
    private final String sender;
    private final String clientMessageId;
    private final String text;
    private final List<Edit> edits = new ArrayList<>();
    private @Nullable Resolved append;
    private State recall = State.NEVER;
    private String recallId = "";
    private long recallAskedAt;
    private long recalledAt;

    /** What is known of something that was asked for. */
    public enum State {
        /** Not asked for. */
        NEVER,
        /** Asked for, and no answer came: it may be so now, or become so late. */
        UNKNOWN,
        /** Answered 2xx. */
        DONE,
        /** Answered 4xx, and never asked for without an answer. */
        REFUSED
    }

    /** An edit, and what came of it. */
    public record Edit(String operationId, String text, Resolved resolved) {
        public State state() {
            return resolved.state();
        }

        /** Its content. */
        public JsonNode content() {
            return json(text);
        }
    }

    /** A message about to be sent. */
    public Fate(World.Group group, String sender, String clientMessageId, String text) {
        this.group = group;
        this.sender = sender;
        this.clientMessageId = clientMessageId;
        this.text = text;
    }

    /** What came of sending it. */
    public void appended(Resolved resolved) {
        append = resolved;
    }

    /** What came of an edit. */
    public void edited(String operationId, String newText, Resolved resolved) {
        edits.add(new Edit(operationId, newText, resolved));
    }

    /** What came of its recall. */
    public void recalled(String operationId, Resolved resolved) {
        recallId = operationId;
        recall = resolved.state();
        recallAskedAt = resolved.askedAt();
        recalledAt = resolved.answeredAt();
    }

    /** The content that goes with a text: long enough to matter, and with its end marked. */
    public static Map<String, Object> content(String text) {
        return Map.of("text", text, "n", MORE);
    }

    private static JsonNode json(String text) {
        return WireJson.MAPPER.valueToTree(content(text));
    }

    public World.Group group() {
        return group;
    }

    public String sender() {
        return sender;
    }

    public String clientMessageId() {
        return clientMessageId;
    }

    /** The content that it was sent with. */
    public JsonNode content() {
        return json(text);
    }

    /** What came of sending it; unknown while it is under way. */
    public Resolved appending() {
        return append == null ? UNDER_WAY : append;
    }

    public State append() {
        return appending().state();
    }

    public State recall() {
        return recall;
    }

    public String recallId() {
        return recallId;
    }

    /** When the recall was sent first, of {@link System#nanoTime}. */
    public long recallAskedAt() {
        return recallAskedAt;
    }

    /** When the recall was answered, of {@link System#nanoTime}. */
    public long recalledAt() {
        return recalledAt;
    }

    public List<Edit> edits() {
        return List.copyOf(edits);
    }

    /** Where the answer said that it is; 0 without one. */
    public long seq() {
        return append() == State.DONE ? appending().answer().body().path("seq").asLong(0) : 0;
    }

    /** When it was sent first, of {@link System#nanoTime}. */
    public long askedAt() {
        return appending().askedAt();
    }

    /** When the append was answered, or given up, of {@link System#nanoTime}. */
    public long acknowledgedAt() {
        return appending().answeredAt();
    }

    /** The contents that it may have in the end, unless it was recalled: what was last acknowledged, or anything unknown. */
    public Set<JsonNode> possibleContents() {
        String last = text;
        Set<JsonNode> possible = new LinkedHashSet<>();
        for (Edit edit : edits) {
            if (edit.state() == State.DONE) {
                last = edit.text();
            } else if (edit.state() == State.UNKNOWN) {
                possible.add(edit.content());
            }
        }
        possible.add(json(last));
        return possible;
    }

    /** Whether content may be there in the end: null when both is possible. */
    public @Nullable Boolean hasContent() {
        return switch (recall) {
            case DONE -> Boolean.FALSE;
            case UNKNOWN -> null;
            case NEVER, REFUSED -> Boolean.TRUE;
        };
    }

    /** Whether somebody may find it without content. */
    public boolean mayBeScrubbed() {
        return recall == State.DONE || recall == State.UNKNOWN;
    }

    @Override
    public String toString() {
        return group.id() + "#" + seq() + " (" + clientMessageId + " of " + sender + ")";
    }
}
