package org.messageroaming.reliability.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.messageroaming.reliability.load.Asked;
import org.messageroaming.reliability.load.Evidence;
import org.messageroaming.reliability.load.Fate;
import org.messageroaming.reliability.load.Received;
import org.messageroaming.reliability.load.Violations;
import org.messageroaming.reliability.load.World;
import tools.jackson.databind.JsonNode;

/** What each user was given, by pages and by the inbox, against what history holds: F1, H4, H5, I1, I4. */
final class InboxCheck {
    private final Evidence evidence;
    private final Pages pages;
    private final HistoryCheck history;
    private final Violations violations;
    private final Entitled entitled;
    private final ContentCheck contents;
    private final Map<String, Fate> acknowledged = new HashMap<>();

    /** @param history has read everything */
    InboxCheck(Evidence evidence, Pages pages, HistoryCheck history, Violations violations) {
        this.evidence = evidence;
        this.pages = pages;
        this.history = history;
        this.violations = violations;
        this.entitled = new Entitled(evidence, pages);
        this.contents = new ContentCheck(evidence, violations);
        evidence.fates().stream()
                .filter(fate -> fate.append() == Fate.State.DONE)
                .forEach(fate -> acknowledged.put(fate.group().id() + "#" + fate.seq(), fate));
    }

    void run() {
        for (Received received : evidence.received()) {
            Map<String, Fate.State> deletions = new HashMap<>();
            evidence.askedBy(received.user()).forEach(asked -> deletions.putAll(asked.deletions()));
            Set<String> owed = new HashSet<>();
            evidence.groups().stream()
                    .filter(group -> group.members().contains(received.user()))
                    .forEach(group -> owed.addAll(check(group, received, deletions)));
            for (String message : received.messages()) {
                violations.require(
                        owed.contains(message),
                        "H4",
                        received.user() + " was given " + message + ", which it may not see");
            }
            received.everything().forEach(what -> contents.check(received.user(), what));
            evidence.askedBy(received.user()).forEach(this::checkRead);
            checkKept(received.user());
        }
    }

    /** Holds the user's pages of a conversation against its membership, and the inbox against both; returns what the inbox is to have got. */
    private Set<String> check(World.Group group, Received received, Map<String, Fate.State> deletions) {
        String user = received.user();
        Set<String> owed = new HashSet<>();
        for (JsonNode message : history.messages(group.id())) {
            long seq = message.path("seq").asLong();
            String key = group.id() + "#" + seq;
            checkShown(group, user, seq, deletions.getOrDefault(key, Fate.State.NEVER));
            if (entitled.isOwed(group, user, seq)) {
                owed.add(key);
                checkGiven(group, received, seq);
            }
        }
        return owed;
    }

    private void checkShown(World.Group group, String user, long seq, Fate.State deletion) {
        String key = group.id() + "#" + seq;
        boolean there = entitled.isShown(group, user, seq);
        boolean deleted = deletion == Fate.State.DONE || deletion == Fate.State.UNKNOWN;
        violations.require(
                there || deleted || !entitled.isIn(group, user, seq),
                "H4",
                user + " is not shown " + key + " though it was a member then");
        violations.require(
                !there || !entitled.isOut(group, user, seq),
                "H4",
                user + " is shown " + key + " though it was no member then");
        violations.require(!there || deletion != Fate.State.DONE, "H5", user + " deleted " + key + " and is shown it");
    }

    /** What was acknowledged to everybody's knowledge is for {@link DeliveryCheck}. */
    private void checkGiven(World.Group group, Received received, long seq) {
        String key = group.id() + "#" + seq;
        boolean checked = acknowledged.containsKey(key) && entitled.isIn(group, received.user(), seq);
        violations.require(
                checked || received.hasMessage(group.id(), seq) || entitled.isExcused(group, received, seq),
                received.greatest(group.id()) > seq ? "F1" : "F1 late",
                received.user() + " was never given " + key + ", which history has for it");
    }

    private void checkRead(Asked asked) {
        if (asked.read().isEmpty()) {
            return;
        }
        Map<String, Long> readUpTo = pages.list(asked.user()).stream()
                .collect(Collectors.toMap(
                        summary -> summary.path("conversationId").asString(),
                        summary -> summary.path("readUpToSeq").asLong()));
        asked.read()
                .forEach((conversation, seq) -> violations.require(
                        readUpTo.getOrDefault(conversation, 0L) >= seq,
                        "H5",
                        asked.user() + " has read " + conversation + " up to " + seq + ", and the list says "
                                + readUpTo.get(conversation)));
    }

    /** The inbox as a device finds it that comes now. */
    private void checkKept(String user) {
        Set<String> ids = new HashSet<>();
        Set<String> messages = new HashSet<>();
        Set<String> operations = new HashSet<>();
        long before = 0;
        for (JsonNode entry : pages.inbox(user)) {
            long seq = entry.path("seq").asLong();
            violations.require(before == 0 || seq == before + 1, "I1", user + " has " + seq + " after " + before);
            before = seq;
            String id = entry.path("entryId").asString();
            violations.require(ids.add(id), "I4", user + " has " + id + " twice");
            JsonNode message = entry.path("message");
            if (message.isObject()) {
                String key = message.path("conversationId").asString() + "#"
                        + message.path("seq").asLong();
                violations.require(messages.add(key), "I4", user + " has " + key + " twice");
                checkScrubbed(user, key, message.path("content"));
                contents.check(user, message);
            } else {
                JsonNode operation = entry.path("operation");
                String operationId = operation.path("operationId").asString();
                violations.require(operations.add(operationId), "H2", user + " has " + operationId + " twice");
                contents.check(user, operation);
            }
        }
    }

    private void checkScrubbed(String user, String key, JsonNode content) {
        Fate fate = acknowledged.get(key);
        boolean mustBeGone = fate != null
                && fate.recall() == Fate.State.DONE
                && !evidence.losses().mayHave(fate.recalledAt());
        violations.require(
                !mustBeGone || ContentCheck.isGone(content),
                "H5",
                user + "'s inbox still has the content of " + fate + ", which was recalled");
    }
}
