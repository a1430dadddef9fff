package org.messageroaming.reliability.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.messageroaming.reliability.load.Asked;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Violations;
import tools.jackson.databind.JsonNode;

/** What inboxes give against what was sent, field by field: H1, H2, H5. */
final class ContentCheck {
    private final Violations violations;
    private final Map<String, Fate> fates = new HashMap<>();
    private final Map<String, Instructed> operations = new HashMap<>();

    /**
     * An operation as it was asked for.
     *
     * @param seq the message concerned, or up to where was read
     * @param edit null unless it is one
     * @param message null when it concerns the actor alone
     */
    private record Instructed(
            String type,
            String conversation,
            String actor,
            long seq,
            Fate.State state,
            Fate.@Nullable Edit edit,
            @Nullable Fate message) {}

    ContentCheck(Evidence evidence, Violations violations) {
        this.violations = violations;
        evidence.fates().forEach(this::add);
        evidence.asked().forEach(asked -> asked.own().forEach(own -> add(asked.user(), own)));
    }

    private void add(Fate fate) {
        String group = fate.group().id();
        fates.put(group + " " + fate.sender() + " " + fate.clientMessageId(), fate);
        if (fate.recall() != Fate.State.NEVER) {
            operations.put(
                    fate.recallId(),
                    new Instructed("RECALL", group, fate.sender(), fate.seq(), fate.recall(), null, fate));
        }
        fate.edits()
                .forEach(edit -> operations.put(
                        edit.operationId(),
                        new Instructed("EDIT", group, fate.sender(), fate.seq(), edit.state(), edit, fate)));
    }

    private void add(String user, Asked.Own own) {
        operations.put(
                own.operationId(),
                new Instructed(
                        own.deletes() ? "DELETE" : "READ",
                        own.group().id(),
                        user,
                        own.seq(),
                        own.resolved().state(),
                        null,
                        null));
    }

    /** Whether there is no content. */
    static boolean isGone(JsonNode content) {
        return content.isNull() || content.isMissingNode();
    }

    /** @param what a message or an operation as an inbox gave it */
    void check(String user, JsonNode what) {
        if (what.has("operationId")) {
            checkOperation(user, what);
        } else {
            checkMessage(user, what);
        }
    }

    private void checkMessage(String user, JsonNode message) {
        Fate fate = fates.get(String.join(
                " ",
                message.path("conversationId").asString(""),
                message.path("sender").asString(""),
                message.path("clientMessageId").asString("")));
        if (fate == null) {
            violations.add("H2", user + " was given what nobody sent: " + message);
            return;
        }
        violations.require(
                fate.append() != Fate.State.REFUSED, "API", user + " was given " + message + ", which was refused");
        violations.require(
                fate.append() != Fate.State.DONE
                        || fate.seq() == message.path("seq").asLong(),
                "H1",
                user + " was given " + message + ", which was acknowledged as " + fate);
        JsonNode content = message.path("content");
        violations.require(
                isGone(content) ? fate.mayBeScrubbed() : content.equals(fate.content()),
                "H5",
                user + " was given " + message + ", which was sent as " + fate.content());
    }

    private void checkOperation(String user, JsonNode operation) {
        Instructed asked = operations.get(operation.path("operationId").asString(""));
        if (asked == null) {
            violations.add("H2", user + " was told of what nobody did: " + operation);
            return;
        }
        violations.require(
                asked.state() != Fate.State.REFUSED, "API", user + " was told of " + operation + ", which was refused");
        violations.require(
                operation.path("type").asString("").equals(asked.type())
                        && operation.path("conversationId").asString("").equals(asked.conversation())
                        && operation.path("actor").asString("").equals(asked.actor())
                        && place(asked.type(), operation) == asked.seq()
                        && isContentRight(asked, operation.path("content")),
                "H5",
                user + " was told of " + operation + ", which was asked for as " + asked);
    }

    private static long place(String type, JsonNode operation) {
        return switch (type) {
            case "DELETE" ->
                operation.path("seqs").size() == 1 ? operation.at("/seqs/0").asLong() : 0;
            case "READ" -> operation.path("upToSeq").asLong();
            default -> operation.path("seq").asLong();
        };
    }

    private static boolean isContentRight(Instructed asked, JsonNode content) {
        if (isGone(content)) {
            return asked.edit() == null
                    || (asked.message() != null && asked.message().mayBeScrubbed());
        }
        return asked.edit() != null && content.equals(asked.edit().content());
    }
}
