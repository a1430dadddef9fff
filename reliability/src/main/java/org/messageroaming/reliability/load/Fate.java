package org.messageroaming.reliability.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was asked of one message, and what was answered. Written by its sender alone, read by the checker when that has ended. */
public final class Fate {
    private final World.Group group;
    private final String sender;
    private final String clientMessageId;
    private final String text;
    private final List<Edit> edits = new ArrayList<>();
    private State append = State.UNKNOWN;
    private State recall = State.NEVER;
    private String recallId = "";
    private long seq;
    private long acknowledgedAt;
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

    /** An edit. */
    public record Edit(String operationId, String text, State state, long answeredAt) {}

    Fate(World.Group group, String sender, String clientMessageId, String text) {
        this.group = group;
        this.sender = sender;
        this.clientMessageId = clientMessageId;
        this.text = text;
    }

    void appended(State state, long atSeq) {
        append = state;
        seq = atSeq;
        acknowledgedAt = System.nanoTime();
    }

    void edited(String operationId, String newText, State state) {
        edits.add(new Edit(operationId, newText, state, System.nanoTime()));
    }

    void recalled(String operationId, State state) {
        recallId = operationId;
        recall = state;
        recalledAt = System.nanoTime();
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

    String text() {
        return text;
    }

    public State append() {
        return append;
    }

    public State recall() {
        return recall;
    }

    public String recallId() {
        return recallId;
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
        return seq;
    }

    /** When the append was answered, or given up, of {@link System#nanoTime}. */
    public long acknowledgedAt() {
        return acknowledgedAt;
    }

    /** The texts that it may have in the end, unless it was recalled: what was last acknowledged, or anything unknown. */
    public Set<String> possibleTexts() {
        String last = text;
        Set<String> possible = new LinkedHashSet<>();
        for (Edit edit : edits) {
            if (edit.state() == State.DONE) {
                last = edit.text();
            } else if (edit.state() == State.UNKNOWN) {
                possible.add(edit.text());
            }
        }
        possible.add(last);
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

    @Override
    public String toString() {
        return group.id() + "#" + seq + " (" + clientMessageId + " of " + sender + ")";
    }
}
